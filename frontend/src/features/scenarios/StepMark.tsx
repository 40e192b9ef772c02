import { IconCheck } from '@tabler/icons-react';
import { LevelMark } from '~/components/LevelMark';
import type { DraftStep } from './scenarioDraft';
import classes from './scenarioEditor.module.css';
import { nameOf } from './scenarioWords';

/** What a step is at a glance: P, R1…R7, MD, or a tick for the thanks. */
export function StepMark({ step }: { step: Pick<DraftStep, 'kind' | 'rank'> }) {
  if (step.kind === 'formal_notice') return <LevelMark level={step.rank} formalNotice />;
  if (step.kind === 'reminder') return <LevelMark level={step.rank} />;
  return (
    <span className={classes['mark']}>
      {step.kind === 'pre_notice' ? (
        <span aria-hidden>P</span>
      ) : (
        <IconCheck size={12} stroke={2} aria-hidden />
      )}
      <span className="readers-only">{nameOf(step)}</span>
    </span>
  );
}
