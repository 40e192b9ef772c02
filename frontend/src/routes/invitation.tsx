import { createFileRoute } from '@tanstack/react-router';
import { InvitationPage } from '~/features/accounts/InvitationPage';
import { useLinkKey } from '~/features/accounts/useLinkKey';

export const Route = createFileRoute('/invitation')({ component: Page });

function Page() {
  const navigate = Route.useNavigate();
  const key = useLinkKey();
  return <InvitationPage linkKey={key} onDone={() => void navigate({ to: '/', replace: true })} />;
}
