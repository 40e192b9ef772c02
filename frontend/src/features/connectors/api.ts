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
import { newKey } from '~/shared/keys';
import { uploadFile } from './upload';

export type Import = Schemas['ImportOut'];
export type Preview = Schemas['ImportPreviewOut'];
export type PreviewRow = Schemas['PreviewRowOut'];
export type ImportProblem = Schemas['ImportProblemOut'];
type ProblemPage = Schemas['Page_ImportProblemOut_'];
export type FileKind = Schemas['FileKind'];
export type LoadMode = Schemas['LoadMode'];
export type Columns = Readonly<Record<string, string>>;

const UNDER_WAY: ReadonlySet<Import['status']> = new Set(['received', 'running', 'rolling_back']);

/** Whether the server is at work on it: it changes by itself. */
export function isUnderWay(run: Import): boolean {
  return UNDER_WAY.has(run.status);
}

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports', 'list'],
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      api.GET('/v1/imports', {
        params: { query: { limit: 50, ...after(pageParam) } },
        signal,
      }),
    ),
  ...byCursor,
});

/** How many customers owe something, and how many of them nothing can reach. */
export const reachQuery = queryOptions({
  queryKey: ['imports', 'reach'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/reach', { signal })),
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/imports/{import_id}', { params: { path: { import_id: id } }, signal })),
  });

// A mapping remembered or forgotten changes how every waiting file is read.
const previewKey = ['imports', 'preview'] as const;

export type Reading = { kind: FileKind; columns: Columns | null };

/** The first rows, read by these columns; without any, by those remembered or guessed. */
export const previewQuery = (id: string, reading: Reading) =>
  queryOptions({
    queryKey: [...previewKey, id, reading],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/v1/imports/{import_id}/preview', {
          params: { path: { import_id: id } },
          body: reading,
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const problemsQuery = (run: Import) =>
  infiniteQueryOptions({
    queryKey: ['imports', 'problems', run.id, run.finished_at],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: 50, ...after(pageParam) };
      const params = { path: { import_id: run.id }, query };
      // The same address also gives a file, when one asks for it: not here.
      return (await unwrap(
        api.GET('/v1/imports/{import_id}/problems', { params, signal }),
      )) as ProblemPage;
    },
    ...byCursor,
  });

/** What an act answers is the import as it is now; the list is read again. */
function useKeep() {
  const queryClient = useQueryClient();
  return (run: Import) => {
    queryClient.setQueryData(importQuery(run.id).queryKey, run);
    void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey });
  };
}

export function useUpload() {
  const keep = useKeep();
  return useMutation({
    mutationFn: (asked: { file: File; onShare: (share: number) => void; signal: AbortSignal }) =>
      uploadFile(asked),
    onSuccess: keep,
  });
}

/** The refused rows, as they stand in the file, land among the person's downloads. */
export function useSaveRefused(id: string) {
  return useMutation({
    mutationFn: async () => {
      const file = await unwrapFile(
        api.GET('/v1/imports/{import_id}/refused', {
          params: { path: { import_id: id } },
          parseAs: 'blob',
        }),
      );
      saveFile('lignes-refusees.csv', file);
    },
  });
}

export type Order = {
  kind: FileKind;
  mode: LoadMode;
  dry_run: boolean;
  columns: Columns | null;
  remember_as: string | null;
};

export function useRun(id: string) {
  const keep = useKeep();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (order: Order) =>
      unwrap(
        api.POST('/v1/imports/{import_id}/run', {
          params: { path: { import_id: id }, header: { 'Idempotency-Key': newKey() } },
          body: order,
        }),
      ),
    onSuccess: (run) => {
      keep(run);
      void queryClient.invalidateQueries({ queryKey: previewKey });
    },
  });
}

export function useDecision(id: string, decision: 'apply' | 'reject' | 'rollback') {
  const keep = useKeep();
  const params = { path: { import_id: id } };
  return useMutation({
    mutationFn: () => {
      if (decision === 'apply') {
        return unwrap(api.POST('/v1/imports/{import_id}/apply', { params }));
      }
      if (decision === 'reject') {
        return unwrap(api.POST('/v1/imports/{import_id}/reject', { params }));
      }
      return unwrap(api.POST('/v1/imports/{import_id}/rollback', { params }));
    },
    onSuccess: keep,
  });
}

export function useForgetMapping() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (mappingId: string) =>
      unwrap(
        api.DELETE('/v1/column-mappings/{mapping_id}', {
          params: { path: { mapping_id: mappingId } },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: previewKey }),
  });
}
