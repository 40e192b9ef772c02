import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { tileOf } from '~/api/actions';
import { ActError } from '~/components/States';
import { secondsUntil } from '~/shared/dates';
import { useUndo } from './api';
import { channelCount } from './channelCount';
import { type Sending, useLastSending } from './lastSending';
import classes from './scenarios.module.css';

/** For thirty seconds, on any screen, the last sending can be taken back (SAGE-87). */
export function SendingToast() {
  const sending = useLastSending();
  return sending && sending.messages > 0 ? <Toast key={sending.id} sending={sending} /> : null;
}

const FAREWELL_MS = 4000;

function Toast({ sending }: { sending: Sending }) {
  const { t } = useLingui();
  const [now, setNow] = useState(() => Date.now());
  const [isGone, setGone] = useState(false);
  const undo = useUndo(sending.id);
  const left = secondsUntil(sending.undoUntil, now);
  const isOver = left === 0 || undo.isSuccess;
  const what = channelCount(sending.channel, sending.messages);
  const isPosted = tileOf(sending.channel) === 'letter';
  const undone = isPosted
    ? t`Annulé : rien n’est noté comme posté.`
    : t`Envoi annulé : rien n’est parti.`;

  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isOver]);

  useEffect(() => {
    if (!undo.isSuccess) return;
    const timer = setTimeout(() => setGone(true), FAREWELL_MS);
    return () => clearTimeout(timer);
  }, [undo.isSuccess]);

  const takeBack = () => {
    if (!isOver && !undo.isPending) undo.mutate();
  };
  useHotkeys([['z', takeBack]]);

  if (isGone || (left === 0 && !undo.isSuccess)) return null;

  return (
    <section className={classes['toast']} aria-label={t`Dernier envoi`}>
      <p className="readers-only" role="status">
        {undo.isSuccess ? undone : t`${what} : annulable pendant trente secondes.`}
      </p>
      {undo.isSuccess ? (
        <p className="strong">{undone}</p>
      ) : (
        <>
          <div>
            <p className="strong figures">
              <Trans>
                {what}, annulable encore {left} s
              </Trans>
            </p>
            <p className="small figures">
              {sending.sums}, <Plural value={sending.customers} one="# client" other="# clients" />
            </p>
          </div>
          <Button
            className={classes['undo']}
            loading={undo.isPending}
            rightSection={
              <Kbd size="xs" aria-hidden>
                z
              </Kbd>
            }
            onClick={takeBack}
          >
            {isPosted ? <Trans>Annuler</Trans> : <Trans>Annuler l’envoi</Trans>}
          </Button>
        </>
      )}
      <ActError error={undo.error} />
    </section>
  );
}
