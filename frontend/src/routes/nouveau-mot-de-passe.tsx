import { createFileRoute, useLocation } from '@tanstack/react-router';
import { keyIn } from '~/features/accounts/linkApi';
import { NewPasswordPage } from '~/features/accounts/NewPasswordPage';

export const Route = createFileRoute('/nouveau-mot-de-passe')({ component: Page });

function Page() {
  const navigate = Route.useNavigate();
  const key = keyIn(useLocation({ select: (location) => location.hash }));
  return (
    <NewPasswordPage
      linkKey={key}
      onDone={() => void navigate({ to: '/connexion', search: { change: true }, replace: true })}
    />
  );
}
