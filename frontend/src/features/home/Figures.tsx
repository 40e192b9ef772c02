import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { AgeBar } from '~/components/AgeBar';
import { Balance, Money } from '~/components/Money';
import { daysBetween } from '~/shared/dates';
import type { Home, Total } from './api';
import classes from './home.module.css';

/** What customers owe in each currency, late or to come, and what was paid lately (SAGE-15, 16). */
export function Figures({ home }: { home: Home }) {
  if (home.totals.length === 0) {
    return (
      <p className={classes['nothing']}>
        <Trans>Aucun client ne vous doit d’argent aujourd’hui.</Trans>
      </p>
    );
  }
  return home.totals.map((total) => <Sums key={total.currency} total={total} home={home} />);
}

function Sums({ total, home }: { total: Total; home: Home }) {
  const { t } = useLingui();
  const several = home.totals.length > 1;
  const days = daysBetween(home.paid_since, home.as_of);
  return (
    <section className={classes['sums']}>
      <dl className={classes['figures']}>
        <Figure
          label={
            several ? (
              <Trans>Vos clients vous doivent, en {total.currency}</Trans>
            ) : (
              <Trans>Vos clients vous doivent</Trans>
            )
          }
        >
          <Balance minor={total.total_minor} currency={total.currency} />
        </Figure>
        <Figure
          label={
            <Plural
              value={total.overdue_customers}
              one="En retard, # client"
              other="En retard, # clients"
            />
          }
        >
          <span className={total.overdue_minor > 0 ? 'danger' : undefined}>
            <Money minor={total.overdue_minor} currency={total.currency} />
          </span>
        </Figure>
        <Figure
          label={
            <Plural
              value={total.upcoming_customers}
              one="À venir, # client"
              other="À venir, # clients"
            />
          }
        >
          <Money minor={total.not_due_minor} currency={total.currency} />
        </Figure>
        {total.paid_minor === null ? null : (
          <Figure
            label={<Plural value={days} one="Payé en # jour" other="Payé en # jours" />}
            title={t`Règlements et avoirs comptabilisés, dans la limite de l’exercice en cours`}
          >
            <Money minor={total.paid_minor} currency={total.currency} />
          </Figure>
        )}
      </dl>
      <AgeBar ages={total} currency={total.currency} />
    </section>
  );
}

type FigureProps = { label: ReactNode; title?: string; children: ReactNode };

function Figure({ label, title, children }: FigureProps) {
  return (
    <div title={title}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
