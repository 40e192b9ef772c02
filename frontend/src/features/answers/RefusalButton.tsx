import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import type { ApiError } from '~/api/client';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import classes from './answers.module.css';

type Props = {
  word: string;
  customerName: string;
  isPending: boolean;
  error: ApiError | null;
  onRefuse: (note: string, onDone: () => void) => void;
};

/** Says no, with a reason that stays on the record: what was held may be chased again. */
export function RefusalButton({ word, customerName, isPending, error, onRefuse }: Props) {
  const { t } = useLingui();
  const [isOpen, dialog] = useDisclosure();
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRefuse(note.trim(), dialog.close);
  };
  return (
    <>
      <Button variant="subtle" aria-label={t`${word} : ${customerName}`} onClick={dialog.open}>
        {word}
      </Button>
      <Dialog opened={isOpen} onClose={dialog.close} title={`${word} : ${customerName}`}>
        <form className={classes['form']} onSubmit={submit}>
          <p className="muted">
            <Trans>Ces pièces pourront de nouveau être relancées.</Trans>
          </p>
          <Textarea
            label={t`Pourquoi (facultatif)`}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <ActError error={error} />
          <Button type="submit" variant="filled" loading={isPending}>
            {word}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
