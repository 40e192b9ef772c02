import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { api, unwrap } from '~/api/query';

export type Invitation = Schemas['InvitationOut'];
export type Role = Schemas['Role'];

const LEAVING = new Set(['queued', 'claimed']);

/** Invitations without an answer; looked at again while one of their messages is leaving. */
export const invitationsQuery = queryOptions({
  queryKey: ['members', 'invitations'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/invitations', { signal })),
  refetchInterval: (query) =>
    query.state.data?.items.some((one) => LEAVING.has(one.post_status)) ? 2_000 : false,
});

function useTeamChange<Asked>(change: (asked: Asked) => Promise<unknown>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['members'] }),
  });
}

const to = (user_id: string) => ({ params: { path: { user_id } } });
const of = (invitation_id: string) => ({ params: { path: { invitation_id } } });

export const useInvite = () =>
  useTeamChange((body: Schemas['InvitationBody']) => api.POST('/v1/invitations', { body }));

export const useResend = () =>
  useTeamChange((id: string) => api.POST('/v1/invitations/{invitation_id}/resend', of(id)));

export const useWithdraw = () =>
  useTeamChange((id: string) => api.DELETE('/v1/invitations/{invitation_id}', of(id)));

export const useChangeRole = () =>
  useTeamChange(({ id, ...body }: Schemas['MemberChanges'] & { id: string }) =>
    api.PATCH('/v1/members/{user_id}', { ...to(id), body }),
  );

export const useSuspend = () =>
  useTeamChange((id: string) => api.POST('/v1/members/{user_id}/suspend', to(id)));

export const useReinstate = () =>
  useTeamChange((id: string) => api.POST('/v1/members/{user_id}/reinstate', to(id)));

export const useRemove = () =>
  useTeamChange((id: string) => api.DELETE('/v1/members/{user_id}', to(id)));

/** The names by which the ledger knows its sales representatives. */
export const salesRepsQuery = queryOptions({
  queryKey: ['members', 'sales-reps'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/aging/choices', { signal })),
  select: (choices) => choices.sales_reps,
});
