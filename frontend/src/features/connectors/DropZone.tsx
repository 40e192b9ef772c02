import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Progress } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { ActError } from '~/components/States';
import { useUpload } from './api';
import classes from './connectors.module.css';

type Props = { onReceived: (id: string) => void };

/** Where a file is dropped, or chosen; it leaves at once and is looked at on its own page. */
export function DropZone({ onReceived }: Props) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const leaving = useRef<AbortController | null>(null);
  const [over, setOver] = useState(false);
  const [share, setShare] = useState(0);
  const upload = useUpload();
  useEffect(() => () => leaving.current?.abort(), []);

  const send = (file: File | undefined) => {
    if (!file || upload.isPending) return;
    leaving.current = new AbortController();
    setShare(0);
    upload.mutate(
      { file, onShare: setShare, signal: leaving.current.signal },
      { onSuccess: (run) => onReceived(run.id) },
    );
  };
  // Stopped on purpose: that nothing was received is no failure to tell.
  const stop = () => {
    leaving.current?.abort();
    upload.reset();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };
  const percent = Math.floor(share * 100);
  const quarter = Math.floor(percent / 25) * 25;

  return (
    <section className={classes['entry']} aria-label={t`Importer un fichier`}>
      {/* Dropping is for the mouse only: the button inside does the same by keyboard. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button is the control */}
      <div
        className={classes['drop']}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileUpload size={22} stroke={1.5} aria-hidden />
        {upload.isPending ? (
          <div className={classes['sending']}>
            <p>
              {percent < 100 ? (
                <Trans>Envoi du fichier, {percent} %</Trans>
              ) : (
                <Trans>Enregistrement du fichier</Trans>
              )}
            </p>
            <Progress.Root size={6}>
              <Progress.Section
                value={percent}
                color="var(--accent)"
                aria-label={t`Envoi du fichier`}
              />
            </Progress.Root>
            <p className="readers-only" role="status">
              {t`Envoi du fichier : ${quarter} %`}
            </p>
          </div>
        ) : (
          <div>
            <p className="strong">
              <Trans>Déposez un fichier ici</Trans>
            </p>
            <p className="muted small">
              <Trans>
                FEC, Sage 100, CSV ou Excel, 1 Go au plus. Rien n’est écrit avant contrôle.
              </Trans>
            </p>
          </div>
        )}
        {upload.isPending ? (
          <Button variant="default" onClick={stop}>
            <Trans>Arrêter</Trans>
          </Button>
        ) : (
          <Button variant="filled" onClick={() => input.current?.click()}>
            <Trans>Choisir un fichier</Trans>
          </Button>
        )}
        <input
          ref={input}
          type="file"
          hidden
          data-testid="file"
          accept=".csv,.txt,.tsv,.xlsx,.xlsm,.fec,.dat"
          onChange={(event) => {
            send(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      <ActError error={upload.error} />
    </section>
  );
}
