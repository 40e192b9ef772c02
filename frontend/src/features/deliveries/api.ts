import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { api, unwrap } from '~/api/query';
import { given } from '~/shared/given';
import type { ActivitiesFilter } from './search';

export type Delivery = Schemas['DeliveryOut'];

export const deliveriesQuery = (filter: ActivitiesFilter) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/v1/deliveries', {
          params: {
            query: { ...given(filter), limit: 100, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });

/** How many messages the filters find, and how many are in each state. */
export const deliveriesSummaryQuery = (filter: ActivitiesFilter) =>
  queryOptions({
    queryKey: ['deliveries', 'summary', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/deliveries/summary', { params: { query: given(filter) }, signal })),
    placeholderData: keepPreviousData,
  });

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/members', { signal })),
  staleTime: 5 * 60_000,
});

export const sentMessageQuery = (id: string) =>
  queryOptions({
    queryKey: ['deliveries', 'message', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/deliveries/{delivery_id}/message', {
          params: { path: { delivery_id: id } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
