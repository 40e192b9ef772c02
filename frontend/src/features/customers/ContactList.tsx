import { Trans } from '@lingui/react/macro';
import type { Customer } from '~/api/customers';
import { Section } from '~/components/Peek';
import { Tag } from '~/components/StatusPill';
import classes from './customers.module.css';

type Contact = Customer['contacts'][number];

function nameOf(contact: Contact): string {
  return [contact.first_name, contact.last_name].filter(Boolean).join(' ') || contact.email;
}

function initialsOf(contact: Contact): string {
  const initials = `${contact.first_name.charAt(0)}${contact.last_name.charAt(0)}`;
  return (initials || contact.email.charAt(0)).toUpperCase();
}

export function ContactList({ contacts }: { contacts: readonly Contact[] }) {
  return (
    <Section title={<Trans>Contacts</Trans>} count={contacts.length}>
      {contacts.length === 0 ? (
        <p className="muted">
          <Trans>Aucun contact : ajoutez-en un dans votre logiciel comptable.</Trans>
        </p>
      ) : null}
      <ul className={classes['contacts']}>
        {contacts.map((contact) => (
          <li key={contact.id}>
            <span className={classes['initials']} aria-hidden>
              {initialsOf(contact)}
            </span>
            <span className={classes['contact']}>
              <span className="strong">{nameOf(contact)}</span>{' '}
              <span className="muted small">{contact.function || contact.department}</span>
              {[contact.email, contact.phone].filter(Boolean).map((line) => (
                <span key={line} className={`muted small ${classes['reach']}`} title={line}>
                  {line}
                </span>
              ))}
            </span>
            <ContactTag contact={contact} />
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
