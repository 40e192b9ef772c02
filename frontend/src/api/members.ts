import { queryOptions } from '@tanstack/react-query';
import type { Schemas } from './client';
import { api, unwrap } from './query';

export type Member = Schemas['MemberOut'];

/** Who works in the company: for the settings, and for whoever filters by person. */
export const membersQuery = queryOptions({
  queryKey: ['members', 'all'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/members', { signal })),
});
