import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Note } from '~/components/Note';
import classes from './accounts.module.css';
import { DoorPanel } from './DoorPanel';
import { LogInForm } from './LogInForm';

type Props = { onDone: () => void; isPasswordNew?: boolean };

export function LogInPage({ onDone, isPasswordNew = false }: Props) {
  return (
    <DoorPanel title={<Trans>Se connecter</Trans>}>
      {isPasswordNew ? (
        <Note tone="ok">
          <b>
            <Trans>Votre mot de passe est changé.</Trans>
          </b>{' '}
          <Trans>Connectez-vous avec le nouveau.</Trans>
        </Note>
      ) : null}
      <LogInForm onDone={onDone} />
      <Link to="/mot-de-passe-oublie" className={classes['aside']}>
        <Trans>Mot de passe oublié</Trans>
      </Link>
    </DoorPanel>
  );
}
