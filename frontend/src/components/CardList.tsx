import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ApiError } from '~/api/client';
import { useRows } from '~/api/pages';
import { formatInstant } from '~/shared/dates';
import classes from './CardList.module.css';
import { useCompany } from './CompanyContext';
import { ReadOn } from './ReadOn';
import { LoadError, Loading } from './States';

type Props<Row> = {
  list: UseInfiniteQueryResult<InfiniteData<{ items: Row[] }>, ApiError>;
  /** What is said where there is nothing to read. */
  empty: ReactNode;
  /** The name of the way to the next page. */
  more: ReactNode;
  card: (row: Row) => ReactNode;
};

/** What customers sent, card by card, for a person to read and decide. */
export function CardList<Row extends { id: string }>({ list, empty, more, card }: Props<Row>) {
  const { rows } = useRows(list);
  if (list.isPending) return <Loading />;
  if (list.isLoadingError) {
    return <LoadError error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (rows.length === 0) return empty;
  return (
    <>
      <ul>
        {rows.map((row) => (
          <li key={row.id} className={classes['card']}>
            {card(row)}
          </li>
        ))}
      </ul>
      <ReadOn list={list}>{more}</ReadOn>
    </>
  );
}

type HeadProps = {
  state: ReactNode;
  customerId: string;
  customerName: string;
  customerCode: string;
  at: string;
};

/** Whose card it is, how it stands, and since when. */
export function CardHead({ state, customerId, customerName, customerCode, at }: HeadProps) {
  const { today, time_zone } = useCompany();
  return (
    <p className={classes['who']}>
      {state}
      <Link to="/clients/$id" params={{ id: customerId }} className={classes['link']}>
        {customerName}
      </Link>
      <span className="muted small">{customerCode}</span>
      <time className={classes['at']} dateTime={at}>
        {formatInstant(at, time_zone, today)}
      </time>
    </p>
  );
}

export function CardActs({ children }: { children: ReactNode }) {
  return <div className={classes['acts']}>{children}</div>;
}
