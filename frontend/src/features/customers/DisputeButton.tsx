import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Receivable } from '~/api/customers';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import { disputeReasonName } from '~/shared/words';
import { type DisputeReason, useOpenDispute } from './api';
import classes from './customers.module.css';
import { TickedLines } from './TickedLines';

const REASONS = [
  'price',
  'quantity',
  'quality',
  'not_delivered',
  'not_ordered',
  'invoice_missing',
  'invoice_error',
  'duplicate',
  'credit_expected',
  'other',
] as const satisfies readonly DisputeReason[];

type Props = { customerId: string; ticked: readonly Receivable[]; onDone: () => void };

/** Notes that the customer contests the ticked receivables (SAGE-32, SAGE-33). */
export function DisputeButton({ customerId, ticked, onDone }: Props) {
  const { t } = useLingui();
  const [isOpen, dialog] = useDisclosure();
  const [reason, setReason] = useState<DisputeReason>('price');
  const [details, setDetails] = useState('');
  const dispute = useOpenDispute(customerId);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    dispute.mutate(
      { reason, details: details.trim(), receivable_ids: ticked.map((line) => line.id) },
      {
        onSuccess: () => {
          dialog.close();
          setDetails('');
          onDone();
        },
      },
    );
  };

  return (
    <>
      <Button
        leftSection={<IconAlertTriangle size={16} stroke={1.6} aria-hidden />}
        disabled={ticked.length === 0}
        title={ticked.length === 0 ? t`Cochez d’abord des factures dans le compte.` : undefined}
        onClick={dialog.open}
      >
        <Trans>Litige</Trans>
      </Button>
      <Dialog
        opened={isOpen && ticked.length > 0}
        onClose={dialog.close}
        title={t`Ouvrir un litige`}
      >
        <form className={classes['form']} onSubmit={submit}>
          <TickedLines ticked={ticked} />
          <NativeSelect
            label={t`Motif`}
            value={reason}
            onChange={(event) =>
              setReason(REASONS.find((one) => one === event.currentTarget.value) ?? 'other')
            }
            data={REASONS.map((value) => ({ value, label: disputeReasonName(value) }))}
          />
          <Textarea
            label={t`Ce que dit le client (facultatif)`}
            maxLength={2000}
            value={details}
            onChange={(event) => setDetails(event.currentTarget.value)}
          />
          <ActError error={dispute.error} />
          <Button type="submit" variant="filled" loading={dispute.isPending}>
            <Trans>Ouvrir le litige</Trans>
          </Button>
        </form>
      </Dialog>
    </>
  );
}
