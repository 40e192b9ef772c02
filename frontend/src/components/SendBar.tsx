import type { ReactNode } from 'react';
import classes from './SendBar.module.css';

type Props = { children: ReactNode; left?: ReactNode; acts: ReactNode };

/** The foot of a screen that sends: what leaves, what stays, the one filled button. */
export function SendBar({ children, left, acts }: Props) {
  return (
    <section className={classes['bar']} aria-live="polite">
      <p>{children}</p>
      {left ? <p className="muted">{left}</p> : null}
      <div className={classes['acts']}>{acts}</div>
    </section>
  );
}
