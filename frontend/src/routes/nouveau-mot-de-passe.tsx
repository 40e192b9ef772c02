import { createFileRoute } from '@tanstack/react-router';
import { NewPasswordPage } from '~/features/accounts/NewPasswordPage';
import { useLinkKey } from '~/features/accounts/useLinkKey';

export const Route = createFileRoute('/nouveau-mot-de-passe')({ component: Page });

function Page() {
  const navigate = Route.useNavigate();
  const key = useLinkKey();
  return (
    <NewPasswordPage
      linkKey={key}
      onDone={() => void navigate({ to: '/connexion', search: { change: true }, replace: true })}
    />
  );
}
