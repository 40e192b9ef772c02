import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendarPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Receivable } from '~/api/customers';
import { useCompany } from '~/components/CompanyContext';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import { addDays } from '~/shared/dates';
import { formatAmount, parseMoney, sumByCurrency } from '~/shared/money';
import { useMakePromise } from './api';
import classes from './customers.module.css';
import { dueOf, TickedLines } from './TickedLines';

type Props = { customerId: string; ticked: readonly Receivable[]; onDone: () => void };

/** Notes that the customer will pay the ticked receivables by a day (SAGE-43). */
export function PromiseButton({ customerId, ticked, onDone }: Props) {
  const { t } = useLingui();
  const [isOpen, dialog] = useDisclosure();
  const [sum, ...others] = sumByCurrency(dueOf(ticked));
  const reason =
    ticked.length === 0
      ? t`Cochez d’abord des factures dans le compte.`
      : others.length > 0
        ? t`Cochez des factures d’une seule devise.`
        : undefined;

  return (
    <>
      <Button
        leftSection={<IconCalendarPlus size={16} stroke={1.6} aria-hidden />}
        disabled={reason !== undefined}
        title={reason}
        onClick={dialog.open}
      >
        <Trans>Promesse</Trans>
      </Button>
      <Dialog
        opened={isOpen && sum !== undefined}
        onClose={dialog.close}
        title={t`Noter une promesse de règlement`}
      >
        {sum ? (
          <PromiseForm
            customerId={customerId}
            ticked={ticked}
            owed={sum.amount_minor}
            currency={sum.currency}
            onDone={() => {
              dialog.close();
              onDone();
            }}
          />
        ) : null}
      </Dialog>
    </>
  );
}

type FormProps = Props & { owed: number; currency: string };

function PromiseForm({ customerId, ticked, owed, currency, onDone }: FormProps) {
  const { t } = useLingui();
  const { today } = useCompany();
  const [dueOn, setDueOn] = useState(addDays(today, 7));
  const [amount, setAmount] = useState(formatAmount(owed, currency));
  const [details, setDetails] = useState('');
  const make = useMakePromise(customerId);
  const minor = parseMoney(amount, currency);
  const isWrong = minor === null || minor <= 0 || minor > owed;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWrong) return;
    make.mutate(
      {
        currency,
        due_on: dueOn,
        details: details.trim(),
        receivables: ticked.map((line) => ({ receivable_id: line.id })),
        ...(minor < owed ? { amount_minor: minor } : {}),
      },
      { onSuccess: onDone },
    );
  };

  return (
    <form className={classes['form']} onSubmit={submit}>
      <TickedLines ticked={ticked} />
      <TextInput
        type="date"
        label={t`Promis pour le`}
        required
        withAsterisk={false}
        min={today}
        value={dueOn}
        onChange={(event) => setDueOn(event.currentTarget.value)}
      />
      <TextInput
        label={t`Montant promis`}
        inputMode="decimal"
        value={amount}
        error={
          isWrong ? t`Un montant positif, sans dépasser ce qui reste dû sur ces pièces.` : undefined
        }
        onChange={(event) => setAmount(event.currentTarget.value)}
      />
      <Textarea
        label={t`Précisions (facultatif)`}
        maxLength={1000}
        value={details}
        onChange={(event) => setDetails(event.currentTarget.value)}
      />
      <p className="muted small">
        <Trans>Ces pièces ne sont plus réclamées avant la fin du délai promis.</Trans>
      </p>
      <ActError error={make.error} />
      <Button type="submit" variant="filled" loading={make.isPending}>
        <Trans>Noter la promesse</Trans>
      </Button>
    </form>
  );
}
