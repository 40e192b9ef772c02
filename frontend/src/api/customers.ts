import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Schemas } from './client';
import { after, byCursor } from './pages';
import { api, unwrap } from './query';

export type Customer = Schemas['CustomerOut'];
export type Receivable = Schemas['ReceivableOut'];
export type TimelineEntry = Schemas['TimelineEntryOut'];
export type Explanation = Schemas['ExplainedOut'];
export type ReceivableState = 'open' | 'closed' | 'all';

/** Everything read about one customer, so that one act on it refreshes all its views. */
export const customerKey = (id: string) => ['customers', id] as const;

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: [...customerKey(id), 'record'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/customers/{customer_id}', { params: { path: { customer_id: id } }, signal }),
      ),
  });

export const receivablesQuery = (id: string, state: ReceivableState, limit = 200) =>
  infiniteQueryOptions({
    queryKey: [...customerKey(id), 'receivables', state, limit],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/v1/customers/{customer_id}/receivables', {
          params: {
            path: { customer_id: id },
            query: { state, limit, ...after(pageParam) },
          },
          signal,
        }),
      ),
    ...byCursor,
  });

/** Sums of the whole account in a state, however many pages it fills. */
export const accountSummaryQuery = (id: string, state: ReceivableState) =>
  queryOptions({
    queryKey: [...customerKey(id), 'receivables', state, 'summary'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/customers/{customer_id}/receivables/summary', {
          params: { path: { customer_id: id }, query: { state } },
          signal,
        }),
      ),
  });

/** Why this customer is, or is not, reminded, and what comes next. */
export const explanationQuery = (id: string) =>
  queryOptions({
    queryKey: [...customerKey(id), 'explanation'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/customers/{customer_id}/explain', {
          params: { path: { customer_id: id } },
          signal,
        }),
      ),
  });

export const timelineQuery = (id: string, limit = 50) =>
  infiniteQueryOptions({
    queryKey: [...customerKey(id), 'timeline', limit],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/v1/customers/{customer_id}/timeline', {
          params: {
            path: { customer_id: id },
            query: { limit, ...after(pageParam) },
          },
          signal,
        }),
      ),
    ...byCursor,
  });
