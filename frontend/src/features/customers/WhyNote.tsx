import { Plural, Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Customer } from '~/api/customers';
import { Note } from '~/components/Note';
import { LoadError } from '~/components/States';
import { formatDay } from '~/shared/dates';
import { reasonFor } from '~/shared/words';
import { type Explanation, explanationQuery } from './api';
import classes from './customers.module.css';

type Explained = Explanation['receivables'][number];

function because(line: Explained): string {
  return line.reason || reasonFor(line.code);
}

/** Why this customer is, or is not, reminded today; every receivable set aside says its reason. */
export function WhyNote({ customer }: { customer: Customer }) {
  const [isOpen, setOpen] = useState(false);
  const result = useQuery(explanationQuery(customer.id));
  if (result.isError) return <LoadError error={result.error} />;
  if (!result.data) return null;

  const lines = result.data.receivables;
  const today = lines.filter((line) => line.verdict === 'due_today');
  const excluded = lines.filter((line) => line.verdict === 'excluded');
  const stopped = !result.data.may_be_reminded;

  return (
    <Note tone={stopped ? 'warn' : 'info'}>
      <b>
        {stopped ? (
          <Trans>Ce client ne doit pas être relancé.</Trans>
        ) : today.length > 0 ? (
          <Plural
            value={today.length}
            one="Relançable aujourd’hui : # facture."
            other="Relançable aujourd’hui : # factures."
          />
        ) : (
          <Trans>Rien à relancer aujourd’hui.</Trans>
        )}
      </b>{' '}
      {stopped && customer.dunning.reason ? `${reasonFor(customer.dunning.reason)}. ` : null}
      {excluded.length > 0 ? (
        <Plural
          value={excluded.length}
          one="# écriture est écartée. "
          other="# écritures sont écartées. "
        />
      ) : null}
      {lines.length > 0 ? (
        <button
          type="button"
          className={classes['linkButton']}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? (
            <Trans>Masquer le détail du calcul</Trans>
          ) : (
            <Trans>Voir le détail du calcul</Trans>
          )}
        </button>
      ) : null}
      {isOpen ? (
        <ul className={classes['reasons']}>
          {lines.map((line) => (
            <li key={line.receivable_id}>
              <span className="reference strong">{line.number ?? '–'}</span>{' '}
              <span>
                <Verdict line={line} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </Note>
  );
}

function Verdict({ line }: { line: Explained }) {
  const step = line.step_label;
  switch (line.verdict) {
    case 'due_today':
      return step ? <Trans>{step}, aujourd’hui</Trans> : <Trans>À relancer aujourd’hui</Trans>;
    case 'later':
      return line.due_on ? (
        <Trans>
          {step ?? ''} le {formatDay(line.due_on)}
        </Trans>
      ) : (
        because(line)
      );
    case 'excluded':
      return line.until ? (
        <Trans>
          {because(line)}, jusqu’au {formatDay(line.until)}
        </Trans>
      ) : (
        because(line)
      );
    case 'in_flight':
      return <Trans>Relance en cours d’envoi</Trans>;
    case 'done':
      return <Trans>Toutes les étapes sont faites</Trans>;
    default:
      return because(line);
  }
}
