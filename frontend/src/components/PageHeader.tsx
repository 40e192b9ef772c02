import type { ReactNode } from 'react';
import { Heading } from './Heading';
import classes from './PageHeader.module.css';

type Props = { title: ReactNode; count?: ReactNode; children?: ReactNode };

/** The screen's name, what it counts, and its acts on the right. */
export function PageHeader({ title, count, children }: Props) {
  return (
    <div className={classes['header']}>
      <Heading>{title}</Heading>
      {count ? <span className={classes['count']}>{count}</span> : null}
      {children ? <div className={classes['acts']}>{children}</div> : null}
    </div>
  );
}
