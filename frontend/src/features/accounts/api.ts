import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { chooseCompany } from '~/api/company';
import { api, unwrap } from '~/api/query';
import { type Session, sessionQuery } from '~/api/session';
import { sessionEnd } from '~/api/sessionEnd';

export type CompanyBalance = Schemas['CompanySumsOut'];
export type CompanyTotal = Schemas['CurrencySumsOut'];

export const companiesQuery = queryOptions({
  queryKey: ['companies'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/companies', { signal })),
});

export function useLogIn() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['LogInBody']) => unwrap(api.POST('/v1/session', { body })),
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      sessionEnd.forget();
      void queryClient.invalidateQueries({ predicate: (query) => query.state.status === 'error' });
    },
  });
}

/** After a way in that is no log-in: what was read before was somebody else's. */
export function useWayIn() {
  const queryClient = useQueryClient();
  return (session: Session) => {
    chooseCompany(null);
    // The page that led in is still there: reading its link again would find it used.
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'link' });
    queryClient.setQueryData(sessionQuery.queryKey, session);
    sessionEnd.forget();
  };
}

export function useLogOut() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE('/v1/session'),
    onSettled: () => {
      chooseCompany(null);
      queryClient.clear();
    },
  });
}

/** Opens a company; nothing read for the former one stays in memory. */
export function openCompany(queryClient: QueryClient, id: string): void {
  chooseCompany(id);
  const ownedByNone = new Set<unknown>(['session', 'companies']);
  queryClient.removeQueries({ predicate: (query) => !ownedByNone.has(query.queryKey[0]) });
}
