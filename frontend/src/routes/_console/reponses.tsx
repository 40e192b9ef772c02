import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { workQuery } from '~/api/work';
import { AnswersPage } from '~/features/answers/AnswersPage';
import { ANSWERS_DEFAULTS, answersSearch } from '~/features/answers/search';

export const Route = createFileRoute('/_console/reponses')({
  validateSearch: answersSearch,
  search: { middlewares: [stripSearchParams(ANSWERS_DEFAULTS)] },
  loader: ({ context }) => void context.queryClient.prefetchQuery(workQuery),
  component: Page,
});

function Page() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <AnswersPage
      search={search}
      onSearch={(patch) => void navigate({ search: (current) => ({ ...current, ...patch }) })}
    />
  );
}
