import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { AgingPage } from '~/features/reporting/AgingPage';
import { agingQuery, agingSummaryQuery } from '~/features/reporting/api';
import { AGING_DEFAULTS, agingSearch, filterOf } from '~/features/reporting/search';

export const Route = createFileRoute('/_console/qui-vous-doit-quoi')({
  validateSearch: agingSearch,
  search: { middlewares: [stripSearchParams(AGING_DEFAULTS)] },
  loaderDeps: ({ search: { apercu: _apercu, ...read } }) => read,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(agingQuery(deps));
    void context.queryClient.prefetchQuery(agingSummaryQuery(filterOf(deps)));
  },
  component: Page,
});

function Page() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <AgingPage
      search={search}
      onSearch={(patch) =>
        void navigate({
          search: (current) => ({ ...current, ...patch }),
          replace: 'q' in patch || 'apercu' in patch,
        })
      }
    />
  );
}
