import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { deliveryStatus } from '~/components/deliveryStatus';
import { JobProgress } from '~/components/JobProgress';
import { ActError, LoadError, Loading } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { secondsUntil } from '~/shared/dates';
import { confirmationQuery, useUndo } from './api';
import classes from './scenarios.module.css';

type Props = { id: string; onClose: () => void };

/** A sending, recipient by recipient; it can be undone until it has left (SAGE-87). */
export function ConfirmationPanel({ id, onClose }: Props) {
  const { t } = useLingui();
  const result = useQuery(confirmationQuery(id));
  const undo = useUndo(id);

  if (result.isPending) return <Loading />;
  if (result.isError) {
    return <LoadError error={result.error} onRetry={() => void result.refetch()} />;
  }
  const { total, done, failed, recipients, undo_until } = result.data;

  return (
    <div className={classes['result']}>
      <JobProgress title={t`Envoi en cours`} total={total} done={done} failed={failed} />
      {undo.isSuccess ? (
        <p className="strong" role="status">
          <Trans>Envoi annulé : rien n’est parti.</Trans>
        </p>
      ) : (
        <UndoLine until={undo_until} isPending={undo.isPending} onUndo={() => undo.mutate()} />
      )}
      <ActError error={undo.error} />
      {failed > 0 ? (
        <StatusPill tone="bad">
          <Plural value={failed} one="# échec, à reprendre" other="# échecs, à reprendre" />
        </StatusPill>
      ) : null}
      <ul className={classes['recipients']}>
        {recipients.map((recipient) => {
          const { tone, word } = deliveryStatus(recipient.status);
          return (
            <li key={`${recipient.action_id}:${recipient.address}`}>
              <span className={classes['recipient']}>
                {recipient.customer_name} <span className="muted">{recipient.address}</span>
              </span>
              <StatusPill tone={tone}>{word}</StatusPill>
              {recipient.reason ? <span className="muted small">{recipient.reason}</span> : null}
            </li>
          );
        })}
      </ul>
      <div>
        <Button variant="filled" onClick={onClose}>
          <Trans>Passer à la suite</Trans>
        </Button>
      </div>
    </div>
  );
}

type UndoProps = { until: string | null; isPending: boolean; onUndo: () => void };

function UndoLine({ until, isPending, onUndo }: UndoProps) {
  const [now, setNow] = useState(() => Date.now());
  const left = until ? secondsUntil(until, now) : 0;
  const isOver = left === 0;

  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isOver]);

  if (isOver) return null;
  return (
    <div className={classes['undo']}>
      <span className="strong figures">
        <Trans>Départ dans {left} s</Trans>
      </span>
      <Button size="compact-sm" loading={isPending} onClick={onUndo}>
        <Trans>Annuler l’envoi</Trans>
      </Button>
    </div>
  );
}
