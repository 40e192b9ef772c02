import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import { formatMoney } from '~/shared/money';
import { disputeReasonName } from '~/shared/words';
import classes from './answers.module.css';
import { type Dispute, type Outcome, useCloseDispute } from './api';

const OUTCOMES = ['upheld', 'rejected', 'withdrawn'] as const satisfies readonly Outcome[];

/** Ends a dispute with its outcome: what it held may be chased again. */
export function CloseDisputeButton({ dispute }: { dispute: Dispute }) {
  const { t } = useLingui();
  const [isOpen, dialog] = useDisclosure();
  const [outcome, setOutcome] = useState<Outcome>('upheld');
  const [note, setNote] = useState('');
  const close = useCloseDispute();
  const words: Record<Outcome, string> = {
    upheld: t`Fondé : le client avait raison`,
    rejected: t`Non fondé : la somme reste due`,
    withdrawn: t`Retiré par le client`,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    close.mutate({ id: dispute.id, outcome, note: note.trim() }, { onSuccess: dialog.close });
  };
  const sum = formatMoney(dispute.contested_minor, dispute.currency);

  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={t`Clore le litige de ${dispute.customer_name}`}
        onClick={dialog.open}
      >
        <Trans>Clore</Trans>
      </Button>
      <Dialog
        opened={isOpen}
        onClose={dialog.close}
        title={t`Clore le litige de ${dispute.customer_name}`}
      >
        <form className={classes['form']} onSubmit={submit}>
          <p>
            <b>{sum}</b>, {disputeReasonName(dispute.reason)}
            {dispute.details ? <span className={classes['remarks']}>{dispute.details}</span> : null}
          </p>
          <NativeSelect
            label={t`Issue`}
            value={outcome}
            data={OUTCOMES.map((value) => ({ value, label: words[value] }))}
            onChange={(event) =>
              setOutcome(OUTCOMES.find((one) => one === event.currentTarget.value) ?? 'upheld')
            }
          />
          <Textarea
            label={t`Précisions (facultatif)`}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <p className="muted small">
            <Trans>Les pièces contestées pourront de nouveau être relancées.</Trans>
          </p>
          <ActError error={close.error} />
          <Button type="submit" variant="filled" loading={close.isPending}>
            <Trans>Clore le litige</Trans>
          </Button>
        </form>
      </Dialog>
    </>
  );
}
