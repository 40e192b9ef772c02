import { queryOptions } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { api, unwrap } from '~/api/query';

export type Home = Schemas['HomeOut'];
export type Total = Schemas['HomeTotalOut'];
export type Debtor = Schemas['HomeDebtorOut'];
export type Watched = Schemas['WatchedOut'];
export type BreakdownRow = Schemas['BreakdownRowOut'];

export const homeQuery = queryOptions({
  queryKey: ['home', 'figures'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/home', { signal })),
});

/** Flagged customers only, and what was done for all (SAGE-19). */
export const watchedQuery = queryOptions({
  queryKey: ['home', 'watched'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/home/watched', { signal })),
});

/** Which payment method runs late, which profile pays slowest (SAGE-21). */
export const breakdownQuery = queryOptions({
  queryKey: ['home', 'breakdown'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/home/breakdown', { signal })),
});

/** Lettered groups that do not sum to zero (SAGE-115). */
export const gapsQuery = queryOptions({
  queryKey: ['home', 'gaps'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/reconciliation-gaps', { signal })),
});
