import { createFileRoute } from '@tanstack/react-router';
import { useCallback } from 'react';
import { DevelopersPage } from '~/features/webhooks/DevelopersPage';
import { type DevelopersSearch, developersSearch } from '~/features/webhooks/search';

export const Route = createFileRoute('/_console/reglages/developpeurs/')({
  validateSearch: developersSearch,
  component: Page,
});

function Page() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const narrow = useCallback(
    (patch: Partial<DevelopersSearch>) =>
      void navigate({ search: (current) => ({ ...current, ...patch }), replace: true }),
    [navigate],
  );
  return <DevelopersPage search={search} onSearch={narrow} />;
}
