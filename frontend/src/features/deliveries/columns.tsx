import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Column } from '~/components/DataTable';
import { deliveryStatus } from '~/components/deliveryStatus';
import { Money } from '~/components/Money';
import { StatusPill } from '~/components/StatusPill';
import { type Day, formatInstant } from '~/shared/dates';
import { channelName, inSentence, messageTitle, stepName } from '~/shared/words';
import type { Delivery } from './api';
import classes from './deliveries.module.css';

/** `Relance 2 par e-mail`. */
export function Sentence({ delivery }: { delivery: Delivery }) {
  const name = delivery.step_kind
    ? stepName(delivery.step_kind, delivery.level)
    : messageTitle(delivery.kind, delivery.level);
  return (
    <Trans>
      {name} par {inSentence(channelName(delivery.channel))}
    </Trans>
  );
}

export function DeliveryState({ delivery }: { delivery: Delivery }) {
  const { tone, word } = deliveryStatus(delivery.status);
  return <StatusPill tone={tone}>{word}</StatusPill>;
}

/** When its last state was reached: opened, settled, handed over or planned. */
function lastInstant(delivery: Delivery): string {
  return delivery.opened_at ?? delivery.settled_at ?? delivery.sent_at ?? delivery.release_at;
}

export function activityColumns(timeZone: string, today: Day): Column<Delivery>[] {
  return [
    {
      id: 'status',
      header: <Trans>État</Trans>,
      hides: 1,
      cell: (row) => <DeliveryState delivery={row} />,
    },
    {
      id: 'customer',
      header: <Trans>Client, destinataire</Trans>,
      grow: true,
      cell: (row) => (
        <>
          <Link to="/clients/$id" params={{ id: row.customer.id }} className={classes['link']}>
            {row.customer.name}
          </Link>{' '}
          <span className="muted small">{row.recipient_address}</span>
        </>
      ),
    },
    {
      id: 'message',
      header: <Trans>Message</Trans>,
      hides: 1,
      cell: (row) => (
        <>
          <Sentence delivery={row} />
          {row.receivables > 0 ? (
            <span className="muted">
              , <Plural value={row.receivables} one="# pièce" other="# pièces" />
            </span>
          ) : null}
        </>
      ),
    },
    {
      id: 'actor',
      header: <Trans>Par</Trans>,
      hides: 3,
      cell: (row) => <span className="muted">{row.sender_name || <Trans>automatique</Trans>}</span>,
    },
    {
      id: 'amount',
      header: <Trans>Montant</Trans>,
      numeric: true,
      hides: 2,
      cell: (row) => <Money minor={row.amount_minor} currency={row.currency} />,
    },
    {
      id: 'planned',
      header: <Trans>Créé</Trans>,
      numeric: true,
      hides: 3,
      cell: (row) => (
        <span className="muted">{formatInstant(row.created_at, timeZone, today)}</span>
      ),
    },
    {
      id: 'at',
      header: <Trans>Dernier état</Trans>,
      numeric: true,
      cell: (row) => formatInstant(lastInstant(row), timeZone, today),
    },
  ];
}
