import { createFileRoute } from '@tanstack/react-router';
import { ActPage } from '~/features/scenarios/ActPage';
import { groupsQuery } from '~/features/scenarios/api';
import { actSearch } from '~/features/scenarios/search';

export const Route = createFileRoute('/_console/agir')({
  validateSearch: actSearch,
  loader: ({ context }) => void context.queryClient.prefetchQuery(groupsQuery),
  component: Page,
});

function Page() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ActPage
      search={search}
      onSearch={(patch) =>
        void navigate({
          search: (current) => ({ ...current, ...patch }),
          replace: 'action' in patch,
        })
      }
    />
  );
}
