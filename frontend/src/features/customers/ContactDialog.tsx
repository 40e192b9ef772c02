import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import { type Contact, type ContactFacts, useSaveContact } from './api';
import classes from './customers.module.css';

type Props = {
  customerId: string;
  /** The contact to change; null to add one. */
  contact: Contact | null;
  onClose: () => void;
};

const TEXTS = ['first_name', 'last_name', 'email', 'phone', 'function'] as const;
type Draft = Record<'civility' | (typeof TEXTS)[number], string> & {
  receives_reminders: boolean;
  is_main: boolean;
};

function draftOf(contact: Contact | null): Draft {
  return {
    civility: contact?.civility ?? '',
    first_name: contact?.first_name ?? '',
    last_name: contact?.last_name ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    function: contact?.function ?? '',
    receives_reminders: contact?.receives_reminders ?? true,
    is_main: contact?.is_main ?? false,
  };
}

/** Only what changed is sent: an address left as it is keeps its record. */
function changesOf(draft: Draft, contact: Contact | null): ContactFacts {
  const before = draftOf(contact);
  const trimmed: Draft = { ...draft };
  for (const name of TEXTS) trimmed[name] = draft[name].trim();
  return Object.fromEntries(
    Object.entries(trimmed).filter(([name, value]) =>
      contact ? value !== before[name as keyof Draft] : value !== '',
    ),
  );
}

/** Adds a person at the customer's, or changes one. */
export function ContactDialog({ customerId, contact, onClose }: Props) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(() => draftOf(contact));
  const save = useSaveContact(customerId);
  const set = (patch: Partial<Draft>) => setDraft((current) => ({ ...current, ...patch }));
  const hadAddress = Boolean(contact?.email);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const facts = changesOf(draft, contact);
    if (contact && Object.keys(facts).length === 0) onClose();
    else save.mutate({ id: contact?.id ?? null, facts }, { onSuccess: onClose });
  };

  return (
    <Dialog onClose={onClose} title={contact ? t`Modifier le contact` : t`Ajouter un contact`}>
      <form className={classes['form']} onSubmit={submit}>
        <div className={classes['pair']}>
          <NativeSelect
            label={t`Civilité`}
            value={draft.civility}
            data={[
              { value: '', label: t`Aucune` },
              { value: 'Mme', label: t`Mme` },
              { value: 'M.', label: t`M.` },
              ...(['', 'Mme', 'M.'].includes(draft.civility)
                ? []
                : [{ value: draft.civility, label: draft.civility }]),
            ]}
            onChange={(event) => set({ civility: event.currentTarget.value })}
          />
          <TextInput
            label={t`Fonction`}
            maxLength={100}
            value={draft.function}
            onChange={(event) => set({ function: event.currentTarget.value })}
          />
        </div>
        <div className={classes['pair']}>
          <TextInput
            label={t`Prénom`}
            maxLength={100}
            value={draft.first_name}
            onChange={(event) => set({ first_name: event.currentTarget.value })}
          />
          <TextInput
            label={t`Nom`}
            maxLength={100}
            value={draft.last_name}
            onChange={(event) => set({ last_name: event.currentTarget.value })}
          />
        </div>
        <TextInput
          type="email"
          label={t`Adresse e-mail`}
          required={hadAddress || (!draft.phone.trim() && !draft.last_name.trim())}
          withAsterisk={false}
          maxLength={254}
          value={draft.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        <TextInput
          type="tel"
          label={t`Téléphone`}
          maxLength={40}
          value={draft.phone}
          onChange={(event) => set({ phone: event.currentTarget.value })}
        />
        <Checkbox
          label={t`Reçoit les relances`}
          checked={draft.receives_reminders}
          onChange={(event) => set({ receives_reminders: event.currentTarget.checked })}
        />
        <Checkbox
          label={t`Contact principal`}
          description={
            contact?.is_main ? undefined : t`Il prend la place du contact principal actuel.`
          }
          checked={draft.is_main}
          onChange={(event) => set({ is_main: event.currentTarget.checked })}
        />
        <ActError error={save.error} />
        <Button type="submit" variant="filled" loading={save.isPending}>
          {contact ? <Trans>Enregistrer le contact</Trans> : <Trans>Ajouter le contact</Trans>}
        </Button>
      </form>
    </Dialog>
  );
}
