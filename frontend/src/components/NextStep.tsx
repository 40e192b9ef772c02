import { Trans } from '@lingui/react/macro';
import type { Explanation } from '~/api/customers';
import { type Day, formatDay } from '~/shared/dates';
import { channelName, inSentence } from '~/shared/words';
import { Note } from './Note';

type Props = { explanation: Explanation; today: Day };

/** What the scenario does next for a customer, or why it does nothing. */
export function NextStep({ explanation, today }: Props) {
  const { next_step: step, reason } = explanation;
  if (!explanation.may_be_reminded) {
    return (
      <Note tone="warn">
        <b>
          <Trans>Ne pas relancer.</Trans>
        </b>{' '}
        {reason}
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
      <b>{step.label}</b> <Trans>par {inSentence(channelName(step.channel))}</Trans>
      {', '}
      {step.due_on <= today ? (
        <Trans>à faire aujourd’hui</Trans>
      ) : (
        <Trans>le {formatDay(step.due_on)}</Trans>
      )}
      {explanation.scenario_name ? (
        <span className="muted small">
          {' '}
          · <Trans>scénario {explanation.scenario_name}</Trans>
        </span>
      ) : null}
    </Note>
  );
}
