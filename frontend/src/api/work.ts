import { queryOptions } from '@tanstack/react-query';
import type { Schemas } from './client';
import { api, unwrap } from './query';

export type Work = Schemas['WorkOut'];
export type Waiting = Schemas['WaitingOut'];

/** What waits for a person: the home page shows it, the screen of answers counts it. */
export const workQuery = queryOptions({
  queryKey: ['home', 'work'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/home/work', { signal })),
});
