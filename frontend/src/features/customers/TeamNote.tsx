import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Customer } from '~/api/customers';
import { LeaveGuard } from '~/components/LeaveGuard';
import { Note } from '~/components/Note';
import { Section } from '~/components/Peek';
import { ActError } from '~/components/States';
import { useEditCustomer } from './api';
import classes from './customers.module.css';

type Props = { customer: Customer; isReadOnly: boolean };

/** What the team should know; those who only read find a text, and no field. */
export function TeamNote({ customer, isReadOnly }: Props) {
  if (!isReadOnly) return <NoteForm customer={customer} />;
  return (
    <Section title={<Trans>Note d’équipe</Trans>}>
      {customer.note ? (
        <p className={classes['written']}>{customer.note}</p>
      ) : (
        <p className="muted">
          <Trans>Aucune note.</Trans>
        </p>
      )}
    </Section>
  );
}

/** What is typed stays while the record changes underneath. */
function NoteForm({ customer }: Pick<Props, 'customer'>) {
  const { t } = useLingui();
  const saved = customer.note;
  const [typed, setTyped] = useState<{ text: string; over: string } | null>(null);
  const edit = useEditCustomer(customer.id);
  const isChanged = typed !== null && typed.text !== saved;
  const isOvertaken = isChanged && typed.over !== saved;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isChanged || edit.isPending) return;
    edit.mutate(
      { note: typed.text, version: customer.version },
      { onSuccess: () => setTyped(null) },
    );
  };

  return (
    <Section title={<Trans>Note d’équipe</Trans>}>
      <LeaveGuard isDirty={isChanged} />
      <form className={classes['form']} onSubmit={submit}>
        <Textarea
          aria-label={t`Note d’équipe`}
          placeholder={t`Ce que l’équipe doit savoir de ce client`}
          maxLength={4000}
          value={typed?.text ?? saved}
          onChange={(event) =>
            setTyped({ text: event.currentTarget.value, over: typed?.over ?? saved })
          }
        />
        {isOvertaken ? (
          <Note tone="warn" alert>
            <b>
              <Trans>Quelqu’un a changé cette note entre-temps.</Trans>
            </b>{' '}
            {saved ? (
              <Trans>Elle dit maintenant : « {saved} »</Trans>
            ) : (
              <Trans>Elle est vide.</Trans>
            )}
          </Note>
        ) : null}
        <ActError error={edit.error} />
        {isChanged ? (
          <Button type="submit" loading={edit.isPending}>
            {isOvertaken ? <Trans>Remplacer la note</Trans> : <Trans>Enregistrer la note</Trans>}
          </Button>
        ) : null}
      </form>
    </Section>
  );
}
