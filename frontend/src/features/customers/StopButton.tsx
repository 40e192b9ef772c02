import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHandStop, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Customer } from '~/api/customers';
import { useCompany } from '~/components/CompanyContext';
import { ActError } from '~/components/States';
import { holdsQuery, useLiftHold, useStop } from './api';
import classes from './customers.module.css';

/** Stops every reminder of a customer, or starts them again (SAGE-30). */
export function StopButton({ customer }: { customer: Customer }) {
  const { t } = useLingui();
  const { today } = useCompany();
  const [isOpen, dialog] = useDisclosure();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const holds = useQuery(holdsQuery(customer.id));
  const stop = useStop(customer.id);
  const lift = useLiftHold(customer.id);
  const standing = holds.data?.items.find(
    (hold) => hold.kind === 'stop' && hold.receivable_id === null,
  );

  if (standing) {
    return (
      <>
        <Button
          leftSection={<IconPlayerPlay size={16} stroke={1.6} aria-hidden />}
          loading={lift.isPending}
          onClick={() => lift.mutate(standing.id)}
        >
          <Trans>Reprendre les relances</Trans>
        </Button>
        <ActError error={lift.error} />
      </>
    );
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    stop.mutate(
      { reason: reason.trim(), last_on: until || null },
      {
        onSuccess: () => {
          dialog.close();
          setReason('');
          setUntil('');
        },
      },
    );
  };

  return (
    <>
      <Button
        leftSection={<IconHandStop size={16} stroke={1.6} aria-hidden />}
        onClick={dialog.open}
        disabled={holds.isPending}
      >
        <Trans>Suspendre</Trans>
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={t`Suspendre les relances de ${customer.name}`}
        closeButtonProps={{ 'aria-label': t`Fermer` }}
      >
        <form className={classes['form']} onSubmit={submit}>
          <p className="muted">
            <Trans>Aucun message ne part tant que vous ne reprenez pas les relances.</Trans>
          </p>
          <Textarea
            label={t`Pourquoi`}
            required
            withAsterisk={false}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t`Jusqu’au, inclus (facultatif)`}
            min={today}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          <ActError error={stop.error} />
          <Button type="submit" variant="filled" loading={stop.isPending}>
            <Trans>Suspendre les relances</Trans>
          </Button>
        </form>
      </Modal>
    </>
  );
}
