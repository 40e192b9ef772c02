import { queryOptions, useMutation } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { api, unwrap } from '~/api/query';
import { useWayIn } from './api';

export type SeenInvitation = Schemas['InvitationSeenOut'];

export const invitationQuery = (key: string) =>
  queryOptions({
    queryKey: ['link', 'invitation', key],
    queryFn: ({ signal }) => unwrap(api.POST('/v1/invitations/open', { body: { key }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export function useAccept() {
  const enter = useWayIn();
  return useMutation({
    mutationFn: (body: Schemas['AcceptBody']) =>
      unwrap(api.POST('/v1/invitations/accept', { body })),
    onSuccess: enter,
  });
}

export function useAskReset() {
  return useMutation({
    mutationFn: (email: string) => api.POST('/v1/password-resets', { body: { email } }),
  });
}

export const resetQuery = (key: string) =>
  queryOptions({
    queryKey: ['link', 'reset', key],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/v1/password-resets/open', { body: { key }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export function useFinishReset() {
  return useMutation({
    mutationFn: (body: Schemas['ResetBody']) => api.POST('/v1/password-resets/finish', { body }),
  });
}
