import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useMemo, useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { Heading } from '~/components/Heading';
import { LeaveGuard } from '~/components/LeaveGuard';
import { Note } from '~/components/Note';
import { Peek } from '~/components/Peek';
import { ActError, LoadError } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { AddStep } from './AddStep';
import { groupsQuery } from './api';
import { ScenarioSettings } from './ScenarioSettings';
import { StepDates } from './StepDates';
import { StepFields } from './StepFields';
import { StepLine } from './StepLine';
import { StepTable } from './StepTable';
import {
  boundsOf,
  changesOf,
  type DraftStep,
  daysOf,
  draftOf,
  type ScenarioDraft,
  type StepKind,
  withNew,
  without,
  wrongIn,
} from './scenarioDraft';
import classes from './scenarioEditor.module.css';
import { type Scenario, scenariosQuery, useChangeScenario } from './scenariosApi';
import { flawsOf, nameOf } from './scenarioWords';
import { useStepDates } from './useStepDates';

type Removed = { name: string; steps: readonly DraftStep[] };

/** Edits over the version they were begun on: what somebody else saved meanwhile is not undone. */
export function ScenarioEditor({ scenario }: { scenario: Scenario }) {
  const { t } = useLingui();
  const { currency } = useCompany();
  const queryClient = useQueryClient();
  const save = useChangeScenario();
  const [begunOn, setBegunOn] = useState<Scenario | null>(null);
  const [edits, setEdits] = useState<Partial<ScenarioDraft>>({});
  const [openKey, setOpenKey] = useState<string>();
  const [removed, setRemoved] = useState<Removed | null>(null);
  const seen = begunOn ?? scenario;
  const draft: ScenarioDraft = { ...draftOf(seen, currency), ...edits };
  const changes = changesOf(draft, seen, currency);
  const isDirty = Object.keys(changes).length > 0;
  const isStale = save.error?.problem.status === 412;
  const dates = useStepDates(draft);
  const waiting = useWaiting(seen.id);
  const isRefused = save.error?.problem.code === 'scenario_invalid';

  const flaws = flawsOf((isRefused ? save.error : dates.refusal)?.problem);
  const wrong = new Map<string, readonly string[]>();
  for (const [place, step] of draft.steps.entries()) {
    const told = flaws.get(place) ?? [];
    const isMistyped = wrongIn(step, currency).size > 0;
    if (told.length > 0 || isMistyped) {
      wrong.set(step.key, [...(isMistyped ? [t`Une valeur est à corriger.`] : []), ...told]);
    }
  }
  const faults = wrong.size + (flaws.has('all') ? 1 : 0) + (draft.name.trim() === '' ? 1 : 0);

  const set = (patch: Partial<ScenarioDraft>) => {
    setBegunOn(seen);
    setEdits((current) => ({ ...current, ...patch }));
    if (!isStale) save.reset();
  };
  const changeStep = (key: string, patch: Partial<DraftStep>) => {
    setRemoved(null);
    set({ steps: draft.steps.map((step) => (step.key === key ? { ...step, ...patch } : step)) });
  };
  const moveStep = (step: DraftStep, by: number) => {
    const days = daysOf(step);
    if (days === null) return;
    const [least, most] = boundsOf(step.kind);
    const moved = step.kind === 'pre_notice' ? days - by : days + by;
    changeStep(step.key, { days: String(Math.min(most, Math.max(least, moved))) });
  };
  const add = (kind: StepKind) => {
    const added = withNew(draft.steps, kind, seen.audience === 'with_email');
    setRemoved(null);
    set({ steps: added.steps });
    setOpenKey(added.key);
  };
  const remove = (step: DraftStep) => {
    setRemoved({ name: nameOf(step), steps: draft.steps });
    set({ steps: without(draft.steps, step.key) });
    setOpenKey(undefined);
  };
  const begin = () => {
    setEdits({});
    setBegunOn(null);
    setRemoved(null);
    save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isDirty || save.isPending) return;
    if (faults > 0) {
      setOpenKey([...wrong.keys()][0] ?? openKey);
      return;
    }
    save.mutate(
      { scenario: seen, changes },
      {
        onSuccess: () => {
          setEdits({});
          setBegunOn(null);
          setRemoved(null);
        },
      },
    );
  };
  // What I changed stays over what is there now; the rest is as the other person left it.
  const readAgain = async () => {
    await queryClient.refetchQueries({ queryKey: scenariosQuery.queryKey });
    setBegunOn(null);
    save.reset();
  };

  const open = draft.steps.find((step) => step.key === openKey);
  const place = open ? draft.steps.indexOf(open) : -1;
  const goTo = (index: number) => {
    const step = draft.steps[index];
    return step ? () => setOpenKey(step.key) : undefined;
  };

  return (
    <form className={classes['screen']} onSubmit={submit} noValidate>
      <LeaveGuard isDirty={isDirty} />
      <div className={classes['columns']}>
        <div className={classes['page']}>
          <div className={classes['header']}>
            <Link to="/reglages/scenarios" className={classes['crumb']}>
              <Trans>Scénarios</Trans>
            </Link>
            <span className="muted" aria-hidden>
              /
            </span>
            <Heading>{seen.name}</Heading>
            {seen.is_active ? null : (
              <StatusPill tone="idle">
                <Trans>Éteint</Trans>
              </StatusPill>
            )}
            <span className={classes['count']}>
              <Plural
                value={seen.customers}
                _0="aucun client ne le suit"
                one="# client le suit"
                other="# clients le suivent"
              />
            </span>
          </div>
          <StepLine
            draft={draft}
            currentKey={open?.key}
            wrong={new Set(wrong.keys())}
            onOpen={setOpenKey}
            onMove={moveStep}
          />
          {flaws.get('all')?.map((words) => (
            <div key={words} className={classes['note']}>
              <Note tone="bad" alert>
                {words}
              </Note>
            </div>
          ))}
          <StepTable
            draft={draft}
            currentKey={open?.key}
            wrong={wrong}
            waiting={waiting}
            onOpen={setOpenKey}
            onChange={changeStep}
          />
          <div className={classes['under']}>
            <AddStep draft={draft} onAdd={add} />
            <div role="status" className={classes['undo']}>
              {removed ? (
                <>
                  <Trans>Étape retirée : {removed.name}.</Trans>{' '}
                  <Button
                    size="compact-sm"
                    onClick={() => {
                      set({ steps: removed.steps });
                      setRemoved(null);
                    }}
                  >
                    <Trans>Annuler le retrait</Trans>
                  </Button>
                </>
              ) : null}
            </div>
          </div>
          {dates.error ? (
            <LoadError
              error={dates.error}
              what={<Trans>Les dates n’ont pas pu être lues.</Trans>}
            />
          ) : null}
          <StepDates
            draft={draft}
            timetable={dates.timetable}
            isWrong={!dates.isTyped || dates.refusal !== null}
            isBusy={dates.isBusy}
            referenceOn={dates.referenceOn}
            onReference={dates.setReferenceOn}
          />
          <ScenarioSettings draft={draft} onChange={set} />
        </div>
        {open ? (
          <Peek
            label={nameOf(open)}
            caption={<b className={classes['caption']}>{nameOf(open)}</b>}
            onPrevious={goTo(place - 1)}
            onNext={goTo(place + 1)}
            onClose={() => setOpenKey(undefined)}
          >
            <StepFields
              key={open.key}
              draft={draft}
              step={open}
              hasEmail={seen.audience === 'with_email'}
              flaws={flaws.get(place) ?? []}
              onChange={(patch) => changeStep(open.key, patch)}
              onRemove={() => remove(open)}
            />
          </Peek>
        ) : null}
      </div>
      {isDirty || save.isSuccess ? (
        <div className={classes['save']}>
          <div role="status">
            {!isDirty ? (
              <StatusPill tone="ok">
                <Trans>Scénario enregistré, les relances prévues se recalculent</Trans>
              </StatusPill>
            ) : isStale ? (
              <Note tone="warn" alert>
                <b>
                  <Trans>Quelqu’un a modifié ce scénario pendant votre saisie.</Trans>
                </b>{' '}
                <Trans>Rien n’est perdu ni remplacé : relisez, puis enregistrez.</Trans>
              </Note>
            ) : faults > 0 ? (
              <Note tone="bad">
                <Plural
                  value={faults}
                  one="Un point est à corriger avant d’enregistrer."
                  other="# points sont à corriger avant d’enregistrer."
                />
              </Note>
            ) : save.error ? (
              <ActError error={save.error} />
            ) : (
              <span className="muted">
                <Trans>
                  Les relances prévues seront recalculées. Enregistrer ne fait rien partir.
                </Trans>
              </span>
            )}
          </div>
          {isDirty ? (
            <>
              <Button variant="subtle" onClick={begin}>
                <Trans>Abandonner</Trans>
              </Button>
              {isStale ? (
                <Button variant="filled" onClick={() => void readAgain()}>
                  <Trans>Relire avec mes modifications</Trans>
                </Button>
              ) : (
                <Button type="submit" variant="filled" loading={save.isPending}>
                  <Trans>Enregistrer le scénario</Trans>
                </Button>
              )}
            </>
          ) : null}
        </div>
      ) : null}
    </form>
  );
}

/** How many planned actions of the scenario wait at each rank today. */
function useWaiting(scenarioId: string): ReadonlyMap<number, number> {
  const groups = useQuery(groupsQuery).data?.groups;
  return useMemo(() => {
    const counts = new Map<number, number>();
    for (const group of groups ?? []) {
      if (group.scenario_id !== scenarioId) continue;
      counts.set(group.rank, (counts.get(group.rank) ?? 0) + group.ready + group.excluded);
    }
    return counts;
  }, [groups, scenarioId]);
}
