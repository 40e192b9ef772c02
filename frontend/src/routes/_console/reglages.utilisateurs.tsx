import { createFileRoute } from '@tanstack/react-router';
import { UsersPage } from '~/features/accounts/UsersPage';

export const Route = createFileRoute('/_console/reglages/utilisateurs')({ component: Page });

function Page() {
  const { session } = Route.useRouteContext();
  return <UsersPage userId={session.user.id} />;
}
