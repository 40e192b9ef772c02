import { createFileRoute } from '@tanstack/react-router';
import { ActivitiesPage } from '~/features/deliveries/ActivitiesPage';
import { deliveriesQuery } from '~/features/deliveries/api';
import { activitiesSearch, filterOf } from '~/features/deliveries/search';

export const Route = createFileRoute('/_console/activites')({
  validateSearch: activitiesSearch,
  loaderDeps: ({ search }) => filterOf(search),
  loader: ({ context, deps }) =>
    void context.queryClient.prefetchInfiniteQuery(deliveriesQuery(deps)),
  component: Page,
});

function Page() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ActivitiesPage
      search={search}
      onSearch={(patch) =>
        void navigate({ search: (current) => ({ ...current, ...patch }), replace: true })
      }
    />
  );
}
