import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Column } from '~/components/DataTable';
import { LevelMark } from '~/components/LevelMark';
import classes from './answers.module.css';

type Owed = {
  customer_id: string;
  customer_name: string;
  customer_code?: string;
  level: number;
};

/** Whose line it is, and the way to their record. */
export function customerColumn<Row extends Owed>(): Column<Row> {
  return {
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
  };
}

/** How far the reminders have gone. */
export function levelColumn<Row extends Owed>(): Column<Row> {
  return {
    id: 'level',
    header: <Trans>Niv.</Trans>,
    hides: 2,
    cell: (row) => <LevelMark level={row.level} />,
  };
}

/** What a person may do about a line; nothing to those who only read. */
export function actsColumn<Row>(cell: Column<Row>['cell']): Column<Row> {
  return {
    id: 'acts',
    header: (
      <span className="readers-only">
        <Trans>Actions</Trans>
      </span>
    ),
    cell,
  };
}

/** A day that is past says how long ago it was. */
export function PassedDays({ days }: { days: number }) {
  if (days <= 0) return null;
  return (
    <span className="muted small">
      {' '}
      <Plural value={days} one="il y a # jour" other="il y a # jours" />
    </span>
  );
}
