import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useRows } from '~/api/pages';
import { useCompany } from '~/components/CompanyContext';
import { type Column, DataTable, type TotalRow } from '~/components/DataTable';
import { Money } from '~/components/Money';
import { ReadOn } from '~/components/ReadOn';
import { Empty, LoadError, Loading } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { type Day, dayOf, daysBetween, formatShortDay } from '~/shared/dates';
import { disputeReasonName } from '~/shared/words';
import { type Dispute, disputeSumsQuery, disputesQuery } from './api';
import { CloseDisputeButton } from './CloseDisputeButton';
import { actsColumn, customerColumn, levelColumn, PassedDays } from './columns';

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
  const acts = mayAct ? [actsColumn<Dispute>((row) => <CloseDisputeButton dispute={row} />)] : [];
  return [
    customerColumn(),
    levelColumn(),
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
            <PassedDays days={days} />
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
