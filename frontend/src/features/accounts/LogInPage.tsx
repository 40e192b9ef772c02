import { Trans } from '@lingui/react/macro';
import { Logo } from '~/components/Shell/Logo';
import classes from './accounts.module.css';
import { LogInForm } from './LogInForm';

export function LogInPage({ onDone }: { onDone: () => void }) {
  return (
    <main className={classes['door']}>
      <div className={classes['panel']}>
        <p className={classes['brand']}>
          <Logo />
          Quittance
        </p>
        <h1>
          <Trans>Se connecter</Trans>
        </h1>
        <LogInForm onDone={onDone} />
      </div>
    </main>
  );
}
