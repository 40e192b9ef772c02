import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Schemas } from './client';
import { api, unwrap } from './query';

export type Found = Schemas['FoundOut'];

export const LEAST_LETTERS = 2;

/** Customers, people and lines that a few letters may mean. */
export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ['customers', 'search', q],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/search', { params: { query: { q } }, signal })),
    enabled: q.length >= LEAST_LETTERS,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
