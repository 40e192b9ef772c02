import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { api, unwrap } from '~/api/query';
import { sessionQuery } from '~/api/session';

export type Company = Schemas['CompanyOut'];
export type CompanyChanges = Schemas['CompanyChanges'];

export const companyQuery = queryOptions({
  queryKey: ['company', 'settings'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/company', { signal })),
});

export function useChangeCompany() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ version, changes }: { version: number; changes: CompanyChanges }) =>
      unwrap(
        api.PATCH('/v1/company', {
          params: { header: { 'If-Match': `"${version}"` } },
          body: changes,
        }),
      ),
    onSuccess: (company) => {
      queryClient.setQueryData(companyQuery.queryKey, company);
      return queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
}

/** The logo as an address an image may bear: the picture itself, for our pages load no other. */
export const logoQuery = (sha256: string) =>
  queryOptions({
    queryKey: ['company', 'logo', sha256],
    queryFn: async ({ signal }) => {
      const { data, response } = await api.GET('/v1/company/logo', {
        parseAs: 'arrayBuffer',
        signal,
      });
      const bytes = new Uint8Array(data as unknown as ArrayBuffer);
      const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
      return `data:${response.headers.get('content-type')};base64,${btoa(letters)}`;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export function useSetLogo() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (file: File) =>
      unwrap(
        api.PUT('/v1/company/logo', {
          // The contract calls a file a string of bytes.
          body: { file: file as unknown as string },
          bodySerializer: () => {
            const form = new FormData();
            form.append('file', file);
            return form;
          },
        }),
      ),
    onSuccess: (company) => queryClient.setQueryData(companyQuery.queryKey, company),
  });
}

export function useRemoveLogo() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE('/v1/company/logo'),
    onSuccess: () =>
      queryClient.setQueryData(companyQuery.queryKey, (company: Company | undefined) =>
        company ? { ...company, logo_sha256: null } : company,
      ),
  });
}
