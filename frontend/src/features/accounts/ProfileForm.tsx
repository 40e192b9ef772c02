import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Session } from '~/api/session';
import { ActError } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { useChangeProfile } from './ownApi';
import { Part } from './Part';
import classes from './settings.module.css';

/** How one signs, and how customers reach one. */
export function ProfileForm({ user }: { user: Session['user'] }) {
  const { t } = useLingui();
  const [draft, setDraft] = useState({
    full_name: user.full_name,
    job_title: user.job_title,
    phone: user.phone,
  });
  const change = useChangeProfile();
  const isChanged = (['full_name', 'job_title', 'phone'] as const).some(
    (field) => draft[field].trim() !== user[field],
  );
  const set = (field: keyof typeof draft) => (event: { currentTarget: HTMLInputElement }) => {
    setDraft({ ...draft, [field]: event.currentTarget.value });
    change.reset();
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(draft, {
      onSuccess: ({ full_name, job_title, phone }) => setDraft({ full_name, job_title, phone }),
    });
  };

  return (
    <form onSubmit={submit}>
      <Part
        title={<Trans>Profil</Trans>}
        about={<Trans>Votre nom et votre ligne directe signent les messages aux clients.</Trans>}
      >
        <TextInput
          className={classes['wide']}
          label={t`Prénom et nom`}
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={200}
          value={draft.full_name}
          onChange={set('full_name')}
        />
        <TextInput
          label={t`Fonction`}
          autoComplete="organization-title"
          maxLength={200}
          value={draft.job_title}
          onChange={set('job_title')}
        />
        <TextInput
          label={t`Téléphone`}
          type="tel"
          autoComplete="tel"
          maxLength={40}
          value={draft.phone}
          onChange={set('phone')}
        />
        <div className={`${classes['wide']} ${classes['line']}`}>
          <Button type="submit" loading={change.isPending} disabled={!isChanged}>
            <Trans>Enregistrer le profil</Trans>
          </Button>
          <span role="status">
            {change.isSuccess && !isChanged ? (
              <StatusPill tone="ok">
                <Trans>Profil enregistré</Trans>
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
