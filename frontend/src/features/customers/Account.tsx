import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Schemas } from '~/api/client';
import {
  accountSummaryQuery,
  type Receivable,
  type ReceivableState,
  receivablesQuery,
} from '~/api/customers';
import { useRows } from '~/api/pages';
import { DataTable, type Selection, type TotalRow } from '~/components/DataTable';
import { Money } from '~/components/Money';
import { ReadOn } from '~/components/ReadOn';
import { Empty, LoadError, Loading } from '~/components/States';
import { formatSums, sumByCurrency } from '~/shared/money';
import { accountColumns, ReceivableDetail } from './accountColumns';
import classes from './customers.module.css';
import { ReceivableDialog } from './ReceivableDialog';
import { dueOf } from './TickedLines';

type Props = {
  customerId: string;
  tickedIds: ReadonlySet<string>;
  /** Absent for those who may only read. */
  onTick: ((ids: ReadonlySet<string>) => void) | undefined;
};

/** The customer's account: unreconciled, reconciled or all entries, with their sums (SAGE-39). */
export function Account({ customerId, tickedIds, onTick }: Props) {
  const { t } = useLingui();
  const [state, setState] = useState<ReceivableState>('open');
  const [edited, setEdited] = useState<Receivable | null>(null);
  const result = useInfiniteQuery(receivablesQuery(customerId, state));
  const { rows } = useRows(result);
  const summary = useQuery(accountSummaryQuery(customerId, state));
  const totals = summary.data?.totals ?? [];
  const bare = totals.length === 1;
  const currency = totals[0]?.currency;
  const columns = useMemo(
    () => accountColumns(bare && currency ? currency : null, onTick ? setEdited : undefined),
    [bare, currency, onTick],
  );
  const ticked = rows.filter((row) => tickedIds.has(row.id));

  return (
    <section className={classes['account']}>
      <div className={classes['bandTitle']}>
        <h2>
          <Trans>Compte</Trans>
        </h2>
        <span className="muted figures">
          {summary.data ? (
            <Plural value={summary.data.lines} one="# écriture" other="# écritures" />
          ) : null}
        </span>
        <SegmentedControl
          className={classes['segments']}
          size="xs"
          aria-label={t`Écritures montrées`}
          value={state}
          onChange={(value) => setState(value as ReceivableState)}
          data={[
            { value: 'open', label: t`Non lettrées` },
            { value: 'closed', label: t`Lettrées` },
            { value: 'all', label: t`Toutes` },
          ]}
        />
      </div>
      {result.isPending ? <Loading /> : null}
      {result.isLoadingError ? (
        <LoadError error={result.error} onRetry={() => void result.refetch()} />
      ) : null}
      {result.data && rows.length === 0 ? (
        <Empty title={<Trans>Aucune écriture</Trans>}>
          {state === 'open' ? (
            <Trans>Tout est lettré : ce client n’a rien à payer ni à recevoir.</Trans>
          ) : (
            <Trans>Aucune écriture de ce client n’est encore lettrée.</Trans>
          )}
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <DataTable
          embedded
          compact
          keys
          caption={t`Écritures du compte`}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowName={(row) => row.number || row.label}
          isQuiet={(row) => row.status !== 'open'}
          totals={totals.map((total) => totalRow(total, ticked))}
          {...(onTick && state === 'open'
            ? { selection: selectionOf(rows, tickedIds, onTick) }
            : {})}
          detail={(row) => <ReceivableDetail receivable={row} />}
        />
      ) : null}
      {edited ? (
        <ReceivableDialog
          customerId={customerId}
          receivable={edited}
          onClose={() => setEdited(null)}
        />
      ) : null}
      <ReadOn list={result}>
        <Trans>Voir la suite du compte</Trans>
      </ReadOn>
    </section>
  );
}

/** What may be ticked: what is still to be paid. */
function selectionOf(
  rows: readonly Receivable[],
  ticked: ReadonlySet<string>,
  onTick: (ids: ReadonlySet<string>) => void,
): Selection {
  const tickable = rows.filter((row) => row.balance_minor > 0).map((row) => row.id);
  const all = tickable.length > 0 && tickable.every((id) => ticked.has(id));
  return {
    ids: ticked,
    allState: all ? 'all' : tickable.some((id) => ticked.has(id)) ? 'some' : 'none',
    onToggleAll: () => onTick(new Set(all ? [] : tickable)),
    onToggle: (id) => {
      const next = new Set(ticked);
      if (!next.delete(id)) next.add(id);
      onTick(next);
    },
    isDisabled: (id) => !tickable.includes(id),
  };
}

type Sums = Schemas['LineSumsOut'];

/** The account's sums as the server counted them, and what is ticked of it. */
function totalRow(total: Sums, ticked: readonly Receivable[]): TotalRow {
  const sum = (minor: number) => <Money minor={minor} currency={total.currency} bare />;
  return {
    id: total.currency,
    cells: {
      number:
        ticked.length > 0 ? (
          <span className={classes['ticked']}>
            <Plural value={ticked.length} one="# pièce cochée" other="# pièces cochées" />,{' '}
            {formatSums(sumByCurrency(dueOf(ticked)))}
          </span>
        ) : (
          <Trans>Solde</Trans>
        ),
      amount: sum(total.debit_minor + total.credit_minor),
      balance: <Money minor={total.balance_minor} currency={total.currency} />,
    },
  };
}
