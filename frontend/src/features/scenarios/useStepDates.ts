import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { bodyOf, type ScenarioDraft, wrongIn } from './scenarioDraft';
import { type StepBody, timetableQuery } from './scenariosApi';

const PAUSE_MS = 250;
const REAL_DAY = /^(199\d|20\d\d|2100)-\d\d-\d\d$/;

/** The days of the steps as they stand, asked for once the typing pauses; and what is refused. */
export function useStepDates(draft: ScenarioDraft) {
  const { currency, today } = useCompany();
  const [referenceOn, setReferenceOn] = useState(today);
  const isTyped = draft.steps.every((step) => wrongIn(step, currency).size === 0);
  const written = JSON.stringify(bodyOf(draft, currency));
  const [asked] = useDebouncedValue(written, PAUSE_MS);
  const result = useQuery({
    ...timetableQuery(JSON.parse(asked) as StepBody[], referenceOn),
    enabled: isTyped && REAL_DAY.test(referenceOn),
  });
  const refusal = result.error?.problem.code === 'scenario_invalid' ? result.error : null;
  return {
    referenceOn,
    setReferenceOn,
    timetable: isTyped ? result.data : undefined,
    refusal: isTyped && asked === written ? refusal : null,
    error: refusal ? null : result.error,
    isTyped,
    isBusy: result.isPlaceholderData || (result.isFetching && !result.data),
  };
}
