import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { formatCount } from '~/shared/counts';
import { formatMoney } from '~/shared/money';
import type { Import } from './api';
import classes from './connectors.module.css';

type Tile = {
  id: keyof Import['counts'];
  label: (count: number) => ReactNode;
  quiet?: boolean;
  bad?: boolean;
};

/** What the import does, or would do: counts, and the sums of the file to compare. */
export function Outcome({ run }: { run: Import }) {
  const { t } = useLingui();
  const isTrial = run.dry_run || run.status === 'needs_review';
  const tiles: Tile[] = [
    {
      id: 'customers_created',
      label: (n) => <Plural value={n} one="client créé" other="clients créés" />,
    },
    {
      id: 'customers_updated',
      label: (n) => <Plural value={n} one="client modifié" other="clients modifiés" />,
    },
    {
      id: 'contacts_created',
      label: (n) => <Plural value={n} one="contact créé" other="contacts créés" />,
    },
    ...(run.sums.length > 0 ? LINES : []),
    {
      id: 'refused',
      label: (n) => <Plural value={n} one="ligne refusée" other="lignes refusées" />,
      bad: true,
    },
  ];
  const shown = tiles.filter(({ id }) => ALWAYS.has(id) || run.counts[id] > 0);
  return (
    <section className={classes['outcome']} aria-label={t`Résultat`}>
      <div className={classes['outcome-head']}>
        <h2>
          {isTrial ? (
            <Trans>Ce que l’import va faire</Trans>
          ) : run.status === 'rolled_back' ? (
            <Trans>Ce que l’import avait fait</Trans>
          ) : (
            <Trans>Ce que l’import a fait</Trans>
          )}
        </h2>
        {run.sums.map((sum) => (
          <p key={sum.currency} className="muted small figures">
            <Trans>
              Total débit {formatMoney(sum.debit_minor, sum.currency)} · crédit{' '}
              {formatMoney(Math.abs(sum.credit_minor), sum.currency)} · solde{' '}
              <b className={classes['ink']}>{formatMoney(sum.balance_minor, sum.currency)}</b>
            </Trans>
          </p>
        ))}
      </div>
      <dl className={classes['tiles']}>
        {shown.map(({ id, label, quiet, bad }) => (
          <div
            key={id}
            data-quiet={quiet || undefined}
            data-bad={(bad && run.counts[id] > 0) || undefined}
          >
            <dt>{label(run.counts[id])}</dt>
            <dd className="figures">{formatCount(run.counts[id])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const ALWAYS: ReadonlySet<keyof Import['counts']> = new Set(['refused', 'created', 'unchanged']);
const LINES: readonly Tile[] = [
  {
    id: 'created',
    label: (n) => <Plural value={n} one="écriture créée" other="écritures créées" />,
  },
  { id: 'updated', label: (n) => <Plural value={n} one="modifiée" other="modifiées" /> },
  { id: 'closed', label: (n) => <Plural value={n} one="soldée" other="soldées" /> },
  {
    id: 'closed_absent',
    label: (n) => <Plural value={n} one="close, car absente" other="closes, car absentes" />,
  },
  { id: 'reopened', label: (n) => <Plural value={n} one="rouverte" other="rouvertes" /> },
  {
    id: 'unchanged',
    label: (n) => <Plural value={n} one="inchangée" other="inchangées" />,
    quiet: true,
  },
];
