import { createFileRoute, useLocation } from '@tanstack/react-router';
import { InvitationPage } from '~/features/accounts/InvitationPage';
import { keyIn } from '~/features/accounts/linkApi';

export const Route = createFileRoute('/invitation')({ component: Page });

function Page() {
  const navigate = Route.useNavigate();
  const key = keyIn(useLocation({ select: (location) => location.hash }));
  return <InvitationPage linkKey={key} onDone={() => void navigate({ to: '/', replace: true })} />;
}
