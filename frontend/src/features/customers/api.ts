import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { customerKey } from '~/api/customers';
import { api, unwrap } from '~/api/query';
import { newKey } from '~/shared/keys';

export type Hold = Schemas['HoldOut'];
export type DisputeReason = Schemas['DisputeReason'];
export type Contact = Schemas['CustomerOut']['contacts'][number];
export type ContactFacts = Schemas['ContactFacts'];
export type Promised = Schemas['PromiseOut'];
export type PortalLink = Schemas['StaffLinkOut'];

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

/** How far the customer has been reminded, and when each kind of step was last done (SAGE-36). */
export const dunningQuery = (id: string) =>
  queryOptions({
    queryKey: [...customerKey(id), 'dunning'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/customers/{customer_id}/dunning', {
          params: { path: { customer_id: id } },
          signal,
        }),
      ),
  });

/** The links to the customer's space, the newest first. */
export const linksQuery = (id: string) =>
  queryOptions({
    queryKey: [...customerKey(id), 'links'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/customers/{customer_id}/portal-links', {
          params: { path: { customer_id: id }, query: { limit: 50 } },
          signal,
        }),
      ),
  });

/** The levels the company's reminders bring a line to, and 0. */
export const levelsQuery = queryOptions({
  queryKey: ['aging', 'choices'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/aging/choices', { signal })),
  staleTime: 60_000,
});

/** What the customer has promised and is still counted on (SAGE-43). */
export const promisesQuery = (id: string) =>
  queryOptions({
    queryKey: ['promises', 'of', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/promises', {
          params: { query: { customer_id: id, status: ['pending'], limit: 50 } },
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

// The lists a customer stands in, and the work that waits for a person.
const LISTS = ['aging', 'actions', 'home', 'promises', 'disputes', 'answers'];

/** After an act on a customer, all that is read about it and the lists it stands in are stale. */
function useRefresh(id: string) {
  const queryClient = useQueryClient();
  return () =>
    Promise.all(
      [customerKey(id), ...LISTS.map((root) => [root])].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
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
    onSettled: useRefresh(id),
  });
}

export function useLiftHold(id: string) {
  return useMutation({
    mutationFn: (holdId: string) =>
      api.DELETE('/v1/holds/{hold_id}', { params: { path: { hold_id: holdId } } }),
    onSettled: useRefresh(id),
  });
}

type CustomerEdit = { version: number } & Pick<Schemas['CustomerChanges'], 'note' | 'watched'>;

/** Changes the team's note or the flag; refused if somebody changed the record meanwhile. */
export function useEditCustomer(id: string) {
  return useMutation({
    mutationFn: ({ version, ...body }: CustomerEdit) =>
      unwrap(
        api.PATCH('/v1/customers/{customer_id}', {
          params: { path: { customer_id: id }, header: { 'If-Match': `"${version}"` } },
          body,
        }),
      ),
    onSettled: useRefresh(id),
  });
}

/** Adds a contact, or changes the one named. */
export function useSaveContact(customerId: string) {
  return useMutation({
    mutationFn: ({ id, facts }: { id: string | null; facts: ContactFacts }) =>
      id
        ? unwrap(
            api.PATCH('/v1/contacts/{contact_id}', {
              params: { path: { contact_id: id } },
              body: facts,
            }),
          )
        : unwrap(
            api.POST('/v1/customers/{customer_id}/contacts', {
              params: { path: { customer_id: customerId } },
              body: facts,
            }),
          ),
    onSettled: useRefresh(customerId),
  });
}

/** Changes a line's level, note or expected day; its due day and its cycle stay. */
export function useEditReceivable(customerId: string) {
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string } & Schemas['ReceivableChanges']) =>
      unwrap(
        api.PATCH('/v1/receivables/{receivable_id}', {
          params: { path: { receivable_id: id } },
          body,
        }),
      ),
    onSettled: useRefresh(customerId),
  });
}

/** Ends a link before its time. */
export function useRevokeLink(customerId: string) {
  return useMutation({
    mutationFn: (id: string) =>
      api.DELETE('/v1/portal-links/{link_id}', { params: { path: { link_id: id } } }),
    onSettled: useRefresh(customerId),
  });
}

export function useMakePromise(id: string) {
  return useMutation({
    mutationFn: (body: Schemas['PromiseBody']) =>
      unwrap(
        api.POST('/v1/customers/{customer_id}/promises', {
          params: { path: { customer_id: id }, header: { 'Idempotency-Key': newKey() } },
          body,
        }),
      ),
    onSettled: useRefresh(id),
  });
}

export function useCancelPromise(id: string) {
  return useMutation({
    mutationFn: (promiseId: string) =>
      api.DELETE('/v1/promises/{promise_id}', { params: { path: { promise_id: promiseId } } }),
    onSettled: useRefresh(id),
  });
}

export function useOpenDispute(id: string) {
  return useMutation({
    mutationFn: (body: Schemas['DisputeBody']) =>
      unwrap(
        api.POST('/v1/customers/{customer_id}/disputes', {
          params: { path: { customer_id: id }, header: { 'Idempotency-Key': newKey() } },
          body,
        }),
      ),
    onSettled: useRefresh(id),
  });
}
