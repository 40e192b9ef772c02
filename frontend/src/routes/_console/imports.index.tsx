import { createFileRoute } from '@tanstack/react-router';
import { importsQuery } from '~/features/connectors/api';
import { ImportsPage } from '~/features/connectors/ImportsPage';

export const Route = createFileRoute('/_console/imports/')({
  loader: ({ context }) => void context.queryClient.prefetchInfiniteQuery(importsQuery),
  component: Page,
});

function Page() {
  const navigate = Route.useNavigate();
  return <ImportsPage onOpen={(id) => void navigate({ to: '/imports/$id', params: { id } })} />;
}
