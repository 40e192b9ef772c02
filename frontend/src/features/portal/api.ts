import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { after, byCursor } from '~/api/pages';
import { api, unwrap } from '~/api/query';
import type { ContactsView } from './search';

export type ContactChange = Schemas['ContactChangeOut'];
type Decision = Schemas['Decision'];

/** What debtors said of whom to write to: what waits for a yes, or all of it. */
export const changesQuery = (view: ContactsView) =>
  infiniteQueryOptions({
    queryKey: ['contact-changes', view],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/v1/contact-changes', {
          params: {
            query: {
              to_review: view === 'a-verifier',
              limit: 50,
              ...after(pageParam),
            },
          },
          signal,
        }),
      ),
    ...byCursor,
  });

/** Accepts, rejects or undoes a change; contacts follow at once, or after the week. */
export function useDecide() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, decision }: { id: string; decision: Decision }) =>
      unwrap(
        api.POST('/v1/contact-changes/{change_id}/review', {
          params: { path: { change_id: id } },
          body: { decision },
        }),
      ),
    onSuccess: () =>
      Promise.all(
        ['contact-changes', 'customers', 'home'].map((root) =>
          queryClient.invalidateQueries({ queryKey: [root] }),
        ),
      ),
  });
}
