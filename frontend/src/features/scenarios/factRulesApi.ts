import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { api, unwrap } from '~/api/query';

export type FactRule = Schemas['FactRuleOut'];
export type FactRuleChanges = Schemas['FactRuleBody'];

export const factRulesQuery = queryOptions({
  queryKey: ['fact-rules'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/fact-rules', { signal })),
});

/** Changes a rule; whatever came of it, the rules are read again. */
export function useChangeFactRule() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ rule, changes }: { rule: FactRule; changes: FactRuleChanges }) =>
      unwrap(
        api.PATCH('/v1/fact-rules/{fact}', {
          params: { path: { fact: rule.fact }, header: { 'If-Match': `"${rule.version}"` } },
          body: changes,
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: factRulesQuery.queryKey }),
  });
}

/** The message of a rule as an invented customer would read it. */
export const factMessageQuery = ({ template_kind, channel }: FactRule) =>
  queryOptions({
    queryKey: ['templates', 'sample', template_kind, channel],
    queryFn: async ({ signal }) => {
      const path = {
        kind: template_kind as Schemas['TemplateKind'],
        channel: channel as Schemas['Channel'],
        locale: 'fr' as const,
      };
      const { subject, body } = await unwrap(
        api.GET('/v1/templates/{kind}/{channel}/{locale}', { params: { path }, signal }),
      );
      const draft = { kind: path.kind, locale: path.locale, subject, body };
      return unwrap(api.POST('/v1/template-drafts/preview', { body: draft, signal }));
    },
  });
