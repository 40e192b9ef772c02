import { useQueryClient } from '@tanstack/react-query';
import { createFileRoute } from '@tanstack/react-router';
import { companiesQuery, openCompany, useLogOut } from '~/features/accounts/api';
import { CompaniesPage } from '~/features/accounts/CompaniesPage';
import { requireSession } from './-guard';

export const Route = createFileRoute('/societes')({
  beforeLoad: ({ context, location }) => requireSession(context.queryClient, location.href),
  loader: ({ context }) => void context.queryClient.prefetchQuery(companiesQuery),
  component: Page,
});

function Page() {
  const queryClient = useQueryClient();
  const navigate = Route.useNavigate();
  const logOut = useLogOut();
  return (
    <CompaniesPage
      onOpen={(company) => {
        openCompany(queryClient, company.id);
        void navigate({ to: '/' });
      }}
      onLogOut={() =>
        logOut.mutate(undefined, { onSettled: () => void navigate({ to: '/connexion' }) })
      }
    />
  );
}
