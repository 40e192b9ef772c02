import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { after, byCursor } from '~/api/pages';
import { api, unwrap } from '~/api/query';
import type { PromiseView } from './search';

export type Answer = Schemas['StaffAnswerOut'];
export type Notice = Schemas['PaymentNoticeOut'];
export type Promised = Schemas['PromiseOut'];
export type Dispute = Schemas['DisputeOut'];
export type Outcome = Schemas['DisputeOutcomeBody']['outcome'];

/** What debtors sent and nobody has read yet. */
export const answersQuery = infiniteQueryOptions({
  queryKey: ['answers', 'to-review'],
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      api.GET('/v1/answers', {
        params: { query: { to_review: true, limit: 50, ...after(pageParam) } },
        signal,
      }),
    ),
  ...byCursor,
});

/** Payments announced that wait for a yes or a no. */
export const noticesQuery = infiniteQueryOptions({
  queryKey: ['payments', 'to-review'],
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      api.GET('/v1/payment-notices', {
        params: { query: { status: 'to_review', limit: 50, ...after(pageParam) } },
        signal,
      }),
    ),
  ...byCursor,
});

type PromiseFilter = { status?: Schemas['PromiseStatus'][]; unpaid?: boolean };

const PROMISE_FILTERS: Record<PromiseView, PromiseFilter> = {
  'en-cours': { status: ['pending'] },
  rompues: { status: ['broken', 'partially_kept'], unpaid: true },
  toutes: {},
};

export const promisesQuery = (view: PromiseView) =>
  infiniteQueryOptions({
    queryKey: ['promises', 'list', view],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/v1/promises', {
          params: { query: { ...PROMISE_FILTERS[view], limit: 100, ...after(pageParam) } },
          signal,
        }),
      ),
    ...byCursor,
  });

export const promiseSumsQuery = (view: PromiseView) =>
  queryOptions({
    queryKey: ['promises', 'summary', view],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/promises/summary', { params: { query: PROMISE_FILTERS[view] }, signal })),
  });

export const disputesQuery = infiniteQueryOptions({
  queryKey: ['disputes', 'list', 'open'],
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      api.GET('/v1/disputes', {
        params: { query: { status: 'open', limit: 100, ...after(pageParam) } },
        signal,
      }),
    ),
  ...byCursor,
});

export const disputeSumsQuery = queryOptions({
  queryKey: ['disputes', 'summary', 'open'],
  queryFn: ({ signal }) =>
    unwrap(api.GET('/v1/disputes/summary', { params: { query: { status: 'open' } }, signal })),
});

/** An answer touches lists, plan and record alike: all of them are read again. */
function useRefresh() {
  const queryClient = useQueryClient();
  const old = [
    'answers',
    'payments',
    'promises',
    'disputes',
    'home',
    'actions',
    'aging',
    'customers',
  ];
  return () => Promise.all(old.map((root) => queryClient.invalidateQueries({ queryKey: [root] })));
}

export function useAcceptAnswer() {
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.POST('/v1/answers/{answer_id}/accept', { params: { path: { answer_id: id } } })),
    onSuccess: useRefresh(),
  });
}

export function useRefuseAnswer() {
  return useMutation({
    mutationFn: ({ id, note }: { id: string; note: string }) =>
      unwrap(
        api.POST('/v1/answers/{answer_id}/refuse', {
          params: { path: { answer_id: id } },
          body: { note },
        }),
      ),
    onSuccess: useRefresh(),
  });
}

export function useAcceptNotice() {
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.POST('/v1/payment-notices/{notice_id}/accept', {
          params: { path: { notice_id: id } },
        }),
      ),
    onSuccess: useRefresh(),
  });
}

export function useRejectNotice() {
  return useMutation({
    mutationFn: ({ id, note }: { id: string; note: string }) =>
      unwrap(
        api.POST('/v1/payment-notices/{notice_id}/reject', {
          params: { path: { notice_id: id } },
          body: { note },
        }),
      ),
    onSuccess: useRefresh(),
  });
}

export function useCancelPromise() {
  return useMutation({
    mutationFn: (id: string) =>
      api.DELETE('/v1/promises/{promise_id}', { params: { path: { promise_id: id } } }),
    onSuccess: useRefresh(),
  });
}

export function useCloseDispute() {
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; outcome: Outcome; note: string }) =>
      unwrap(
        api.POST('/v1/disputes/{dispute_id}/close', {
          params: { path: { dispute_id: id } },
          body,
        }),
      ),
    onSuccess: useRefresh(),
  });
}
