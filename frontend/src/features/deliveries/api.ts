import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { after, byCursor } from '~/api/pages';
import { api, unwrap, unwrapFile } from '~/api/query';
import { saveFile } from '~/shared/download';
import { given } from '~/shared/given';
import type { ActivitiesFilter } from './search';

export type Delivery = Schemas['DeliveryOut'];

export const deliveriesQuery = (filter: ActivitiesFilter) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/v1/deliveries', {
          params: {
            query: { ...given(filter), limit: 100, ...after(pageParam) },
          },
          signal,
        }),
      ),
    ...byCursor,
    placeholderData: keepPreviousData,
  });

/** How many messages the filters find, and how many are in each state. */
export const deliveriesSummaryQuery = (filter: ActivitiesFilter) =>
  queryOptions({
    queryKey: ['deliveries', 'summary', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/deliveries/summary', { params: { query: given(filter) }, signal })),
    placeholderData: keepPreviousData,
  });

export const sentMessageQuery = (id: string) =>
  queryOptions({
    queryKey: ['deliveries', 'message', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/deliveries/{delivery_id}/message', {
          params: { path: { delivery_id: id } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The pages that were printed, as they were made. */
export const sentLetterQuery = (id: string) =>
  queryOptions({
    queryKey: ['deliveries', 'letter', id],
    queryFn: ({ signal }) =>
      unwrapFile(
        api.GET('/v1/deliveries/{delivery_id}/letter', {
          params: { path: { delivery_id: id } },
          parseAs: 'blob',
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** All the messages of the filter as a file for a spreadsheet, however many pages they fill. */
export function useExport() {
  return useMutation({
    mutationFn: async ({ filter, name }: { filter: ActivitiesFilter; name: string }) => {
      const file = await unwrapFile(
        api.GET('/v1/deliveries/export', { params: { query: given(filter) }, parseAs: 'blob' }),
      );
      saveFile(name, file);
    },
  });
}

function useRefresh() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all(
      ['deliveries', 'actions', 'home', 'customers'].map((root) =>
        queryClient.invalidateQueries({ queryKey: [root] }),
      ),
    );
}

/** Says what became of a message that nobody could confirm. */
export function useSettle() {
  return useMutation({
    mutationFn: ({ id, outcome }: { id: string; outcome: Schemas['Fate'] }) =>
      unwrap(
        api.POST('/v1/deliveries/{delivery_id}/settle', {
          params: { path: { delivery_id: id } },
          body: { outcome },
        }),
      ),
    onSuccess: useRefresh(),
  });
}

/** Gives the contact an address that lives; reminders are offered again at the next plan. */
export function useRepairAddress() {
  return useMutation({
    mutationFn: ({ contactId, email }: { contactId: string; email: string }) =>
      unwrap(
        api.PATCH('/v1/contacts/{contact_id}', {
          params: { path: { contact_id: contactId } },
          body: { email },
        }),
      ),
    onSuccess: useRefresh(),
  });
}
