import { Trans, useLingui } from '@lingui/react/macro';
import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ActError } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { NewPasswordField } from './NewPasswordField';
import { useChangePassword } from './ownApi';
import { Part } from './Part';
import classes from './settings.module.css';

/** Another password, against the present one; the other devices are logged out. */
export function PasswordForm({ email }: { email: string }) {
  const { t } = useLingui();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useChangePassword();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { current_password: current, new_password: next },
      {
        onSuccess: () => {
          setCurrent('');
          setNext('');
        },
      },
    );
  };

  return (
    <form onSubmit={submit}>
      <Part
        title={<Trans>Mot de passe</Trans>}
        about={<Trans>Le changer déconnecte vos autres appareils.</Trans>}
      >
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <PasswordInput
          label={t`Mot de passe actuel`}
          autoComplete="current-password"
          required
          withAsterisk={false}
          maxLength={200}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t`Montrer le mot de passe actuel` }}
        />
        <NewPasswordField label={t`Nouveau mot de passe`} value={next} onChange={setNext} />
        <div className={`${classes['wide']} ${classes['line']}`}>
          <Button type="submit" loading={change.isPending}>
            <Trans>Changer le mot de passe</Trans>
          </Button>
          <span role="status">
            {change.isSuccess && !next ? (
              <StatusPill tone="ok">
                <Trans>Mot de passe changé, autres appareils déconnectés</Trans>
              </StatusPill>
            ) : null}
          </span>
        </div>
        {change.error ? (
          <div className={classes['wide']}>
            <ActError error={change.error} />
          </div>
        ) : null}
      </Part>
    </form>
  );
}
