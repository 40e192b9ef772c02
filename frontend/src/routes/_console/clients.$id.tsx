import { createFileRoute } from '@tanstack/react-router';
import { customerQuery, timelineQuery } from '~/api/customers';
import { CustomerPage } from '~/features/customers/CustomerPage';

export const Route = createFileRoute('/_console/clients/$id')({
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(customerQuery(params.id));
    void context.queryClient.prefetchInfiniteQuery(timelineQuery(params.id));
  },
  component: Page,
});

function Page() {
  const { id } = Route.useParams();
  return <CustomerPage key={id} id={id} />;
}
