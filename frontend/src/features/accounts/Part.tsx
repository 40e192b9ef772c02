import type { ReactNode } from 'react';
import classes from './settings.module.css';

type Props = { title: ReactNode; about?: ReactNode; children: ReactNode };

/** One part of a page of settings: what it is about, beside its fields. */
export function Part({ title, about, children }: Props) {
  return (
    <section className={classes['part']}>
      <div className={classes['about']}>
        <h2>{title}</h2>
        {about ? <p className="muted">{about}</p> : null}
      </div>
      <div className={classes['fields']}>{children}</div>
    </section>
  );
}
