import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { tileOf } from '~/api/actions';
import { useCompany } from '~/components/CompanyContext';
import { deliveryStatus } from '~/components/deliveryStatus';
import { JobProgress } from '~/components/JobProgress';
import { LoadError, Loading } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { formatInstant } from '~/shared/dates';
import { deliveryReason } from '~/shared/words';
import { confirmationQuery } from './api';
import { useLastSending } from './lastSending';
import classes from './scenarios.module.css';

type Props = { id: string; onClose: () => void };

const FAILED = new Set(['refused', 'bounced']);

/** A sending, recipient by recipient; it can be undone until it has left (SAGE-87). */
export function ConfirmationPanel({ id, onClose }: Props) {
  const { t } = useLingui();
  const result = useQuery(confirmationQuery(id));
  const sending = useLastSending();
  const { time_zone, today } = useCompany();

  if (result.isPending) return <Loading />;
  if (result.isLoadingError) {
    return <LoadError error={result.error} onRetry={() => void result.refetch()} />;
  }
  const { total, done, recipients, pending, leaves_at, undone_at } = result.data;
  const leavesAt = leaves_at ? formatInstant(leaves_at, time_zone, today) : '';
  const failed = recipients.filter((one) => FAILED.has(one.status)).length;
  const waiting = recipients.filter((one) => one.status === 'queued').length;
  const isPosted = sending?.id === id && tileOf(sending.channel) === 'letter';
  const stayed = sending?.id === id ? sending.skipped : [];

  return (
    <div className={classes['result']}>
      {undone_at ? (
        <h2>
          {isPosted ? (
            <Trans>Annulé : rien n’est noté comme posté.</Trans>
          ) : (
            <Trans>Envoi annulé : rien n’est parti.</Trans>
          )}
        </h2>
      ) : (
        <JobProgress
          title={
            isPosted ? t`Lettres postées` : waiting < total ? t`Envoi en cours` : t`Envoi programmé`
          }
          total={total}
          done={done}
          failed={total - done - pending}
        >
          {isPosted && waiting > 0 ? (
            <Plural
              value={waiting}
              one="# lettre sera notée comme postée dans quelques secondes. Vous pouvez quitter cette page."
              other="# lettres seront notées comme postées dans quelques secondes. Vous pouvez quitter cette page."
            />
          ) : leaves_at ? (
            <Plural
              value={waiting}
              one={`# message partira à partir du ${leavesAt}. Vous pouvez quitter cette page, l’envoi continue.`}
              other={`# messages partiront à partir du ${leavesAt}. Vous pouvez quitter cette page, l’envoi continue.`}
            />
          ) : null}
        </JobProgress>
      )}
      {failed > 0 ? (
        <StatusPill tone="bad">
          <Plural value={failed} one="# échec, à reprendre" other="# échecs, à reprendre" />
        </StatusPill>
      ) : null}
      <ul className={classes['recipients']}>
        {recipients.map((recipient) => {
          const { tone, word } = deliveryStatus(recipient.status);
          const why = deliveryReason(recipient.reason);
          return (
            <li key={`${recipient.action_id}:${recipient.address}`}>
              <span className={classes['recipient']}>
                <Link
                  to="/clients/$id"
                  params={{ id: recipient.customer_id }}
                  className={classes['link']}
                >
                  {recipient.customer_name}
                </Link>{' '}
                <span className="muted small">{recipient.address}</span>
              </span>
              <StatusPill tone={tone}>{word}</StatusPill>
              {why ? <span className="muted small">{why}</span> : null}
            </li>
          );
        })}
        {stayed.map(({ actionId, name, detail }) => (
          <li key={actionId}>
            <span className={classes['recipient']}>{name}</span>
            <StatusPill tone="warn">
              <Trans>Non envoyé</Trans>
            </StatusPill>
            <span className="muted small">{detail}</span>
          </li>
        ))}
      </ul>
      <div>
        <Button variant="filled" onClick={onClose}>
          <Trans>Passer à la suite</Trans>
        </Button>
      </div>
    </div>
  );
}
