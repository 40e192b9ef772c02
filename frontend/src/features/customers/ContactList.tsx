import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { Section } from '~/components/Peek';
import { Tag } from '~/components/StatusPill';
import type { Contact } from './api';
import { ContactDialog } from './ContactDialog';
import classes from './customers.module.css';

function nameOf(contact: Contact): string {
  return [contact.first_name, contact.last_name].filter(Boolean).join(' ') || contact.email;
}

function initialsOf(contact: Contact): string {
  const initials = `${contact.first_name.charAt(0)}${contact.last_name.charAt(0)}`;
  return (initials || contact.email.charAt(0)).toUpperCase();
}

type Props = { customerId: string; contacts: readonly Contact[] };

/** The people at the customer's: whom reminders reach, and a way to correct them. */
export function ContactList({ customerId, contacts }: Props) {
  const { t } = useLingui();
  const { mayAct } = useCompany();
  const [edited, setEdited] = useState<Contact | 'new' | null>(null);
  return (
    <Section
      title={<Trans>Contacts</Trans>}
      count={contacts.length}
      aside={
        mayAct ? (
          <button
            type="button"
            className={classes['linkButton']}
            aria-label={t`Ajouter un contact`}
            onClick={() => setEdited('new')}
          >
            <Trans>Ajouter</Trans>
          </button>
        ) : null
      }
    >
      {contacts.length === 0 ? (
        <p className="muted">
          <Trans>Aucun contact : sans adresse, rien ne part par e-mail.</Trans>
        </p>
      ) : null}
      {edited ? (
        <ContactDialog
          customerId={customerId}
          contact={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      ) : null}
      <ul className={classes['contacts']}>
        {contacts.map((contact) => (
          <li key={contact.id}>
            <span className={classes['initials']} aria-hidden>
              {initialsOf(contact)}
            </span>
            <span className={classes['contact']}>
              <span className="strong">{nameOf(contact)}</span>{' '}
              <span className="muted small">
                {[contact.function || contact.department, contact.is_main ? t`principal` : '']
                  .filter(Boolean)
                  .join(', ')}
              </span>
              {[contact.email, contact.phone].filter(Boolean).map((line) => (
                <span key={line} className={`muted small ${classes['reach']}`} title={line}>
                  {line}
                </span>
              ))}
            </span>
            <ContactTag contact={contact} />
            {mayAct ? (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t`Modifier ${nameOf(contact)}`}
                onClick={() => setEdited(contact)}
              >
                <IconPencil size={16} stroke={1.6} aria-hidden />
              </ActionIcon>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ContactTag({ contact }: { contact: Contact }) {
  switch (contact.email_status) {
    case 'bounced':
      return (
        <Tag tone="bad">
          <Trans>adresse refusée</Trans>
        </Tag>
      );
    case 'opposed':
      return (
        <Tag tone="warn">
          <Trans>opposé aux e-mails</Trans>
        </Tag>
      );
    case 'wrong_person':
      return (
        <Tag tone="warn">
          <Trans>pas concerné</Trans>
        </Tag>
      );
    case 'to_verify':
      return (
        <Tag tone="warn">
          <Trans>à vérifier</Trans>
        </Tag>
      );
    default:
      return contact.receives_reminders ? (
        <Tag tone="ok">
          <Trans>relances</Trans>
        </Tag>
      ) : null;
  }
}
