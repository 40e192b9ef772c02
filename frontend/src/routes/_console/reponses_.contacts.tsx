import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { changesQuery } from '~/features/portal/api';
import { ContactChangesPage } from '~/features/portal/ContactChangesPage';
import { CONTACTS_DEFAULTS, contactsSearch } from '~/features/portal/search';

export const Route = createFileRoute('/_console/reponses_/contacts')({
  validateSearch: contactsSearch,
  search: { middlewares: [stripSearchParams(CONTACTS_DEFAULTS)] },
  loaderDeps: ({ search }) => ({ vue: search.vue }),
  loader: ({ context, deps }) =>
    void context.queryClient.prefetchInfiniteQuery(changesQuery(deps.vue)),
  component: Page,
});

function Page() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ContactChangesPage
      search={search}
      onSearch={(patch) => void navigate({ search: (current) => ({ ...current, ...patch }) })}
    />
  );
}
