import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Receivable } from '~/api/customers';
import { Dialog } from '~/components/Dialog';
import { Money } from '~/components/Money';
import { ActError } from '~/components/States';
import { formatDay } from '~/shared/dates';
import { levelsQuery, useEditReceivable } from './api';
import classes from './customers.module.css';

type Props = { customerId: string; receivable: Receivable; onClose: () => void };

/** Changes what a collector may change of a line: level, note, day the money is expected. */
export function ReceivableDialog({ customerId, receivable, onClose }: Props) {
  const { t } = useLingui();
  const [level, setLevel] = useState(receivable.level);
  const [note, setNote] = useState(receivable.note);
  const [forecastOn, setForecastOn] = useState(receivable.forecast_on ?? '');
  const edit = useEditReceivable(customerId);
  const choices = useQuery(levelsQuery);
  // A file may have brought a level no scenario has: it is shown, and may be left.
  const levels = [...new Set([...(choices.data?.reachable_levels ?? [0]), receivable.level])].sort(
    (one, other) => one - other,
  );
  const name = receivable.number || receivable.label;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const changes = {
      ...(level !== receivable.level ? { level } : {}),
      ...(note !== receivable.note ? { note } : {}),
      ...(forecastOn !== (receivable.forecast_on ?? '') ? { forecast_on: forecastOn || null } : {}),
    };
    if (Object.keys(changes).length === 0) onClose();
    else edit.mutate({ id: receivable.id, ...changes }, { onSuccess: onClose });
  };

  return (
    <Dialog onClose={onClose} title={t`Modifier ${name}`}>
      <form className={classes['form']} onSubmit={submit}>
        <p>
          <b>
            <Money minor={receivable.balance_minor} currency={receivable.currency} />
          </b>
          , <Trans>échéance du {formatDay(receivable.due_on)}</Trans>
        </p>
        <NativeSelect
          label={t`Niveau de relance`}
          description={t`L’étape suivante du scénario part de ce niveau.`}
          value={String(level)}
          data={levels.map((value) => ({
            value: String(value),
            label: value === 0 ? t`Jamais relancé` : t`Relance ${value}`,
          }))}
          onChange={(event) => setLevel(Number(event.currentTarget.value))}
        />
        <TextInput
          type="date"
          label={t`Règlement attendu le (facultatif)`}
          description={t`Pour les prévisions : ni l’échéance ni les relances ne changent.`}
          value={forecastOn}
          onChange={(event) => setForecastOn(event.currentTarget.value)}
        />
        <Textarea
          label={t`Note sur cette pièce`}
          maxLength={4000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <ActError error={edit.error} />
        <Button type="submit" variant="filled" loading={edit.isPending}>
          <Trans>Enregistrer</Trans>
        </Button>
      </form>
    </Dialog>
  );
}
