import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { api, unwrap } from '~/api/query';
import { given } from '~/shared/given';
import { type AgingFilter, type AgingSearch, filterOf } from './search';

export type AgingRow = Schemas['AgingRow'];
export type AgingTotal = Schemas['AgingTotal'];

const agingKey = ['aging'] as const;

function parametersOf({ level, ...filter }: AgingFilter) {
  return { ...given(filter), ...(level === undefined ? {} : { level: [level] }) };
}

export const agingQuery = (search: AgingSearch) =>
  infiniteQueryOptions({
    queryKey: [...agingKey, 'list', filterOf(search), search.sort],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/v1/aging', {
          params: {
            query: {
              ...parametersOf(filterOf(search)),
              sort: search.sort,
              limit: 100,
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });

export const agingSummaryQuery = (filter: AgingFilter) =>
  queryOptions({
    queryKey: [...agingKey, 'summary', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/aging/summary', { params: { query: parametersOf(filter) }, signal })),
    placeholderData: keepPreviousData,
  });
