import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { api, unwrap } from '~/api/query';

export type ActionGroup = Schemas['ActionGroup'];
export type ActionGroups = Schemas['ActionGroups'];
export type Action = Schemas['Action'];
export type ActionLine = Action['lines'][number];
export type Confirmation = Schemas['Confirmation'];
export type ConfirmationState = Schemas['ConfirmationState'];

const actionsKey = ['actions'] as const;

export const groupsQuery = queryOptions({
  queryKey: [...actionsKey, 'groups'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/actions/groups', { signal })),
});

/** What tells one group from another: a step of a scenario, on a channel, in a currency. */
export function groupKey(group: ActionGroup): string {
  return [group.scenario_id, group.rank, group.channel, group.currency].join('.');
}

/** Every planned action of a group: a sending covers them all, however many pages they fill. */
export const actionsQuery = (group: ActionGroup) =>
  queryOptions({
    queryKey: [...actionsKey, 'list', groupKey(group)],
    queryFn: async ({ signal }) => {
      const actions: Action[] = [];
      let cursor: string | null = null;
      do {
        const page: Schemas['ActionPage'] = await unwrap(
          api.GET('/v1/actions', {
            params: {
              query: {
                scenario_id: group.scenario_id,
                rank: group.rank,
                channel: group.channel,
                currency: group.currency,
                status: 'planned',
                limit: 200,
                ...(cursor ? { cursor } : {}),
              },
            },
            signal,
          }),
        );
        actions.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor);
      return actions;
    },
  });

export const previewQuery = (actionId: string) =>
  queryOptions({
    queryKey: [...actionsKey, 'preview', actionId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/actions/{action_id}/preview', {
          params: { path: { action_id: actionId } },
          signal,
        }),
      ),
  });

const POLLING_MS = 2000;

/** A sending under way, read again until nothing is pending. */
export const confirmationQuery = (id: string) =>
  queryOptions({
    queryKey: ['confirmations', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/confirmations/{confirmation_id}', {
          params: { path: { confirmation_id: id } },
          signal,
        }),
      ),
    refetchInterval: (query) => (query.state.data?.pending === 0 ? false : POLLING_MS),
  });

export type ConfirmedAction = { id: string; receivable_ids?: string[] };

function useRefreshActions() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: actionsKey });
}

export function useConfirm() {
  return useMutation({
    mutationFn: ({ key, actions }: { key: string; actions: ConfirmedAction[] }) =>
      unwrap(
        api.POST('/v1/actions:confirm', {
          params: { header: { 'Idempotency-Key': key } },
          body: { actions },
        }),
      ),
    onSuccess: useRefreshActions(),
  });
}

export function useUndo(id: string) {
  const queryClient = useQueryClient();
  const refreshActions = useRefreshActions();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/v1/confirmations/{confirmation_id}:undo', {
          params: { path: { confirmation_id: id } },
        }),
      ),
    onSuccess: () =>
      Promise.all([
        refreshActions(),
        queryClient.invalidateQueries({ queryKey: ['confirmations', id] }),
      ]),
  });
}

export function useSkip() {
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      unwrap(
        api.POST('/v1/actions/{action_id}:skip', {
          params: { path: { action_id: id } },
          body: { reason },
        }),
      ),
    onSuccess: useRefreshActions(),
  });
}

export function useFinish() {
  return useMutation({
    mutationFn: ({ id, comment }: { id: string; comment: string }) =>
      unwrap(
        api.POST('/v1/actions/{action_id}:finish', {
          params: { path: { action_id: id } },
          body: { comment },
        }),
      ),
    onSuccess: useRefreshActions(),
  });
}
