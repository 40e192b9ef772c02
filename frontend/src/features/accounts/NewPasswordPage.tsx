import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ActError, Loading } from '~/components/States';
import classes from './accounts.module.css';
import { DoorPanel } from './DoorPanel';
import { LinkError } from './LinkStates';
import { resetQuery, useFinishReset } from './linkApi';
import { NewPasswordField } from './NewPasswordField';

type Props = { linkKey: string; onDone: () => void };

/** What the link of a forgotten password opens. */
export function NewPasswordPage({ linkKey, onDone }: Props) {
  const { t } = useLingui();
  const seen = useQuery(resetQuery(linkKey));
  const finish = useFinishReset();
  const [password, setPassword] = useState('');
  const ask = (
    <Button variant="filled" renderRoot={(props) => <Link {...props} to="/mot-de-passe-oublie" />}>
      <Trans>Demander un autre lien</Trans>
    </Button>
  );

  const failure = seen.error ?? (finish.error?.problem.status === 410 ? finish.error : null);
  if (failure) {
    return (
      <LinkError
        error={failure}
        goneTitle={<Trans>Ce lien n’est plus valable</Trans>}
        goneWords={
          <Trans>
            Il a déjà servi, un plus récent le remplace, ou plus d’une heure est passée. Votre mot
            de passe reste le même.
          </Trans>
        }
        act={ask}
        onRetry={() => void seen.refetch()}
      />
    );
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish.mutate({ key: linkKey, password }, { onSuccess: onDone });
  };

  return (
    <DoorPanel title={<Trans>Choisir un mot de passe</Trans>}>
      {seen.isPending ? <Loading /> : null}
      {seen.data ? (
        <form className={classes['form']} onSubmit={submit}>
          <p className="muted">
            <Trans>
              Pour <b>{seen.data.email}</b>. Vos appareils connectés seront déconnectés.
            </Trans>
          </p>
          {/* So that a password keeper knows whose password it keeps. */}
          <input type="hidden" autoComplete="username" value={seen.data.email} readOnly />
          <NewPasswordField
            label={t`Nouveau mot de passe`}
            value={password}
            onChange={setPassword}
          />
          <ActError error={finish.error} />
          <Button type="submit" variant="filled" loading={finish.isPending}>
            <Trans>Changer le mot de passe</Trans>
          </Button>
        </form>
      ) : null}
    </DoorPanel>
  );
}
