import { createFileRoute } from '@tanstack/react-router';
import { workQuery } from '~/api/work';
import { homeQuery, watchedQuery } from '~/features/home/api';
import { HomePage } from '~/features/home/HomePage';

export const Route = createFileRoute('/_console/accueil')({
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(homeQuery);
    void context.queryClient.prefetchQuery(workQuery);
    void context.queryClient.prefetchQuery(watchedQuery);
  },
  component: HomePage,
});
