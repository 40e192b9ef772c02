import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { textsQuery } from '~/features/templates/api';
import { TEMPLATES_DEFAULTS, templatesSearch } from '~/features/templates/search';
import { TemplatesPage } from '~/features/templates/TemplatesPage';

export const Route = createFileRoute('/_console/reglages/modeles/')({
  validateSearch: templatesSearch,
  search: { middlewares: [stripSearchParams(TEMPLATES_DEFAULTS)] },
  loader: ({ context }) => void context.queryClient.prefetchQuery(textsQuery),
  component: Page,
});

function Page() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <TemplatesPage
      search={search}
      onSearch={(patch) => void navigate({ search: (current) => ({ ...current, ...patch }) })}
      onOpen={(address) =>
        void navigate({ to: '/reglages/modeles/$kind/$channel/$locale', params: address })
      }
    />
  );
}
