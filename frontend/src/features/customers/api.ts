import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { customerKey } from '~/api/customers';
import { api, unwrap } from '~/api/query';

export type Hold = Schemas['Hold'];
export type Explanation = Schemas['Explanation'];

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
    mutationFn: (hold: { reason: string; last_on: string | null }) =>
      unwrap(
        api.POST('/v1/customers/{customer_id}/holds', {
          params: { path: { customer_id: id } },
          body: { kind: 'stop', ...hold },
        }),
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
