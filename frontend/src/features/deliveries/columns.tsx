import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Column } from '~/components/DataTable';
import { deliveryStatus } from '~/components/deliveryStatus';
import { Money } from '~/components/Money';
import { StatusPill } from '~/components/StatusPill';
import { type Day, formatInstant } from '~/shared/dates';
import { channelName, stepKindName } from '~/shared/words';
import type { Delivery } from './api';
import classes from './deliveries.module.css';

/** `Relance, e-mail à compta@…`. */
export function Sentence({ delivery }: { delivery: Delivery }) {
  return (
    <>
      {stepKindName(delivery.kind)}, {channelName(delivery.channel).toLocaleLowerCase('fr')}
      {delivery.recipient ? ` · ${delivery.recipient}` : ''}
    </>
  );
}

export function DeliveryState({ delivery }: { delivery: Delivery }) {
  const { tone, word } = deliveryStatus(delivery.status);
  return <StatusPill tone={tone}>{word}</StatusPill>;
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
      header: <Trans>Client</Trans>,
      grow: true,
      cell: (row) => (
        <Link to="/clients/$id" params={{ id: row.customer.id }} className={classes['link']}>
          {row.customer.name}
        </Link>
      ),
    },
    {
      id: 'message',
      header: <Trans>Message</Trans>,
      hides: 1,
      cell: (row) => <Sentence delivery={row} />,
    },
    {
      id: 'actor',
      header: <Trans>Par</Trans>,
      hides: 3,
      cell: (row) => <span className="muted">{row.actor ?? <Trans>automatique</Trans>}</span>,
    },
    {
      id: 'amount',
      header: <Trans>Montant</Trans>,
      numeric: true,
      hides: 2,
      cell: (row) =>
        row.amount_minor !== null && row.currency ? (
          <Money minor={row.amount_minor} currency={row.currency} />
        ) : (
          '–'
        ),
    },
    {
      id: 'at',
      header: <Trans>Quand</Trans>,
      numeric: true,
      cell: (row) => (
        <span className="muted">
          {formatInstant(row.status_at ?? row.created_at, timeZone, today)}
        </span>
      ),
    },
  ];
}
