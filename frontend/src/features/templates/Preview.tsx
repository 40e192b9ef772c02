import { Trans, useLingui } from '@lingui/react/macro';
import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconInfoCircle } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiError } from '~/api/client';
import { MessagePreview } from '~/components/MessagePreview';
import { Loading } from '~/components/States';
import type { Channel, Preview as PreviewOf, Variable } from './api';
import classes from './editor.module.css';
import { PreviewError } from './PreviewError';

type Props = {
  preview: UseQueryResult<PreviewOf, ApiError>;
  channel: Channel;
  variables: readonly Variable[];
  /** Whether what is shown is an earlier text, because this one cannot be read. */
  isBehind: boolean;
};

/** How wide a reader's window is: the words are laid out for it, then drawn as large as fits. */
const WIDTHS = { desk: 540, phone: 375 };

/** The message itself, to an invented customer, as wide as a desk's window or a phone's. */
export function Preview({ preview, channel, variables, isBehind }: Props) {
  const { t } = useLingui();
  const [reader, setReader] = useState<keyof typeof WIDTHS>('desk');
  const { ref, width, height } = useElementSize();
  const isMail = channel === 'email';
  const drawn = WIDTHS[isMail ? reader : 'desk'];
  const scale = width > 0 ? Math.min(1, width / drawn) : 1;
  const { data, error } = preview;

  return (
    <section className={classes['preview']} aria-label={t`Aperçu`}>
      <div className={classes['previewHead']}>
        <h2>
          <Trans>Aperçu</Trans>
        </h2>
        {isMail ? (
          <SegmentedControl
            size="xs"
            aria-label={t`Largeur de l’aperçu`}
            value={reader}
            onChange={(value) => setReader(value as keyof typeof WIDTHS)}
            data={[
              { value: 'desk', label: t`Ordinateur` },
              { value: 'phone', label: t`Téléphone` },
            ]}
          />
        ) : null}
      </div>
      {data ? (
        <p className={classes['previewSubject']}>
          <span className="muted">
            <Trans>Objet :</Trans>
          </span>{' '}
          <b>{data.subject}</b>
        </p>
      ) : null}
      {isBehind && data ? (
        <p className="muted small" role="status">
          <Trans>Aperçu du dernier texte lisible : il reprend dès que le vôtre l’est.</Trans>
        </p>
      ) : null}
      {error && !isBehind ? <PreviewError error={error} variables={variables} /> : null}
      {preview.isLoading ? <Loading /> : null}
      {data ? (
        <div
          ref={ref}
          className={classes['paperBox']}
          data-behind={isBehind || undefined}
          data-narrow={(isMail && reader === 'phone') || undefined}
        >
          <div
            className={classes['paper']}
            style={{
              width: Math.max(drawn, width),
              height: height > 0 ? height / scale : undefined,
              transform: scale < 1 ? `scale(${scale})` : undefined,
            }}
          >
            <MessagePreview title={t`Aperçu du message`} html={data.html} text={data.text} />
          </div>
        </div>
      ) : null}
      <p className={classes['previewNote']}>
        <IconInfoCircle size={14} stroke={1.6} aria-hidden />
        <span>
          <Trans>Pour un client inventé, avec trois factures et les réglages de la société.</Trans>{' '}
          {isMail ? null : (
            <Trans>
              La page d’une lettre, son adresse et son pied se lisent dans « Agir par scénario »,
              avant l’impression.
            </Trans>
          )}
        </span>
      </p>
    </section>
  );
}
