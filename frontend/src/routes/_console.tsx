import { useQuery } from '@tanstack/react-query';
import { createFileRoute, Outlet } from '@tanstack/react-router';
import { useLive } from '~/api/live';
import { todayQuery } from '~/api/today';
import { CompanyProvider } from '~/components/CompanyContext';
import { Shell } from '~/components/Shell/Shell';
import { useLogOut } from '~/features/accounts/api';
import { SessionEndDialog } from '~/features/accounts/SessionEndDialog';
import { SendingToast } from '~/features/scenarios/SendingToast';
import { requireCompany, requireSession } from './-guard';

export const Route = createFileRoute('/_console')({
  beforeLoad: async ({ context, location }) => {
    const session = await requireSession(context.queryClient, location.href);
    const company = requireCompany(session);
    const { today } = await context.queryClient.ensureQueryData(todayQuery);
    return { session, company, today };
  },
  component: Console,
});

function Console() {
  const { session, company, today } = Route.useRouteContext();
  const clock = useQuery(todayQuery);
  const navigate = Route.useNavigate();
  const logOut = useLogOut();
  useLive();
  const leave = () =>
    logOut.mutate(undefined, { onSettled: () => void navigate({ to: '/connexion' }) });

  return (
    <CompanyProvider company={company} today={clock.data?.today ?? today}>
      <Shell user={session.user} onLogOut={leave}>
        <Outlet />
      </Shell>
      <SendingToast />
      <SessionEndDialog email={session.user.email} />
    </CompanyProvider>
  );
}
