import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import { type Given, RoleFields } from './RoleFields';
import classes from './settings.module.css';
import { useInvite } from './teamApi';

const FIRST: Given = { role: 'collector', sales_rep: '' };

/** Asks somebody to work in the company: a link leaves by e-mail. */
export function InviteButton() {
  const { t } = useLingui();
  const [isOpen, dialog] = useDisclosure();
  const [email, setEmail] = useState('');
  const [given, setGiven] = useState(FIRST);
  const invite = useInvite();

  const close = () => {
    dialog.close();
    setEmail('');
    setGiven(FIRST);
    invite.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate({ email: email.trim(), ...given }, { onSuccess: close });
  };

  return (
    <>
      <Button
        variant="filled"
        leftSection={<IconUserPlus size={16} stroke={1.6} aria-hidden />}
        onClick={dialog.open}
      >
        <Trans>Inviter une personne</Trans>
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t`Inviter une personne`}>
        <form className={classes['dialog']} onSubmit={submit}>
          <TextInput
            label={t`Adresse e-mail`}
            description={t`Un lien lui parvient, à ouvrir dans les 7 jours.`}
            type="email"
            autoComplete="off"
            required
            withAsterisk={false}
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            data-autofocus
          />
          <RoleFields value={given} onChange={setGiven} />
          <ActError error={invite.error} />
          <div className={classes['acts']}>
            <Button type="submit" variant="filled" loading={invite.isPending}>
              <Trans>Envoyer l’invitation</Trans>
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
