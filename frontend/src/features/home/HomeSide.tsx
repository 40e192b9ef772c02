import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { Money } from '~/components/Money';
import { Section } from '~/components/Peek';
import { LoadError } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { dayOf, formatHour, formatShortDay } from '~/shared/dates';
import { channelName } from '~/shared/words';
import { type BreakdownRow, breakdownQuery, type Home, watchedQuery } from './api';
import classes from './home.module.css';
import { WatchedList } from './WatchedList';

/** What stands beside the work: the last load, the watched customers, how one is paid. */
export function HomeSide({ home }: { home: Home }) {
  return (
    <aside className={classes['side']}>
      <Ledger home={home} />
      <WatchedList />
      <Done />
      <Breakdown />
    </aside>
  );
}

/** How recent the ledger is, and what its last load refused. */
function Ledger({ home }: { home: Home }) {
  const { time_zone, today } = useCompany();
  const { is_fresh, fresh_at, last_load: load, to_review } = home.ledger;
  if (!load && !fresh_at) return null;
  const moment = (instant: string) => {
    const day = dayOf(instant, time_zone);
    const hour = formatHour(instant, time_zone);
    return day === today ? (
      <Trans>aujourd’hui à {hour}</Trans>
    ) : (
      <Trans>
        le {formatShortDay(day, today)} à {hour}
      </Trans>
    );
  };
  return (
    <Section
      title={<Trans>Synchronisation</Trans>}
      aside={
        is_fresh ? (
          <StatusPill tone="ok">
            <Trans>à jour</Trans>
          </StatusPill>
        ) : (
          <StatusPill tone="warn">
            <Trans>trop ancienne</Trans>
          </StatusPill>
        )
      }
    >
      <p className="muted">
        {fresh_at ? (
          <>
            <Trans>Grand livre lu</Trans> {moment(fresh_at)}
            {load?.file_name ? <>, {load.file_name}</> : null}.
          </>
        ) : null}{' '}
        {is_fresh ? null : <Trans>Rien ne part tout seul avant une nouvelle lecture.</Trans>}
      </p>
      {load && load.status === 'failed' ? (
        <Remark tone="bad">
          <Trans>La dernière lecture a échoué</Trans>
        </Remark>
      ) : null}
      {to_review > 0 ? (
        <Remark tone="warn">
          <Plural
            value={to_review}
            one="# import attend votre accord"
            other="# imports attendent votre accord"
          />
        </Remark>
      ) : null}
      {load && load.problems > 0 ? (
        <Remark tone="warn">
          <Plural value={load.problems} one="# ligne à corriger" other="# lignes à corriger" />
        </Remark>
      ) : null}
    </Section>
  );
}

function Remark({ tone, children }: { tone: 'warn' | 'bad'; children: ReactNode }) {
  return (
    <p className={classes['remark']}>
      <StatusPill tone={tone}>{children}</StatusPill>{' '}
      <Link to="/imports">
        <Trans>voir l’import</Trans>
      </Link>
    </p>
  );
}

/** What was done today and over thirty days, by channel (SAGE-19). */
function Done() {
  const result = useQuery(watchedQuery);
  const done = result.data?.done ?? [];
  if (done.length === 0) return null;
  return (
    <Section
      title={<Trans>Activité</Trans>}
      aside={
        <Link to="/activites">
          <Trans>Tout voir</Trans>
        </Link>
      }
    >
      <table className={classes['small']}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Canal</Trans>
            </th>
            <th scope="col">
              <Trans>Aujourd’hui</Trans>
            </th>
            <th scope="col">
              <Trans>30 jours</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {done.map((one) => (
            <tr key={one.channel}>
              <th scope="row">{channelName(one.channel)}</th>
              <td>{one.today || '–'}</td>
              <td>{one.last_30_days}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** How one is paid: what is due by payment method and by profile, and how late (SAGE-21). */
function Breakdown() {
  const { t } = useLingui();
  const result = useQuery(breakdownQuery);
  if (result.isLoadingError)
    return <LoadError error={result.error} onRetry={() => void result.refetch()} />;
  const rows = result.data?.items ?? [];
  const methods = rows.filter((row) => row.by === 'payment_method');
  const profiles = rows.filter((row) => row.by === 'profile');
  return (
    <>
      <Shares
        title={<Trans>Par mode de règlement</Trans>}
        label={t`Mode de règlement`}
        filter="payment_method"
        rows={methods}
      />
      <Shares title={<Trans>Par profil</Trans>} label={t`Profil`} rows={profiles} />
    </>
  );
}

type SharesProps = {
  title: ReactNode;
  label: string;
  filter?: 'payment_method';
  rows: readonly BreakdownRow[];
};

function Shares({ title, label, filter, rows }: SharesProps) {
  if (rows.length < 2) return null;
  return (
    <Section title={title}>
      <table className={classes['small']}>
        <thead>
          <tr>
            <th scope="col">{label}</th>
            <th scope="col">
              <Trans>Dû</Trans>
            </th>
            <th scope="col">
              <Trans>Retard</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.name}${row.currency}`}>
              <th scope="row">
                <Share row={row} filter={filter} />
              </th>
              <td>
                <Money minor={row.total_minor} currency={row.currency} />
              </td>
              <td className={row.overdue_minor > 0 ? 'danger' : 'muted'}>
                <Trans>{lateShare(row)} %</Trans>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Share({ row, filter }: { row: BreakdownRow; filter: 'payment_method' | undefined }) {
  if (!row.name) return <Trans>Non renseigné</Trans>;
  if (!filter) return row.name;
  return (
    <Link to="/qui-vous-doit-quoi" search={{ [filter]: row.name }}>
      {row.name}
    </Link>
  );
}

/** The overdue part of what is due, in whole percent; credits may make it more than all of it. */
function lateShare(row: BreakdownRow): number {
  return row.total_minor > 0
    ? Math.max(0, Math.min(100, Math.round((row.overdue_minor / row.total_minor) * 100)))
    : 0;
}
