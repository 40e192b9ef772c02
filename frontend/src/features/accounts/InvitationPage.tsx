import { Trans, useLingui } from '@lingui/react/macro';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ActError, Loading } from '~/components/States';
import { inSentence } from '~/shared/words';
import classes from './accounts.module.css';
import { DoorPanel } from './DoorPanel';
import { LinkError } from './LinkStates';
import { invitationQuery, type SeenInvitation, useAccept } from './linkApi';
import { NewPasswordField } from './NewPasswordField';
import { roleName, roleWords } from './roles';

type Props = { linkKey: string; onDone: () => void };

/** What the link of an invitation opens: who asks, as what, and the way to say yes. */
export function InvitationPage({ linkKey, onDone }: Props) {
  const seen = useQuery(invitationQuery(linkKey));
  const accept = useAccept();

  const failure = seen.error ?? (accept.error?.problem.status === 410 ? accept.error : null);
  if (failure) {
    return (
      <LinkError
        error={failure}
        goneTitle={<Trans>Cette invitation n’est plus valable</Trans>}
        goneWords={
          <Trans>
            Elle a déjà servi, elle a été retirée ou remplacée, ou plus de 7 jours sont passés.
            Demandez-en une autre à la personne qui vous a invité.
          </Trans>
        }
        act={
          <Button renderRoot={(props) => <Link {...props} to="/connexion" />}>
            <Trans>Se connecter</Trans>
          </Button>
        }
        onRetry={() => void seen.refetch()}
      />
    );
  }
  return (
    <DoorPanel
      title={
        seen.data ? (
          <Trans>Rejoindre {seen.data.company_name}</Trans>
        ) : (
          <Trans>Ouvrir l’invitation</Trans>
        )
      }
    >
      {seen.isPending ? <Loading /> : null}
      {seen.data ? (
        <AcceptForm
          invitation={seen.data}
          accept={accept}
          onSubmit={(full_name, password) =>
            accept.mutate({ key: linkKey, full_name, password }, { onSuccess: onDone })
          }
        />
      ) : null}
    </DoorPanel>
  );
}

type FormProps = {
  invitation: SeenInvitation;
  accept: ReturnType<typeof useAccept>;
  onSubmit: (fullName: string, password: string) => void;
};

function AcceptForm({ invitation, accept, onSubmit }: FormProps) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const role = inSentence(roleName(invitation.role));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(name.trim(), password);
  };

  return (
    <form className={classes['form']} onSubmit={submit}>
      <p>
        <Trans>
          <b>{invitation.invited_by}</b> vous invite en tant que <b>{role}</b>.
        </Trans>{' '}
        <span className="muted">{roleWords(invitation.role)}</span>
      </p>
      <TextInput
        label={t`Adresse e-mail`}
        type="email"
        autoComplete="username"
        value={invitation.email}
        readOnly
      />
      {invitation.has_account ? (
        <PasswordInput
          label={t`Mot de passe de votre compte Quittance`}
          description={t`Vous avez déjà un compte à cette adresse : il sert ici aussi.`}
          autoComplete="current-password"
          required
          withAsterisk={false}
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t`Montrer le mot de passe` }}
        />
      ) : (
        <>
          <TextInput
            label={t`Prénom et nom`}
            description={t`Ils signent les messages que vous envoyez.`}
            autoComplete="name"
            required
            withAsterisk={false}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NewPasswordField value={password} onChange={setPassword} />
        </>
      )}
      <ActError error={accept.error} />
      <Button type="submit" variant="filled" loading={accept.isPending}>
        <Trans>Rejoindre la société</Trans>
      </Button>
    </form>
  );
}
