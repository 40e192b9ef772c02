import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { api, unwrap } from '~/api/query';

export type TemplateText = Schemas['TextOut'];
export type Kind = Schemas['TemplateKind'];
/** The channels whose words can be changed here; those of a letter serve no registered one. */
export const CHANNELS = [
  'email',
  'letter',
  'registered_letter',
] as const satisfies Schemas['Channel'][];
export type Channel = (typeof CHANNELS)[number];
export type Locale = TemplateText['locale'];
export type Variable = Schemas['VariableOut'];
export type Finding = Schemas['FindingOut'];
export type Preview = Schemas['quittance__templates__schemas__PreviewOut'];

/** Which text: why it is written, how it leaves, in what language. */
export type Address = { kind: Kind; channel: Channel; locale: Locale };
/** A text to try, not to keep. */
export type TextDraft = Schemas['quittance__templates__schemas__DraftBody'];

const textsKey = ['templates'] as const;

export const textsQuery = queryOptions({
  queryKey: [...textsKey, 'all'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/templates', { signal })),
});

export const textQuery = ({ kind, channel, locale }: Address) =>
  queryOptions({
    queryKey: [...textsKey, 'one', kind, channel, locale],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/templates/{kind}/{channel}/{locale}', {
          params: { path: { kind, channel, locale } },
          signal,
        }),
      ),
  });

export const variablesQuery = queryOptions({
  queryKey: ['template-variables'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/template-variables', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

const DRAFT_KEPT_MS = 60_000;

/** What stops a draft, then what would make it better; the last answer stays while one types. */
export const findingsQuery = (draft: TextDraft) =>
  queryOptions({
    queryKey: ['template-drafts', 'findings', draft],
    queryFn: ({ signal }) => unwrap(api.POST('/v1/template-drafts/lint', { body: draft, signal })),
    placeholderData: keepPreviousData,
    gcTime: DRAFT_KEPT_MS,
  });

/** The draft as an invented customer would read it; the last readable one stays meanwhile. */
export const draftPreviewQuery = (draft: TextDraft) =>
  queryOptions({
    queryKey: ['template-drafts', 'preview', draft],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/v1/template-drafts/preview', { body: draft, signal })),
    placeholderData: keepPreviousData,
    gcTime: DRAFT_KEPT_MS,
  });

type Writing = { version: number; subject: string; body: string };

export function useWriteText({ kind, channel, locale }: Address) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ version, subject, body }: Writing) =>
      unwrap(
        api.PUT('/v1/templates/{kind}/{channel}/{locale}', {
          params: {
            path: { kind, channel, locale },
            header: { 'If-Match': `"${version}"` },
          },
          body: { subject, body },
        }),
      ),
    onSuccess: (text) => {
      queryClient.setQueryData(textQuery({ kind, channel, locale }).queryKey, text);
      void queryClient.invalidateQueries({ queryKey: textsKey });
    },
  });
}

/** The product's text serves again; the mutation ends once it has been read. */
export function useResetText({ kind, channel, locale }: Address) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      api.DELETE('/v1/templates/{kind}/{channel}/{locale}', {
        params: { path: { kind, channel, locale } },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: textsKey }),
  });
}
