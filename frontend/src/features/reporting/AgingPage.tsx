import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useRows } from '~/api/pages';
import { useCompany } from '~/components/CompanyContext';
import { DataTable } from '~/components/DataTable';
import { LevelMark } from '~/components/LevelMark';
import { Money } from '~/components/Money';
import { PageHeader } from '~/components/PageHeader';
import { ReadOn } from '~/components/ReadOn';
import { Empty, LoadError, Loading } from '~/components/States';
import { ViewTabs } from '~/components/ViewTabs';
import { formatDay } from '~/shared/dates';
import { AgingFilters } from './AgingFilters';
import { type AgingRow, agingQuery, agingSummaryQuery } from './api';
import { CustomerPeek } from './CustomerPeek';
import { agingColumns, agingTotal } from './columns';
import classes from './reporting.module.css';
import { type AgingSearch, filterOf, isFiltered, NO_FILTER } from './search';

type Props = { search: AgingSearch; onSearch: (patch: Partial<AgingSearch>) => void };

const rowId = (row: AgingRow) => `${row.customer_id}:${row.currency}`;

/** Who owes what, by age; sums are those of the whole filter (SAGE-45, SAGE-46). */
export function AgingPage({ search, onSearch }: Props) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const list = useInfiniteQuery(agingQuery(search));
  const summary = useQuery(agingSummaryQuery(filterOf(search)));
  const counts = useCounts(search);

  const { rows, readOn } = useRows(list);
  const totals = summary.data?.totals ?? [];
  const bare = totals.length === 1;
  const debtors = totals.reduce((sum, total) => sum + total.customers, 0);
  const columns = useMemo(() => agingColumns(bare), [bare]);
  const peeked = rows.findIndex((row) => rowId(row) === search.apercu);
  const peekedRow = rows[peeked];

  const peekAt = (index: number) => {
    const row = rows[index];
    return row ? () => onSearch({ apercu: rowId(row) }) : undefined;
  };

  return (
    <>
      <PageHeader
        title={<Trans>Qui vous doit quoi</Trans>}
        count={
          summary.data ? (
            <Trans>
              <Plural value={summary.data.customers} one="# client" other="# clients" /> · au{' '}
              {formatDay(summary.data.as_of)}
            </Trans>
          ) : null
        }
      />
      <ViewTabs
        label={t`Vues`}
        current={search.reminders}
        onSelect={(reminders) => onSearch({ reminders })}
        views={[
          { key: 'all', label: <Trans>Tous les débiteurs</Trans>, count: counts.all },
          { key: 'to_remind', label: <Trans>À relancer</Trans>, count: counts.to_remind },
          {
            key: 'not_to_remind',
            label: <Trans>À ne pas relancer</Trans>,
            count: counts.not_to_remind,
          },
        ]}
      />
      <div className={classes['columns']}>
        <div className={classes['list']}>
          <AgingFilters search={search} onSearch={onSearch} totals={totals} />
          {list.isPending ? <Loading /> : null}
          {list.isLoadingError ? (
            <LoadError
              error={list.error}
              what={<Trans>La liste n’a pas pu être lue.</Trans>}
              onRetry={() => void list.refetch()}
            />
          ) : null}
          {list.data && rows.length === 0 ? (
            <NobodyOwes search={search} onSearch={onSearch} />
          ) : null}
          {rows.length > 0 ? (
            <DataTable
              keys
              caption={t`Clients débiteurs par ancienneté`}
              columns={columns}
              rows={rows}
              rowId={rowId}
              rowName={(row) => row.name}
              rowCount={debtors || undefined}
              sort={search.sort}
              onSort={(sort) => onSearch({ sort })}
              currentId={search.apercu}
              onCurrent={(row) => onSearch({ apercu: rowId(row) })}
              onOpen={(row) =>
                void navigate({ to: '/clients/$id', params: { id: row.customer_id } })
              }
              busy={list.isPlaceholderData}
              onEnd={readOn}
              totals={totals.map((total) =>
                agingTotal(
                  total,
                  bare,
                  <Trans>
                    <Plural value={total.customers} one="# client" other="# clients" />, tout le
                    filtre
                  </Trans>,
                ),
              )}
              detail={(row) => (
                <>
                  <LevelMark level={row.level} />{' '}
                  {row.overdue_minor > 0 ? (
                    <Trans>
                      <Money minor={row.overdue_minor} currency={row.currency} /> en retard
                    </Trans>
                  ) : (
                    <Trans>rien en retard</Trans>
                  )}
                </>
              )}
            />
          ) : null}
          <ReadOn list={list} scrolls />
        </div>
        {peekedRow ? (
          <CustomerPeek
            key={rowId(peekedRow)}
            row={peekedRow}
            rank={peeked + 1}
            count={debtors || rows.length}
            onPrevious={peekAt(peeked - 1)}
            onNext={peekAt(peeked + 1)}
            onClose={() => onSearch({ apercu: undefined })}
          />
        ) : null}
      </div>
    </>
  );
}

/** Why the list is empty: the filters, the view, or nobody owes anything. */
function NobodyOwes({ search, onSearch }: Props) {
  const { permissions } = useCompany();
  if (isFiltered(search)) {
    return (
      <Empty
        title={<Trans>Aucun client ne correspond</Trans>}
        acts={
          <Button variant="filled" onClick={() => onSearch({ ...NO_FILTER, reminders: 'all' })}>
            <Trans>Retirer tous les filtres</Trans>
          </Button>
        }
      >
        <Trans>Aucun client débiteur ne réunit tous les filtres choisis.</Trans>
      </Empty>
    );
  }
  if (search.reminders !== 'all') {
    return (
      <Empty
        title={<Trans>Aucun client dans cette vue</Trans>}
        acts={
          <Button variant="filled" onClick={() => onSearch({ reminders: 'all' })}>
            <Trans>Voir tous les débiteurs</Trans>
          </Button>
        }
      />
    );
  }
  return (
    <Empty
      title={<Trans>Aucun client ne vous doit d’argent</Trans>}
      acts={
        permissions.includes('load') ? (
          <Button variant="filled" renderRoot={(props) => <Link {...props} to="/imports" />}>
            <Trans>Déposer un grand livre</Trans>
          </Button>
        ) : null
      }
    >
      <Trans>Les clients débiteurs apparaîtront ici dès que votre grand livre en portera.</Trans>
    </Empty>
  );
}

/** How many customers each view would show with the other filters as they are. */
function useCounts(search: AgingSearch) {
  const filter = filterOf(search);
  const all = useQuery(agingSummaryQuery({ ...filter, reminders: 'all' }));
  const toRemind = useQuery(agingSummaryQuery({ ...filter, reminders: 'to_remind' }));
  const notToRemind = useQuery(agingSummaryQuery({ ...filter, reminders: 'not_to_remind' }));
  return {
    all: all.data?.customers,
    to_remind: toRemind.data?.customers,
    not_to_remind: notToRemind.data?.customers,
  };
}
