import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { AgeBar } from '~/components/AgeBar';
import { useCompany } from '~/components/CompanyContext';
import { type Column, DataTable } from '~/components/DataTable';
import { Flags } from '~/components/Flags';
import { LevelMark } from '~/components/LevelMark';
import { Money } from '~/components/Money';
import { type Day, formatShortDay } from '~/shared/dates';
import { currencySymbol } from '~/shared/money';
import type { Debtor, Home } from './api';
import classes from './home.module.css';

/** The ten largest overdue accounts, oldest first among equals (SAGE-17, SAGE-118). */
export function DebtorTable({ home }: { home: Home }) {
  return home.totals
    .filter((total) => total.overdue_minor > 0)
    .map((total) => (
      <Debtors
        key={total.currency}
        currency={total.currency}
        customers={total.customers}
        isOnly={home.totals.length === 1}
        debtors={home.debtors.filter((one) => one.currency === total.currency)}
      />
    ));
}

type Props = { currency: string; customers: number; isOnly: boolean; debtors: readonly Debtor[] };

function Debtors({ currency, customers, isOnly, debtors }: Props) {
  const { t } = useLingui();
  const { today } = useCompany();
  const navigate = useNavigate();
  const columns = useMemo(() => columnsFor(currency, today), [currency, today]);
  const symbol = currencySymbol(currency);
  if (debtors.length === 0) return null;
  return (
    <section>
      <div className={classes['band']}>
        <h2>
          {isOnly ? <Trans>Qui vous doit quoi</Trans> : <Trans>Qui vous doit quoi, {symbol}</Trans>}
        </h2>
        <span className="muted">
          <Trans>les retards les plus lourds, puis les plus anciens</Trans>
        </span>
        <Link
          className={classes['more']}
          to="/qui-vous-doit-quoi"
          search={isOnly ? {} : { currency }}
        >
          <Plural value={customers} one="Le seul client" other="Les # clients" />
        </Link>
      </div>
      <DataTable<Debtor>
        embedded
        keys={isOnly}
        caption={t`Les retards les plus lourds`}
        columns={columns}
        rows={debtors}
        rowId={(row) => row.customer_id}
        rowName={(row) => row.name}
        onOpen={(row) => void navigate({ to: '/clients/$id', params: { id: row.customer_id } })}
        detail={(row) => (
          <>
            <LevelMark level={row.level} /> <Flags flags={row.flags} />
          </>
        )}
      />
    </section>
  );
}

function columnsFor(currency: string, today: Day): Column<Debtor>[] {
  const unit = currencySymbol(currency);
  return [
    {
      id: 'name',
      header: <Trans>Client</Trans>,
      grow: true,
      cell: (row) => (
        <span className={classes['name']}>
          <Link to="/clients/$id" params={{ id: row.customer_id }} className={classes['link']}>
            {row.name}
          </Link>
          <span className={classes['flags']}>
            <Flags flags={row.flags} />
          </span>
        </span>
      ),
    },
    {
      id: 'profile',
      header: <Trans>Profil</Trans>,
      hides: 3,
      cell: (row) => <span className="muted">{row.profile}</span>,
    },
    {
      id: 'level',
      header: <Trans>Niv.</Trans>,
      hides: 1,
      cell: (row) => <LevelMark level={row.level} />,
    },
    {
      id: 'reminded',
      header: <Trans>Relancé le</Trans>,
      hides: 2,
      cell: (row) => (
        <span className="muted figures">
          {row.last_reminder_on ? formatShortDay(row.last_reminder_on, today) : '–'}
        </span>
      ),
    },
    {
      id: 'age',
      header: <Trans>Ancienneté</Trans>,
      hides: 3,
      cell: (row) => (
        <span className={classes['ages']}>
          <AgeBar ages={row} currency={row.currency} />
        </span>
      ),
    },
    {
      id: 'overdue',
      header: <Trans>En retard, {unit}</Trans>,
      numeric: true,
      cell: (row) => (
        <b className="danger strong">
          <Money minor={row.overdue_minor} currency={row.currency} bare />
        </b>
      ),
    },
    {
      id: 'upcoming',
      header: <Trans>À venir, {unit}</Trans>,
      numeric: true,
      hides: 2,
      cell: (row) => <Money minor={row.not_due_minor} currency={row.currency} bare dashZero />,
    },
  ];
}
