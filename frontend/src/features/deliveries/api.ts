import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { api, unwrap } from '~/api/query';
import { given } from '~/shared/given';
import type { ActivitiesSearch } from './search';

export type Delivery = Schemas['Delivery'];

export const deliveriesQuery = (search: ActivitiesSearch) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', 'list', search],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/v1/deliveries', {
          params: {
            query: { ...given(search), limit: 100, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
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
