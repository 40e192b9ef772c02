import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { groupKey } from '~/api/actions';
import type { Schemas } from '~/api/client';
import { api, unwrap } from '~/api/query';

export type ActionGroup = Schemas['GroupOut'];
export type ActionGroups = Schemas['GroupsOut'];
export type Action = Schemas['ActionOut'];
export type Confirmation = Schemas['ConfirmedOut'];

const actionsKey = ['actions'] as const;

export const groupsQuery = queryOptions({
  queryKey: [...actionsKey, 'groups'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/actions/groups', { signal })),
});

/** Every planned action of a group: a sending covers them all, however many pages they fill. */
export const actionsQuery = (group: ActionGroup) =>
  queryOptions({
    queryKey: [...actionsKey, 'list', groupKey(group)],
    queryFn: async ({ signal }) => {
      const actions: Action[] = [];
      let cursor: string | null = null;
      do {
        const page: Schemas['Page_ActionOut_'] = await unwrap(
          api.GET('/v1/actions', {
            params: {
              query: {
                ...(group.scenario_id ? { scenario_id: group.scenario_id } : {}),
                ...(group.fact ? { fact: group.fact as Schemas['Fact'] } : {}),
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

/** The message as it would leave now; with `lines`, as a person ticked them. */
export const previewQuery = (actionId: string, lines: readonly string[] | undefined) =>
  queryOptions({
    queryKey: ['previews', actionId, lines],
    staleTime: 0,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/actions/{action_id}/preview', {
          params: {
            path: { action_id: actionId },
            query: lines ? { receivable_ids: [...lines] } : {},
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

const POLLING_MS = 2000;
const PATIENT_POLLING_MS = 15_000;
const EAGER_READINGS = 40;

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
    refetchInterval: ({ state }) => {
      if (state.data?.pending === 0) return false;
      return state.dataUpdateCount < EAGER_READINGS ? POLLING_MS : PATIENT_POLLING_MS;
    },
  });

export type ConfirmedAction = { id: string; receivable_ids?: string[] };

export function useRefreshActions() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: actionsKey });
}

/** The lists are read again without waiting: once empty, the screen that acted is gone. */
export function useRefreshBehind() {
  const refresh = useRefreshActions();
  return () => {
    void refresh();
  };
}

export function useConfirm() {
  return useMutation({
    mutationFn: ({ key, actions }: { key: string; actions: ConfirmedAction[] }) =>
      unwrap(
        api.POST('/v1/actions/confirm', {
          params: { header: { 'Idempotency-Key': key } },
          body: { actions },
        }),
      ),
    onSuccess: useRefreshBehind(),
  });
}

export function useUndo(id: string) {
  const queryClient = useQueryClient();
  const refreshActions = useRefreshActions();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/v1/confirmations/{confirmation_id}/undo', {
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
        api.POST('/v1/actions/{action_id}/skip', {
          params: { path: { action_id: id } },
          body: { reason },
        }),
      ),
    onSuccess: useRefreshActions(),
  });
}

type Finished = { id: string; comment: string; receivable_ids: string[] | null };

/** Says of each action, one after the other, that a person did it. */
export function useFinish() {
  return useMutation({
    mutationFn: async (actions: readonly Finished[]) => {
      for (const { id, ...body } of actions) {
        await api.POST('/v1/actions/{action_id}/finish', {
          params: { path: { action_id: id } },
          body,
        });
      }
    },
    onSettled: useRefreshActions(),
  });
}
