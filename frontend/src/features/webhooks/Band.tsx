import type { ReactNode } from 'react';
import classes from './webhooks.module.css';

type Props = { title: ReactNode; about?: ReactNode; children?: ReactNode };

/** The head of one part of the screen: its title, what it counts, its acts on the right. */
export function Band({ title, about, children }: Props) {
  return (
    <div className={classes['band']}>
      <h2>{title}</h2>
      {about ? <span className="muted figures">{about}</span> : null}
      {children ? <div className={classes['bandActs']}>{children}</div> : null}
    </div>
  );
}
