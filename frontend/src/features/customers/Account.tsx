import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type Receivable, type ReceivableState, receivablesQuery } from '~/api/customers';
import { DataTable, type TotalRow } from '~/components/DataTable';
import { Money } from '~/components/Money';
import { Empty, LoadError, Loading } from '~/components/States';
import { sumByCurrency } from '~/shared/money';
import { accountColumns, ReceivableStatus } from './accountColumns';
import classes from './customers.module.css';

/** The customer's account: unreconciled, reconciled or all entries, with their sums (SAGE-39). */
export function Account({ customerId }: { customerId: string }) {
  const { t } = useLingui();
  const [state, setState] = useState<ReceivableState>('open');
  const result = useInfiniteQuery(receivablesQuery(customerId, state));
  const rows = useMemo(() => result.data?.pages.flatMap((page) => page.items) ?? [], [result.data]);
  const currencies = new Set(rows.map((row) => row.currency));
  const columns = useMemo(() => accountColumns(currencies.size === 1), [currencies.size]);

  return (
    <section className={classes['account']}>
      <div className={classes['bandTitle']}>
        <h2>
          <Trans>Compte</Trans>
        </h2>
        <span className="muted figures">
          <Plural value={rows.length} one="# écriture" other="# écritures" />
          {result.hasNextPage ? '+' : ''}
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
      {result.isError ? (
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
          rowName={(row) => row.number ?? row.label ?? ''}
          isQuiet={(row) => row.status !== 'open'}
          totals={totalsOf(rows, result.hasNextPage)}
          detail={(row) => <ReceivableStatus receivable={row} />}
        />
      ) : null}
      {result.hasNextPage ? (
        <Button
          variant="subtle"
          loading={result.isFetchingNextPage}
          onClick={() => void result.fetchNextPage()}
        >
          <Trans>Voir la suite du compte</Trans>
        </Button>
      ) : null}
    </section>
  );
}

/** Sums of what is on the screen: they add up by eye, and say when there is more. */
function totalsOf(rows: readonly Receivable[], hasMore: boolean): TotalRow[] {
  const sumOf = (key: 'amount_minor' | 'balance_minor') =>
    sumByCurrency(rows.map((row) => ({ amount_minor: row[key], currency: row.currency })));
  const amounts = sumOf('amount_minor');
  return sumOf('balance_minor').map((balance, index) => ({
    id: balance.currency,
    cells: {
      number: hasMore ? <Trans>Solde des écritures lues</Trans> : <Trans>Solde</Trans>,
      amount: <Money minor={amounts[index]?.amount_minor ?? 0} currency={balance.currency} />,
      balance: <Money minor={balance.amount_minor} currency={balance.currency} />,
    },
  }));
}
