import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './query';

const LOOK_AGAIN_MS = 60_000;

/** The company's civil day as the server counts it: the browser's clock may be wrong, or travel. */
export const todayQuery = queryOptions({
  queryKey: ['today'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/today', { signal })),
  staleTime: LOOK_AGAIN_MS,
  refetchInterval: LOOK_AGAIN_MS,
});
