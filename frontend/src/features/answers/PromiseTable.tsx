import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useRows } from '~/api/pages';
import { useCompany } from '~/components/CompanyContext';
import { type Column, DataTable, type TotalRow } from '~/components/DataTable';
import { Money } from '~/components/Money';
import { ReadOn } from '~/components/ReadOn';
import { ActError, Empty, LoadError, Loading } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { formatDay } from '~/shared/dates';
import classes from './answers.module.css';
import { type Promised, promiseSumsQuery, promisesQuery, useCancelPromise } from './api';
import { actsColumn, customerColumn, levelColumn, PassedDays } from './columns';
import type { PromiseView } from './search';

type Props = { view: PromiseView; onView: (view: PromiseView) => void };

/** Promises by their day, with the days passed since and the sums of them all (SAGE-52). */
export function PromiseTable({ view, onView }: Props) {
  const { t } = useLingui();
  const { mayAct } = useCompany();
  const navigate = useNavigate();
  const list = useInfiniteQuery(promisesQuery(view));
  const sums = useQuery(promiseSumsQuery(view));
  const cancel = useCancelPromise();
  const { rows, readOn } = useRows(list);
  const { mutate, isPending, variables } = cancel;
  const columns = useMemo(
    () => columnsFor(mayAct ? mutate : null, isPending ? variables : undefined),
    [mayAct, mutate, isPending, variables],
  );
  return (
    <>
      <div className={classes['band']}>
        <SegmentedControl
          size="xs"
          aria-label={t`Promesses montrées`}
          value={view}
          onChange={(value) => onView(value as PromiseView)}
          data={[
            { value: 'en-cours', label: t`En cours` },
            { value: 'rompues', label: t`Non tenues` },
            { value: 'toutes', label: t`Toutes` },
          ]}
        />
      </div>
      <ActError error={cancel.error} />
      {list.isPending ? <Loading /> : null}
      {list.isLoadingError ? (
        <LoadError error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data && rows.length === 0 ? (
        <Empty title={<Trans>Aucune promesse</Trans>}>
          {view === 'rompues' ? (
            <Trans>Toutes les promesses passées ont été tenues, ou réglées depuis.</Trans>
          ) : (
            <Trans>Notez une promesse depuis la fiche d’un client, factures cochées.</Trans>
          )}
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <DataTable<Promised>
          keys
          caption={t`Promesses, de la plus ancienne à la plus lointaine`}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowName={(row) => row.customer_name}
          rowCount={sums.data?.count}
          totals={(sums.data?.totals ?? []).map(totalRow)}
          onOpen={(row) => void navigate({ to: '/clients/$id', params: { id: row.customer_id } })}
          onEnd={readOn}
          detail={(row) => (
            <>
              {formatDay(row.due_on)} · <PromiseState promise={row} />
            </>
          )}
        />
      ) : null}
      <ReadOn list={list} scrolls />
    </>
  );
}

function PromiseState({ promise }: { promise: Promised }) {
  const { status, days_passed: days } = promise;
  switch (status) {
    case 'kept':
      return (
        <StatusPill tone="ok">
          <Trans>Tenue</Trans>
        </StatusPill>
      );
    case 'partially_kept':
      return (
        <StatusPill tone="warn">
          <Trans>En partie</Trans>
        </StatusPill>
      );
    case 'broken':
      return (
        <StatusPill tone="bad">
          <Trans>Non tenue</Trans>
        </StatusPill>
      );
    case 'cancelled':
      return (
        <StatusPill tone="idle">
          <Trans>Annulée</Trans>
        </StatusPill>
      );
    default:
      return days > 0 ? (
        <StatusPill tone="warn">
          <Trans>Délai en cours</Trans>
        </StatusPill>
      ) : (
        <StatusPill tone="info">
          <Trans>En cours</Trans>
        </StatusPill>
      );
  }
}

function columnsFor(
  onCancel: ((id: string) => void) | null,
  pending: string | undefined,
): Column<Promised>[] {
  const acts = onCancel
    ? [
        {
          ...actsColumn<Promised>((row) =>
            row.status === 'pending' ? (
              <CancelButton
                promise={row}
                isPending={pending === row.id}
                onCancel={() => onCancel(row.id)}
              />
            ) : null,
          ),
          hides: 1 as const,
        },
      ]
    : [];
  return [
    customerColumn(),
    {
      id: 'rep',
      header: <Trans>Commercial</Trans>,
      hides: 3,
      cell: (row) => <span className="muted">{row.sales_rep}</span>,
    },
    levelColumn(),
    {
      id: 'overdue',
      header: <Trans>En retard</Trans>,
      numeric: true,
      hides: 3,
      cell: (row) => <Money minor={row.overdue_minor} currency={row.currency} dashZero />,
    },
    {
      id: 'due',
      header: <Trans>Promis pour le</Trans>,
      hides: 1,
      cell: (row) => (
        <span className="figures">
          {formatDay(row.due_on)}
          <PassedDays days={row.days_passed} />
        </span>
      ),
    },
    {
      id: 'status',
      header: <Trans>État</Trans>,
      hides: 1,
      cell: (row) => <PromiseState promise={row} />,
    },
    {
      id: 'amount',
      header: <Trans>Montant promis</Trans>,
      numeric: true,
      cell: (row) => (
        <b className="strong">
          <Money minor={row.amount_minor} currency={row.currency} />
        </b>
      ),
    },
    ...acts,
  ];
}

type CancelProps = { promise: Promised; isPending: boolean; onCancel: () => void };

function CancelButton({ promise, isPending, onCancel }: CancelProps) {
  const { t } = useLingui();
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      loading={isPending}
      aria-label={t`Annuler la promesse de ${promise.customer_name}`}
      onClick={onCancel}
    >
      <Trans>Annuler</Trans>
    </Button>
  );
}

function totalRow(total: { currency: string; count: number; amount_minor: number }): TotalRow {
  return {
    id: total.currency,
    cells: {
      customer: <Plural value={total.count} one="# promesse" other="# promesses" />,
      amount: <Money minor={total.amount_minor} currency={total.currency} />,
    },
  };
}
