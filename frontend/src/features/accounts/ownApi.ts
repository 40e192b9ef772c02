import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { chooseCompany } from '~/api/company';
import { api, unwrap } from '~/api/query';
import { type Session, sessionQuery } from '~/api/session';

export type OwnSession = Schemas['OwnSessionOut'];

export const ownSessionsQuery = queryOptions({
  queryKey: ['session', 'devices'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/account/sessions', { signal })),
});

export function useChangeProfile() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['ProfileChanges']) => unwrap(api.PATCH('/v1/account', { body })),
    onSuccess: (user) =>
      queryClient.setQueryData(sessionQuery.queryKey, (session: Session | undefined) =>
        session ? { ...session, user } : session,
      ),
  });
}

export function useChangePassword() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['PasswordBody']) => api.POST('/v1/account/password', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
  });
}

export function useEndSession() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      api.DELETE('/v1/account/sessions/{session_id}', { params: { path: { session_id: id } } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
  });
}

export function useLogOutEverywhere() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.POST('/v1/account/log-out-everywhere'),
    onSuccess: () => {
      chooseCompany(null);
      queryClient.clear();
    },
  });
}
