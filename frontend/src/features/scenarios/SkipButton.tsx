import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import { type Action, useSkip } from './api';
import classes from './scenarios.module.css';

/** Passes one customer over for this step; the reason stays in its record. */
export function SkipButton({ action }: { action: Action }) {
  const { t } = useLingui();
  const [isOpen, dialog] = useDisclosure();
  const [reason, setReason] = useState('');
  const skip = useSkip();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    skip.mutate({ id: action.id, reason: reason.trim() }, { onSuccess: dialog.close });
  };

  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={dialog.open}>
        <Trans>Passer</Trans>
      </Button>
      <Dialog opened={isOpen} onClose={dialog.close} title={t`Passer ${action.customer.name}`}>
        <form className={classes['form']} onSubmit={submit}>
          <p className="muted">
            <Trans>
              Cette étape ne lui sera pas proposée à nouveau. La raison reste au dossier.
            </Trans>
          </p>
          <TextInput
            label={t`Raison`}
            required
            withAsterisk={false}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ActError error={skip.error} />
          <Button type="submit" variant="filled" loading={skip.isPending}>
            <Trans>Passer ce client</Trans>
          </Button>
        </form>
      </Dialog>
    </>
  );
}
