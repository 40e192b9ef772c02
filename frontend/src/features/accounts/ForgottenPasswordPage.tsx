import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ActError } from '~/components/States';
import classes from './accounts.module.css';
import { DoorPanel } from './DoorPanel';
import { useAskReset } from './linkApi';

/** Asks for a link to a new password; says the same whoever the address belongs to. */
export function ForgottenPasswordPage() {
  const { t } = useLingui();
  const [email, setEmail] = useState('');
  const ask = useAskReset();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(email.trim());
  };

  return (
    <DoorPanel
      title={
        ask.isSuccess ? <Trans>Regardez vos messages</Trans> : <Trans>Mot de passe oublié</Trans>
      }
    >
      {ask.isSuccess ? (
        <div role="status" className={classes['said']}>
          <p>
            <Trans>
              Si un compte existe pour <b>{email.trim()}</b>, un lien vient de lui être envoyé.
            </Trans>
          </p>
          <p className="muted">
            <Trans>
              Il s’ouvre une seule fois, pendant une heure. Rien n’arrive : vérifiez l’adresse et le
              dossier des indésirables.
            </Trans>
          </p>
          <Button onClick={() => ask.reset()}>
            <Trans>Corriger l’adresse</Trans>
          </Button>
        </div>
      ) : (
        <form className={classes['form']} onSubmit={submit}>
          <p className="muted">
            <Trans>
              Indiquez votre adresse : un lien pour en choisir un nouveau vous parvient.
            </Trans>
          </p>
          <TextInput
            label={t`Adresse e-mail`}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <ActError error={ask.error} />
          <Button type="submit" variant="filled" loading={ask.isPending}>
            <Trans>Envoyer le lien</Trans>
          </Button>
        </form>
      )}
      <Link to="/connexion" className={classes['aside']}>
        <Trans>Revenir à la connexion</Trans>
      </Link>
    </DoorPanel>
  );
}
