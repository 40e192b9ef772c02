import { Trans } from '@lingui/react/macro';
import type { Schemas } from '~/api/client';
import { type Day, formatDay } from '~/shared/dates';
import { channelName, reasonFor } from '~/shared/words';
import { Note } from './Note';

type Props = { dunning: Schemas['Customer']['dunning']; today: Day };

/** What the scenario does next for a customer, or why it does nothing. */
export function NextStep({ dunning, today }: Props) {
  const { next_step: step, reason } = dunning;
  if (!dunning.may_be_reminded) {
    return (
      <Note tone="warn">
        <b>
          <Trans>Ne pas relancer.</Trans>
        </b>{' '}
        {reason ? reasonFor(reason) : null}
      </Note>
    );
  }
  if (!step) {
    return (
      <p className="muted">
        <Trans>Rien de prévu pour l’instant.</Trans>
      </p>
    );
  }
  return (
    <Note tone="info">
      <b>{step.label}</b>, {channelName(step.channel).toLocaleLowerCase('fr')}
      {step.due_on ? (
        <>
          {', '}
          {step.due_on <= today ? (
            <Trans>à faire aujourd’hui</Trans>
          ) : (
            <Trans>le {formatDay(step.due_on)}</Trans>
          )}
        </>
      ) : null}
    </Note>
  );
}
