import { queryOptions, useMutation } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { api, unwrap, unwrapFile } from '~/api/query';
import { saveFile } from '~/shared/download';
import { type ConfirmedAction, useRefreshActions, useRefreshBehind } from './api';

export type Printed = Schemas['PrintedOut'];

/** The pages as they would be printed now; with `lines`, as a person ticked them. */
export const letterQuery = (actionId: string, lines: readonly string[] | undefined) =>
  queryOptions({
    queryKey: ['previews', actionId, lines, 'letter'],
    staleTime: 0,
    queryFn: ({ signal }) =>
      unwrapFile(
        api.GET('/v1/actions/{action_id}/letter', {
          params: {
            path: { action_id: actionId },
            query: lines ? { receivable_ids: [...lines] } : {},
          },
          parseAs: 'blob',
          signal,
        }),
      ),
  });

/** The pages of letters printed together, as they were made, saved on this machine. */
export async function savePrint(id: string, name: string): Promise<void> {
  const file = await unwrapFile(
    api.GET('/v1/letter-prints/{print_id}/file', {
      params: { path: { print_id: id } },
      parseAs: 'blob',
    }),
  );
  saveFile(name, file);
}

type Printing = { key: string; actions: ConfirmedAction[]; duplex: boolean; name: string };

/** Puts the letters in one PDF and saves it; nothing counts as posted. */
export function usePrint() {
  return useMutation({
    mutationFn: async ({ key, name, ...body }: Printing) => {
      const printed = await unwrap(
        api.POST('/v1/actions/print', { params: { header: { 'Idempotency-Key': key } }, body }),
      );
      if (printed.id) await savePrint(printed.id, name);
      return printed;
    },
    onSettled: useRefreshActions(),
  });
}

/** Says the printed letters posted: it counts once the time to undo is over. */
export function useFinishLetters() {
  return useMutation({
    mutationFn: ({ key, ...body }: { key: string; actions: string[]; comment: string }) =>
      unwrap(
        api.POST('/v1/actions/finish', { params: { header: { 'Idempotency-Key': key } }, body }),
      ),
    onSuccess: useRefreshBehind(),
  });
}
