import { Trans, useLingui } from '@lingui/react/macro';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ActError } from '~/components/States';
import classes from './accounts.module.css';
import { useLogIn } from './api';

type Props = { onDone: () => void; email?: string };

export function LogInForm({ onDone, email = '' }: Props) {
  const { t } = useLingui();
  const [address, setAddress] = useState(email);
  const [password, setPassword] = useState('');
  const logIn = useLogIn();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    logIn.mutate({ email: address.trim(), password }, { onSuccess: onDone });
  };

  return (
    <form className={classes['form']} onSubmit={submit}>
      <TextInput
        label={t`Adresse e-mail`}
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <PasswordInput
        label={t`Mot de passe`}
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t`Montrer le mot de passe` }}
      />
      <ActError error={logIn.error} />
      <Button type="submit" variant="filled" loading={logIn.isPending}>
        <Trans>Se connecter</Trans>
      </Button>
    </form>
  );
}
