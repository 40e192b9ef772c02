import { moneyParts } from '~/shared/money';
import classes from './Money.module.css';

type Props = {
  minor: number;
  currency: string;
  /** Columns name the currency once in their header and leave it out of the cells. */
  bare?: boolean;
  /** A zero is written as a dash, as in grids. */
  dashZero?: boolean;
};

/** A sum on the screen: units in ink, cents and currency lighter. */
export function Money({ minor, currency, bare = false, dashZero = false }: Props) {
  if (dashZero && minor === 0) return <span className={classes['zero']}>–</span>;
  const { sign, units, cents, symbol } = moneyParts(minor, currency);
  return (
    <span className={classes['money']}>
      {sign}
      {units}
      <span className={classes['light']}>
        {cents}
        {bare ? null : `\u00A0${symbol}`}
      </span>
    </span>
  );
}

/** The largest figure of a screen. */
export function Balance({ minor, currency }: { minor: number; currency: string }) {
  return (
    <span className={classes['balance']}>
      <Money minor={minor} currency={currency} />
    </span>
  );
}
