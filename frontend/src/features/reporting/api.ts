import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { after, byCursor } from '~/api/pages';
import { api, unwrap } from '~/api/query';
import { given } from '~/shared/given';
import { type AgingFilter, type AgingSearch, filterOf } from './search';

export type AgingRow = Schemas['AgingRowOut'];
export type AgingTotal = Schemas['AgingTotalOut'];

const agingKey = ['aging'] as const;

/** What each filter offers. */
export const choicesQuery = queryOptions({
  queryKey: [...agingKey, 'choices'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/aging/choices', { signal })),
  staleTime: 60_000,
});

export const agingQuery = (search: AgingSearch) =>
  infiniteQueryOptions({
    queryKey: [...agingKey, 'list', filterOf(search), search.sort],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/v1/aging', {
          params: {
            query: {
              ...given(filterOf(search)),
              sort: search.sort,
              limit: 100,
              ...after(pageParam),
            },
          },
          signal,
        }),
      ),
    ...byCursor,
    placeholderData: keepPreviousData,
  });

export const agingSummaryQuery = (filter: AgingFilter) =>
  queryOptions({
    queryKey: [...agingKey, 'summary', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/aging/summary', { params: { query: given(filter) }, signal })),
    placeholderData: keepPreviousData,
  });
