import { Trans, useLingui } from '@lingui/react/macro';
import { Switch } from '@mantine/core';
import { useMemo } from 'react';
import { type Column, DataTable } from '~/components/DataTable';
import { channelName, messageName } from '~/shared/words';
import { StepMark } from './StepMark';
import { type DraftStep, isReminder, type ScenarioDraft } from './scenarioDraft';
import classes from './scenarioEditor.module.css';
import { modeWords, nameOf, whenWords } from './scenarioWords';

type Props = {
  draft: ScenarioDraft;
  currentKey: string | undefined;
  /** What is wrong with a step, by its key. */
  wrong: ReadonlyMap<string, readonly string[]>;
  /** How many planned actions wait today at each rank the scenario was read with. */
  waiting: ReadonlyMap<number, number>;
  onOpen: (key: string) => void;
  onChange: (key: string, patch: Partial<DraftStep>) => void;
};

/** The step a reminder follows: the active one before it. */
export function stepBefore(step: DraftStep, steps: readonly DraftStep[]): DraftStep | undefined {
  const before = steps
    .slice(0, steps.indexOf(step))
    .filter(({ kind, isActive }) => isReminder(kind) && isActive);
  return before.at(-1);
}

/** Every step of the scenario, one a row. */
export function StepTable({ draft, currentKey, wrong, waiting, onOpen, onChange }: Props) {
  const { t } = useLingui();
  const { steps, reference } = draft;
  const columns = useMemo<Column<DraftStep>[]>(
    () => [
      {
        id: 'mark',
        header: <span className="readers-only">{t`Niveau`}</span>,
        cell: (step) => <StepMark step={step} />,
      },
      {
        id: 'step',
        header: <Trans>Étape</Trans>,
        grow: true,
        cell: (step) => (
          <>
            <button type="button" className={classes['name']} onClick={() => onOpen(step.key)}>
              {nameOf(step)}
            </button>
            {wrong.get(step.key)?.map((words) => (
              <div key={words} className={classes['flaw']}>
                {words}
              </div>
            ))}
          </>
        ),
      },
      {
        id: 'when',
        header: <Trans>Quand</Trans>,
        hides: 1,
        cell: (step) => (
          <span className="figures">{whenWords(step, reference, stepBefore(step, steps))}</span>
        ),
      },
      {
        id: 'channel',
        header: <Trans>Canal</Trans>,
        hides: 1,
        cell: (step) => channelName(step.channel),
      },
      {
        id: 'text',
        header: <Trans>Modèle</Trans>,
        hides: 3,
        cell: (step) => (
          <span className="muted">
            {step.channel === 'phone' || step.channel === 'other' ? '–' : messageName(step.text)}
          </span>
        ),
      },
      {
        id: 'leaving',
        header: <Trans>Envoi</Trans>,
        hides: 2,
        cell: (step) => modeWords(step),
      },
      {
        id: 'waiting',
        header: <Trans>En attente</Trans>,
        numeric: true,
        hides: 3,
        cell: (step) => waiting.get(Number(step.key)) ?? '–',
      },
      {
        id: 'active',
        header: <Trans>Active</Trans>,
        cell: (step) => (
          <Switch
            size="xs"
            aria-label={t`Active : ${nameOf(step)}`}
            checked={step.isActive}
            onChange={(event) => onChange(step.key, { isActive: event.currentTarget.checked })}
          />
        ),
      },
    ],
    [t, steps, reference, wrong, waiting, onOpen, onChange],
  );

  return (
    <DataTable<DraftStep>
      embedded
      keys
      caption={t`Étapes du scénario`}
      columns={columns}
      rows={steps}
      rowId={(step) => step.key}
      rowName={nameOf}
      currentId={currentKey}
      onCurrent={(step) => onOpen(step.key)}
      isQuiet={(step) => !step.isActive || !draft.isActive}
      detail={(step) => (
        <>
          {whenWords(step, reference, stepBefore(step, steps))} · {channelName(step.channel)} ·{' '}
          {modeWords(step)}
        </>
      )}
    />
  );
}
