import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { customerKey } from '~/api/customers';
import { api, unwrap } from '~/api/query';

export type Hold = Schemas['HoldOut'];
export type DisputeReason = Schemas['DisputeReason'];

export const holdsQuery = (id: string) =>
  queryOptions({
    queryKey: [...customerKey(id), 'holds'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/customers/{customer_id}/holds', {
          params: { path: { customer_id: id } },
          signal,
        }),
      ),
  });

/** What the plan has for this customer, ready or set aside. */
export const plannedQuery = (id: string) =>
  queryOptions({
    queryKey: ['actions', 'of', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/actions', {
          params: { query: { customer_id: id, status: 'planned', limit: 20 } },
          signal,
        }),
      ),
  });

/** After an act on a customer, all that is read about it and the lists it stands in are stale. */
function useRefresh(id: string) {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: customerKey(id) }),
      queryClient.invalidateQueries({ queryKey: ['aging'] }),
      queryClient.invalidateQueries({ queryKey: ['actions'] }),
    ]);
}

export function useStop(id: string) {
  return useMutation({
    mutationFn: ({ reason, receivables }: { reason: string; receivables: string[] | null }) =>
      Promise.all(
        (receivables ?? [null]).map((receivable_id) =>
          unwrap(
            api.POST('/v1/customers/{customer_id}/holds', {
              params: { path: { customer_id: id } },
              body: { kind: 'stop', reason, receivable_id },
            }),
          ),
        ),
      ),
    onSuccess: useRefresh(id),
  });
}

export function useLiftHold(id: string) {
  return useMutation({
    mutationFn: (holdId: string) =>
      api.DELETE('/v1/holds/{hold_id}', { params: { path: { hold_id: holdId } } }),
    onSuccess: useRefresh(id),
  });
}

export function useEditNote(id: string) {
  return useMutation({
    mutationFn: ({ note, version }: { note: string; version: number }) =>
      unwrap(
        api.PATCH('/v1/customers/{customer_id}', {
          params: { path: { customer_id: id }, header: { 'If-Match': `"${version}"` } },
          body: { note },
        }),
      ),
    onSuccess: useRefresh(id),
  });
}

export function useMakePromise(id: string) {
  return useMutation({
    mutationFn: (body: Schemas['PromiseBody']) =>
      unwrap(
        api.POST('/v1/customers/{customer_id}/promises', {
          params: { path: { customer_id: id } },
          body,
        }),
      ),
    onSuccess: useRefresh(id),
  });
}

export function useOpenDispute(id: string) {
  return useMutation({
    mutationFn: (body: Schemas['DisputeBody']) =>
      unwrap(
        api.POST('/v1/customers/{customer_id}/disputes', {
          params: { path: { customer_id: id } },
          body,
        }),
      ),
    onSuccess: useRefresh(id),
  });
}
