import { Plural, Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Explanation, explanationQuery } from '~/api/customers';
import { useCompany } from '~/components/CompanyContext';
import { Note } from '~/components/Note';
import { LoadError } from '~/components/States';
import { type Day, formatDay } from '~/shared/dates';
import { formatSums, sumByCurrency } from '~/shared/money';
import { reasonFor } from '~/shared/words';
import classes from './customers.module.css';

type Explained = Explanation['receivables'][number];
type Chased = { id: string; chaseable_minor: number; currency: string };

/** Why this customer is, or is not, reminded; every receivable set aside says its reason. */
export function WhyNote({ customerId, open }: { customerId: string; open: readonly Chased[] }) {
  const [isOpen, setOpen] = useState(false);
  const { today } = useCompany();
  const result = useQuery(explanationQuery(customerId));
  if (result.isLoadingError) {
    return (
      <div>
        <LoadError
          error={result.error}
          what={<Trans>Le calcul des relances n’a pas pu être lu.</Trans>}
          onRetry={() => void result.refetch()}
        />
      </div>
    );
  }
  if (!result.data) return <div />;

  const { may_be_reminded, reason, as_of, receivables: lines } = result.data;
  const due = new Set(
    lines.filter((line) => line.verdict === 'due_today').map((line) => line.receivable_id),
  );
  const excluded = lines.filter((line) => line.verdict === 'excluded').length;
  const sums = sumByCurrency(
    open
      .filter((line) => due.has(line.id))
      .map((line) => ({ amount_minor: line.chaseable_minor, currency: line.currency })),
  );

  return (
    <Note tone={may_be_reminded ? 'info' : 'warn'}>
      <b>
        {!may_be_reminded ? (
          <Trans>Ce client ne doit pas être relancé.</Trans>
        ) : due.size === 0 ? (
          <Trans>Rien à réclamer aujourd’hui.</Trans>
        ) : as_of > today ? (
          <Plural
            value={due.size}
            one={`À réclamer le ${formatDay(as_of)} : # facture`}
            other={`À réclamer le ${formatDay(as_of)} : # factures`}
          />
        ) : (
          <Plural
            value={due.size}
            one="À réclamer aujourd’hui : # facture"
            other="À réclamer aujourd’hui : # factures"
          />
        )}
        {may_be_reminded && sums.length > 0 ? `, ${formatSums(sums)}.` : null}
      </b>{' '}
      {may_be_reminded ? null : <>{reason} </>}
      {excluded > 0 ? (
        <Plural
          value={excluded}
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
              <span className="reference strong">{line.number || '–'}</span>
              <span>
                <Verdict line={line} asOf={as_of} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </Note>
  );
}

function Verdict({ line, asOf }: { line: Explained; asOf: Day }) {
  const { today } = useCompany();
  const why = line.reason || reasonFor(line.code);
  const isWhen = line.verdict === 'due_today' || line.verdict === 'later';
  if (!isWhen || !line.due_on) return why;
  const on = line.verdict === 'due_today' ? asOf : line.due_on;
  return (
    <>
      {line.step_label},{' '}
      {on <= today ? <Trans>aujourd’hui</Trans> : <Trans>le {formatDay(on)}</Trans>}
      {line.verdict === 'later' ? <span className="muted"> · {why}</span> : null}
    </>
  );
}
