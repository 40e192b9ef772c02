import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useRows } from '~/api/pages';
import { useCompany } from '~/components/CompanyContext';
import { type Column, DataTable, type TotalRow } from '~/components/DataTable';
import { LevelMark } from '~/components/LevelMark';
import { Money } from '~/components/Money';
import { ReadOn } from '~/components/ReadOn';
import { Empty, LoadError, Loading } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { type Day, dayOf, daysBetween, formatShortDay } from '~/shared/dates';
import { disputeReasonName } from '~/shared/words';
import classes from './answers.module.css';
import { type Dispute, disputeSumsQuery, disputesQuery } from './api';
import { CloseDisputeButton } from './CloseDisputeButton';

/** Open disputes, the oldest first, to close those that are over (SAGE-53). */
export function DisputeTable() {
  const { t } = useLingui();
  const { mayAct, today, time_zone } = useCompany();
  const navigate = useNavigate();
  const list = useInfiniteQuery(disputesQuery);
  const sums = useQuery(disputeSumsQuery);
  const { rows, readOn } = useRows(list);
  const columns = useMemo(() => columnsFor(today, time_zone, mayAct), [today, time_zone, mayAct]);
  if (list.isPending) return <Loading />;
  if (list.isLoadingError) {
    return <LoadError error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (rows.length === 0) {
    return (
      <Empty title={<Trans>Aucun litige ouvert</Trans>}>
        <Trans>Un client qui conteste une facture apparaît ici jusqu’à la clôture du litige.</Trans>
      </Empty>
    );
  }
  return (
    <>
      <DataTable<Dispute>
        keys
        caption={t`Litiges ouverts, du plus ancien au plus récent`}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => row.customer_name}
        rowCount={sums.data?.count}
        totals={(sums.data?.totals ?? []).map(totalRow)}
        onOpen={(row) => void navigate({ to: '/clients/$id', params: { id: row.customer_id } })}
        onEnd={readOn}
        detail={(row) => <Reason dispute={row} />}
      />
      <ReadOn list={list} scrolls />
    </>
  );
}

function Reason({ dispute }: { dispute: Dispute }) {
  return (
    <StatusPill tone="warn">
      <span title={dispute.details}>{disputeReasonName(dispute.reason)}</span>
    </StatusPill>
  );
}

function columnsFor(today: Day, timeZone: string, mayAct: boolean): Column<Dispute>[] {
  const acts: Column<Dispute>[] = mayAct
    ? [
        {
          id: 'acts',
          header: (
            <span className="readers-only">
              <Trans>Actions</Trans>
            </span>
          ),
          cell: (row) => <CloseDisputeButton dispute={row} />,
        },
      ]
    : [];
  return [
    {
      id: 'customer',
      header: <Trans>Client</Trans>,
      grow: true,
      cell: (row) => (
        <>
          <Link to="/clients/$id" params={{ id: row.customer_id }} className={classes['link']}>
            {row.customer_name}
          </Link>{' '}
          <span className="muted small">{row.customer_code}</span>
        </>
      ),
    },
    {
      id: 'level',
      header: <Trans>Niv.</Trans>,
      hides: 2,
      cell: (row) => <LevelMark level={row.level} />,
    },
    {
      id: 'reason',
      header: <Trans>Motif</Trans>,
      hides: 1,
      cell: (row) => <Reason dispute={row} />,
    },
    {
      id: 'opened',
      header: <Trans>Ouvert le</Trans>,
      hides: 1,
      cell: (row) => {
        const day = dayOf(row.opened_at, timeZone);
        const days = daysBetween(day, today);
        return (
          <span className="figures">
            {formatShortDay(day, today)}
            {days > 0 ? (
              <span className="muted small">
                {' '}
                <Plural value={days} one="il y a # jour" other="il y a # jours" />
              </span>
            ) : null}
          </span>
        );
      },
    },
    {
      id: 'by',
      header: <Trans>Par</Trans>,
      hides: 3,
      cell: (row) => (
        <span className="muted">
          {row.source === 'portal' ? <Trans>le client</Trans> : row.opened_by_name}
        </span>
      ),
    },
    {
      id: 'documents',
      header: <Trans>Pièces</Trans>,
      numeric: true,
      hides: 3,
      cell: (row) => row.receivable_ids.length,
    },
    {
      id: 'amount',
      header: <Trans>Contesté</Trans>,
      numeric: true,
      cell: (row) => (
        <b className="strong">
          <Money minor={row.contested_minor} currency={row.currency} />
        </b>
      ),
    },
    ...acts,
  ];
}

function totalRow(total: { currency: string; count: number; contested_minor: number }): TotalRow {
  return {
    id: total.currency,
    cells: {
      customer: <Plural value={total.count} one="# litige ouvert" other="# litiges ouverts" />,
      amount: <Money minor={total.contested_minor} currency={total.currency} />,
    },
  };
}
