import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { customerQuery, explanationQuery, receivablesQuery, timelineQuery } from '~/api/customers';
import { AgeBar } from '~/components/AgeBar';
import { useCompany } from '~/components/CompanyContext';
import { Balance, Money } from '~/components/Money';
import { NextStep } from '~/components/NextStep';
import { Peek, Section } from '~/components/Peek';
import { LoadError, Loading } from '~/components/States';
import { TimelineList } from '~/components/TimelineList';
import { ageOf, formatShortDay } from '~/shared/dates';
import type { AgingRow } from './api';
import classes from './reporting.module.css';

type Props = {
  row: AgingRow;
  rank: number;
  count: number;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onClose: () => void;
};

const SHOWN = 6;

/** One customer beside the list: balance, next step, oldest receivables, last exchanges. */
export function CustomerPeek({ row, rank, count, ...peek }: Props) {
  const { t } = useLingui();
  const { today } = useCompany();
  const customer = useQuery(customerQuery(row.customer_id));
  const explanation = useQuery(explanationQuery(row.customer_id));
  const open = useInfiniteQuery(receivablesQuery(row.customer_id, 'open', 50));
  const timeline = useInfiniteQuery(timelineQuery(row.customer_id, 12));
  const oldest = customer.data?.balances.find((one) => one.currency === row.currency);
  const receivables = (open.data?.pages[0]?.items ?? []).filter(
    (receivable) => receivable.currency === row.currency,
  );

  return (
    <Peek
      label={t`Aperçu de ${row.name}`}
      caption={
        <>
          {row.code} ·{' '}
          <Trans>
            {rank} sur {count}
          </Trans>
        </>
      }
      {...peek}
    >
      <div className={classes['peekHead']}>
        <h2 className={classes['peekName']}>{row.name}</h2>
        <p className="muted small">
          {[customer.data?.city, row.profile, customer.data?.collector?.full_name]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p>
          <Balance minor={row.total_minor} currency={row.currency} />
        </p>
        <p className={row.overdue_minor > 0 ? 'danger small' : 'muted small'}>
          {row.overdue_minor > 0 ? (
            <Trans>
              <Money minor={row.overdue_minor} currency={row.currency} /> en retard
            </Trans>
          ) : (
            <Trans>Rien en retard</Trans>
          )}
          {oldest?.oldest_days_late ? (
            <>
              {', '}
              <Plural
                value={oldest.oldest_days_late}
                one="le plus ancien de # jour"
                other="le plus ancien de # jours"
              />
            </>
          ) : null}
        </p>
        <AgeBar ages={row} currency={row.currency} legend />
      </div>
      {customer.isPending ? <Loading /> : null}
      {customer.isLoadingError ? (
        <LoadError error={customer.error} onRetry={() => void customer.refetch()} />
      ) : null}
      {explanation.data ? (
        <Section title={<Trans>Prochaine étape</Trans>}>
          <NextStep explanation={explanation.data} today={today} />
          <Button
            className={classes['open']}
            variant="filled"
            renderRoot={(props) => (
              <Link {...props} to="/clients/$id" params={{ id: row.customer_id }} />
            )}
          >
            <Trans>Ouvrir la fiche</Trans>
          </Button>
        </Section>
      ) : null}
      <Section title={<Trans>Écritures ouvertes</Trans>} count={receivables.length || undefined}>
        <table className={classes['small']}>
          <tbody>
            {receivables.slice(0, SHOWN).map((receivable) => (
              <tr key={receivable.id}>
                <td className="reference">{receivable.number || receivable.label}</td>
                <td className="muted figures">{formatShortDay(receivable.due_on, today)}</td>
                <td className="figures age" data-late={ageOf(receivable.days_late)}>
                  {receivable.days_late > 0 ? <Trans>{receivable.days_late} j</Trans> : '–'}
                </td>
                <td className="strong">
                  <Money minor={receivable.balance_minor} currency={receivable.currency} bare />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section title={<Trans>Derniers échanges</Trans>}>
        <TimelineList entries={timeline.data?.pages[0]?.items ?? []} dense />
      </Section>
    </Peek>
  );
}
