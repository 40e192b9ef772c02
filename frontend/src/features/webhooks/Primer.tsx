import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import classes from './reference.module.css';

/** What holds for every call, in six short paragraphs. */
export function Primer() {
  const [origin] = useState(() => globalThis.location?.origin ?? '');
  return (
    <dl className={classes['primer']}>
      <div>
        <dt>
          <Trans>Adresse et clé</Trans>
        </dt>
        <dd>
          <Trans>
            Tout se passe sous <code>{origin}/v1</code>, avec l’en-tête{' '}
            <code>Authorization: Bearer …</code>. La clé désigne la société.
          </Trans>
        </dd>
      </div>
      <div>
        <dt>
          <Trans>Sommes</Trans>
        </dt>
        <dd>
          <Trans>
            <code>amount_minor</code> compte en plus petite unité (centimes d’euro, francs CFP), la
            devise est à côté.
          </Trans>
        </dd>
      </div>
      <div>
        <dt>
          <Trans>Listes</Trans>
        </dt>
        <dd>
          <Trans>
            Rappelez avec <code>cursor</code> égal au <code>next_cursor</code> reçu, jusqu’à ce
            qu’il soit nul.
          </Trans>
        </dd>
      </div>
      <div>
        <dt>
          <Trans>Refus</Trans>
        </dt>
        <dd>
          <Trans>
            Un refus est un <code>application/problem+json</code> : son <code>code</code> ne change
            jamais, fiez-vous à lui.
          </Trans>
        </dd>
      </div>
      <div>
        <dt>
          <Trans>Reprises</Trans>
        </dt>
        <dd>
          <Trans>
            Là où l’en-tête <code>Idempotency-Key</code> existe, le même appel répété ne fait la
            chose qu’une fois.
          </Trans>
        </dd>
      </div>
      <div>
        <dt>
          <Trans>Signature</Trans>
        </dt>
        <dd>
          <Trans>
            HMAC-SHA256 de <code>webhook-id.webhook-timestamp.corps</code>, secret décodé en base64
            après <code>whsec_</code> (Standard Webhooks).
          </Trans>
        </dd>
      </div>
    </dl>
  );
}
