import { createFileRoute } from '@tanstack/react-router';
import { importQuery } from '~/features/connectors/api';
import { ImportPage } from '~/features/connectors/ImportPage';

export const Route = createFileRoute('/_console/imports/$id')({
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(importQuery(params.id)),
  component: Page,
});

function Page() {
  const { id } = Route.useParams();
  return <ImportPage key={id} id={id} />;
}
