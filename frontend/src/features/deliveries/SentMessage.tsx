import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { isPrinted } from '~/api/actions';
import { useCompany } from '~/components/CompanyContext';
import { MessagePreview } from '~/components/MessagePreview';
import { Money } from '~/components/Money';
import { Note } from '~/components/Note';
import { PdfView } from '~/components/PdfView';
import { Peek } from '~/components/Peek';
import { LoadError, Loading } from '~/components/States';
import { formatInstant } from '~/shared/dates';
import { deliveryReason } from '~/shared/words';
import { type Delivery, sentLetterQuery, sentMessageQuery } from './api';
import { DeliveryState, Sentence } from './columns';
import classes from './deliveries.module.css';
import { Settling } from './Settling';

type Props = {
  delivery: Delivery;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onClose: () => void;
};

/** The very message that left, never rendered again. */
export function SentMessage({ delivery, ...peek }: Props) {
  const { t } = useLingui();
  const { today, time_zone } = useCompany();
  const isPaper = isPrinted(delivery.channel);
  const result = useQuery({
    ...sentMessageQuery(delivery.id),
    enabled: delivery.has_message && !isPaper,
  });
  const pages = useQuery({
    ...sentLetterQuery(delivery.id),
    enabled: delivery.has_message && isPaper,
  });
  const at = (instant: string) => formatInstant(instant, time_zone, today);
  const why = deliveryReason(delivery.reason);
  const facts: [string, string | null][] = [
    [t`À`, [delivery.recipient_name, delivery.recipient_address].filter(Boolean).join(', ')],
    [t`Créé`, at(delivery.created_at)],
    [t`Départ prévu`, delivery.sent_at ? null : at(delivery.release_at)],
    [t`Envoyé`, delivery.sent_at && at(delivery.sent_at)],
    [t`Ouvert`, delivery.opened_at && at(delivery.opened_at)],
    [t`Par`, delivery.sender_name || t`automatique`],
    [t`Pièces jointes`, result.data?.attachments.join(', ') || null],
  ];

  return (
    <Peek label={t`Message à ${delivery.customer.name}`} caption={delivery.customer.code} {...peek}>
      <div className={classes['message']}>
        <h2>{delivery.subject || delivery.customer.name}</h2>
        <p>
          <Sentence delivery={delivery} />,{' '}
          <b>
            <Money minor={delivery.amount_minor} currency={delivery.currency} />
          </b>
        </p>
        <p>
          <DeliveryState delivery={delivery} />
          {why ? <span className="muted"> {why}</span> : null}
        </p>
        <Settling delivery={delivery} />
        <dl className={classes['facts']}>
          {facts.map(([name, value]) =>
            value ? (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ) : null,
          )}
        </dl>
        <div>
          <Button
            variant="filled"
            renderRoot={(props) => (
              <Link {...props} to="/clients/$id" params={{ id: delivery.customer.id }} />
            )}
          >
            <Trans>Ouvrir la fiche</Trans>
          </Button>
        </div>
        {result.isLoading || pages.isLoading ? <Loading /> : null}
        {result.isLoadingError ? (
          <LoadError error={result.error} onRetry={() => void result.refetch()} />
        ) : null}
        {pages.isLoadingError ? (
          <LoadError error={pages.error} onRetry={() => void pages.refetch()} />
        ) : null}
        {pages.data ? <PdfView title={t`Lettre imprimée`} file={pages.data} /> : null}
        {delivery.has_message ? null : (
          <Note tone="info">
            {delivery.sent_at || delivery.status === 'unconfirmed' ? (
              <Trans>Le texte de ce message n’a pas été conservé.</Trans>
            ) : (
              <Trans>Le message est écrit au moment de partir, avec les montants du jour.</Trans>
            )}
          </Note>
        )}
        {result.data ? (
          <MessagePreview
            title={t`Message envoyé`}
            html={result.data.html}
            text={result.data.text}
          />
        ) : null}
      </div>
    </Peek>
  );
}
