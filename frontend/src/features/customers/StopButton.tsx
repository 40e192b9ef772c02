import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHandStop, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Customer, Receivable } from '~/api/customers';
import { useCompany } from '~/components/CompanyContext';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import { holdsQuery, useLiftHold, useStop } from './api';
import classes from './customers.module.css';

type Props = { customer: Customer; ticked: readonly Receivable[] };

/** Stops every reminder of a customer, or of the ticked receivables, or starts them again. */
export function StopButton({ customer, ticked }: Props) {
  const { t } = useLingui();
  const { role } = useCompany();
  const [isOpen, dialog] = useDisclosure();
  const [reason, setReason] = useState('');
  const [extent, setExtent] = useState('customer');
  const holds = useQuery(holdsQuery(customer.id));
  const stop = useStop(customer.id);
  const lift = useLiftHold(customer.id);
  const standing = holds.data?.items.find(
    (hold) => hold.kind === 'stop' && hold.receivable_id === null,
  );

  if (standing) {
    const mayLift = standing.overridable_by.includes(role);
    return (
      <>
        <Button
          leftSection={<IconPlayerPlay size={16} stroke={1.6} aria-hidden />}
          loading={lift.isPending}
          disabled={!mayLift}
          title={mayLift ? undefined : t`Seul un responsable peut lever cette suspension.`}
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
    const isPart = extent === 'ticked' && ticked.length > 0;
    stop.mutate(
      { reason: reason.trim(), receivables: isPart ? ticked.map((one) => one.id) : null },
      {
        onSuccess: () => {
          dialog.close();
          setReason('');
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
      <Dialog
        opened={isOpen}
        onClose={dialog.close}
        title={t`Suspendre les relances de ${customer.name}`}
      >
        <form className={classes['form']} onSubmit={submit}>
          <p className="muted">
            <Trans>Rien ne part tant que vous ne reprenez pas les relances.</Trans>
          </p>
          {ticked.length > 0 ? (
            <SegmentedControl
              aria-label={t`Ce qui est suspendu`}
              value={extent}
              onChange={setExtent}
              data={[
                { value: 'customer', label: t`Tout le client` },
                {
                  value: 'ticked',
                  label: (
                    <Plural value={ticked.length} one="La pièce cochée" other="# pièces cochées" />
                  ),
                },
              ]}
            />
          ) : null}
          <Textarea
            label={t`Pourquoi`}
            required
            withAsterisk={false}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ActError error={stop.error} />
          <Button type="submit" variant="filled" loading={stop.isPending}>
            <Trans>Suspendre les relances</Trans>
          </Button>
        </form>
      </Dialog>
    </>
  );
}
