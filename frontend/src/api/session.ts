import { queryOptions } from '@tanstack/react-query';
import type { Schemas } from './client';
import { api, unwrap } from './query';

export type Session = Schemas['SessionOut'];
export type SessionCompany = Schemas['SessionCompanyOut'];
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/session', { signal })),
  staleTime: 5 * 60_000,
});
