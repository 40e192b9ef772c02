import { createFileRoute } from '@tanstack/react-router';
import { OwnAccountPage } from '~/features/accounts/OwnAccountPage';
import { ownSessionsQuery } from '~/features/accounts/ownApi';

export const Route = createFileRoute('/_console/compte')({
  loader: ({ context }) => void context.queryClient.prefetchQuery(ownSessionsQuery),
  component: Page,
});

function Page() {
  const { session } = Route.useRouteContext();
  const navigate = Route.useNavigate();
  return (
    <OwnAccountPage
      user={session.user}
      onLoggedOut={() => void navigate({ to: '/connexion', replace: true })}
    />
  );
}
