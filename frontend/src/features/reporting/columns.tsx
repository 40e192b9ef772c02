import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Column, TotalRow } from '~/components/DataTable';
import { Flags } from '~/components/Flags';
import { LevelMark } from '~/components/LevelMark';
import { Money } from '~/components/Money';
import type { AgingRow, AgingTotal } from './api';
import classes from './reporting.module.css';

const BUCKETS = [
  { key: 'days_1_30_minor', name: 'days_1_30', age: 1, header: <Trans>1–30 j</Trans> },
  { key: 'days_31_60_minor', name: 'days_31_60', age: 2, header: <Trans>31–60 j</Trans> },
  { key: 'days_61_90_minor', name: 'days_61_90', age: 3, header: <Trans>61–90 j</Trans> },
  { key: 'days_over_90_minor', name: 'days_over_90', age: 4, header: <Trans>&gt; 90 j</Trans> },
] as const;

/** The columns of the aging list; `bare` when one currency is named above the table. */
export function agingColumns(bare: boolean): Column<AgingRow>[] {
  return [
    {
      id: 'name',
      header: <Trans>Client</Trans>,
      sort: 'name',
      grow: true,
      cell: (row) => (
        <span className={classes['name']}>
          <Link to="/clients/$id" params={{ id: row.customer_id }} className={classes['link']}>
            {row.name}
          </Link>
          <Flags flags={row.flags} />
        </span>
      ),
    },
    {
      id: 'level',
      header: <Trans>Niv.</Trans>,
      sort: 'level',
      hides: 1,
      cell: (row) => <LevelMark level={row.level} />,
    },
    {
      id: 'not_due',
      header: <Trans>À venir</Trans>,
      sort: 'not_due',
      numeric: true,
      hides: 2,
      cell: (row) => (
        <Money minor={row.not_due_minor} currency={row.currency} bare={bare} dashZero />
      ),
    },
    ...BUCKETS.map(
      (bucket): Column<AgingRow> => ({
        id: bucket.name,
        header: bucket.header,
        numeric: true,
        hides: 3,
        cell: (row) => (
          <span className={classes['bucket']} data-bucket={bucket.age}>
            {row[bucket.key] !== 0 && row.new_buckets.includes(bucket.name) ? (
              <span className={classes['new']}>
                <Trans>nouv.</Trans>
              </span>
            ) : null}
            <Money minor={row[bucket.key]} currency={row.currency} bare={bare} dashZero />
          </span>
        ),
      }),
    ),
    {
      id: 'overdue',
      header: <Trans>En retard</Trans>,
      sort: 'overdue',
      numeric: true,
      hides: 1,
      standsFor: 3,
      cell: (row) => (
        <span className="danger">
          <Money minor={row.overdue_minor} currency={row.currency} bare={bare} dashZero />
        </span>
      ),
    },
    {
      id: 'total',
      header: <Trans>Total</Trans>,
      sort: 'total',
      numeric: true,
      cell: (row) => (
        <b className="strong">
          <Money minor={row.total_minor} currency={row.currency} bare={bare} />
        </b>
      ),
    },
  ];
}

/** The sums of the whole filter in one currency. */
export function agingTotal(total: AgingTotal, bare: boolean, label: React.ReactNode): TotalRow {
  const sum = (minor: number) => (
    <Money minor={minor} currency={total.currency} bare={bare} dashZero />
  );
  return {
    id: total.currency,
    cells: {
      name: label,
      not_due: sum(total.not_due_minor),
      ...Object.fromEntries(
        BUCKETS.map((bucket) => [
          bucket.name,
          <span key={bucket.name} data-bucket={bucket.age} className={classes['bucket']}>
            {sum(total[bucket.key])}
          </span>,
        ]),
      ),
      overdue: <span className="danger">{sum(total.overdue_minor)}</span>,
      total: sum(total.total_minor),
    },
  };
}
