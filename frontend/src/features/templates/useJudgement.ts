import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Address, draftPreviewQuery, findingsQuery } from './api';
import { type Draft, isWritten } from './draft';
import { placed } from './findings';

const BEFORE_JUDGING_MS = 300;

/** What is wrong with a draft and how it would be read, a moment after the last key. */
export function useJudgement({ kind, locale }: Address, draft: Draft) {
  const [judged] = useDebouncedValue(draft, BEFORE_JUDGING_MS);
  const asked = { kind, locale, ...judged };
  const lint = useQuery({ ...findingsQuery(asked), enabled: isWritten(judged) });
  const findings = useMemo(
    () => (lint.data && isWritten(draft) ? placed(lint.data.items, draft) : []),
    [lint.data, draft],
  );
  const errors = findings.filter((one) => one.severity === 'error');
  const isJudged = isWritten(judged) && lint.isSuccess && !lint.isPlaceholderData;
  const isReadable = isJudged && errors.length === 0;
  const preview = useQuery({ ...draftPreviewQuery(asked), enabled: isReadable });
  return {
    findings,
    errors,
    preview,
    failure: lint.error,
    /** The findings are those of the very text on the screen. */
    isChecked: isJudged && judged === draft,
    /** The preview shows an earlier text, for this one cannot be read. */
    isBehind: isJudged && !isReadable,
  };
}
