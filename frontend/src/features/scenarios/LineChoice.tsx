import { Trans, useLingui } from '@lingui/react/macro';
import { Money } from '~/components/Money';
import { formatDay } from '~/shared/dates';
import type { Action } from './api';
import { type Choice, includeLine, isIncluded } from './choice';
import classes from './scenarios.module.css';

type Props = {
  action: Action;
  choice: Choice;
  onChoice: (choice: Choice) => void;
  readOnly: boolean;
};

/** The receivables a message claims; each can be left out, those held say why (SAGE-82). */
export function LineChoice({ action, choice, onChoice, readOnly }: Props) {
  const { t } = useLingui();
  return (
    <fieldset className={classes['lines']}>
      <legend>
        <Trans>Pièces réclamées</Trans>
      </legend>
      {action.lines.map((line) => {
        const name = line.number || t`sans numéro`;
        const isHeld = line.excluded_reason !== '';
        return (
          <label key={line.receivable_id} className={classes['line']}>
            <input
              type="checkbox"
              checked={isIncluded(action, line.receivable_id, choice)}
              disabled={readOnly || (isHeld && !line.overridable)}
              onChange={(event) =>
                onChoice(includeLine(choice, action, line.receivable_id, event.target.checked))
              }
            />
            <span className="reference strong">{name}</span>
            <span className="muted small">
              {isHeld ? line.excluded_detail : t`échéance ${formatDay(line.due_on)}`}
            </span>
            <Money minor={line.amount_minor} currency={action.currency} />
          </label>
        );
      })}
      {action.lines.some((line) => choice.lines.has(`${action.id}:${line.receivable_id}`)) ? (
        <p className="muted small">
          <Trans>Le message partira avec les seules pièces cochées.</Trans>
        </p>
      ) : null}
    </fieldset>
  );
}
