import type { ReactNode } from 'react';
import { Heading } from '~/components/Heading';
import { Logo } from '~/components/Shell/Logo';
import classes from './accounts.module.css';

type Props = { title: ReactNode; children: ReactNode };

/** What is seen before one is in: the brand, a title, a form. */
export function DoorPanel({ title, children }: Props) {
  return (
    <main className={classes['door']}>
      <div className={classes['panel']}>
        <p className={classes['brand']}>
          <Logo />
          Quittance
        </p>
        <Heading>{title}</Heading>
        {children}
      </div>
    </main>
  );
}
