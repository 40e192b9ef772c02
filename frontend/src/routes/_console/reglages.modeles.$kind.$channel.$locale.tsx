import { createFileRoute } from '@tanstack/react-router';
import { textsQuery, variablesQuery } from '~/features/templates/api';
import { TemplatePage } from '~/features/templates/TemplatePage';

export const Route = createFileRoute('/_console/reglages/modeles/$kind/$channel/$locale')({
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(textsQuery);
    void context.queryClient.prefetchQuery(variablesQuery);
  },
  component: Page,
});

function Page() {
  const params = Route.useParams();
  const navigate = Route.useNavigate();
  return (
    <TemplatePage
      {...params}
      onAddress={(address) =>
        void navigate({ to: '/reglages/modeles/$kind/$channel/$locale', params: address })
      }
    />
  );
}
