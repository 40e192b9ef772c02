import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { api, unwrap } from '~/api/query';

export type Scenario = Schemas['ScenarioOut'];
export type Step = Schemas['StepOut'];
export type StepBody = Schemas['StepBody'];
export type ScenarioChanges = Schemas['ScenarioChanges'];
export type Timetable = Schemas['TimetableOut'];

export const scenariosQuery = queryOptions({
  queryKey: ['scenarios', 'list'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/scenarios', { signal })),
});

/** The days these steps would leave for one invoice, as the plan itself would count them. */
export const timetableQuery = (steps: StepBody[], referenceOn: string) =>
  queryOptions({
    queryKey: ['scenarios', 'timetable', steps, referenceOn],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/v1/scenario-drafts/timetable', {
          body: { steps, reference_on: referenceOn },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Changes a scenario; what is planned for its customers is computed again behind it. */
export function useChangeScenario() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ scenario, changes }: { scenario: Scenario; changes: ScenarioChanges }) =>
      unwrap(
        api.PATCH('/v1/scenarios/{scenario_id}', {
          params: {
            path: { scenario_id: scenario.id },
            header: { 'If-Match': `"${scenario.version}"` },
          },
          body: changes,
        }),
      ),
    onSuccess: (saved) => {
      queryClient.setQueryData(scenariosQuery.queryKey, (known) =>
        known
          ? { ...known, items: known.items.map((one) => (one.id === saved.id ? saved : one)) }
          : known,
      );
      void queryClient.invalidateQueries({ queryKey: ['actions'] });
    },
  });
}
