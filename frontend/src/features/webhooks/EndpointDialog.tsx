import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import { type Endpoint, type EndpointDraft, useAddEndpoint, useChangeEndpoint } from './api';
import { EventPicker } from './EventPicker';
import { ShownOnce } from './ShownOnce';
import classes from './webhooks.module.css';

type Props = { endpoint?: Endpoint; onClose: () => void };

/** Adds an address and shows its secret this once, or changes one that is there. */
export function EndpointDialog({ endpoint, onClose }: Props) {
  const { t } = useLingui();
  const add = useAddEndpoint();
  const change = useChangeEndpoint();
  const error = add.error ?? change.error;
  const isAddressRefused = error?.problem.errors.some(({ loc }) => loc[1] === 'url') ?? false;
  const [draft, setDraft] = useState<EndpointDraft>({
    url: endpoint?.url ?? '',
    description: endpoint?.description ?? '',
    event_types: endpoint?.event_types ?? [],
  });
  const title = add.data
    ? t`Copier le secret de signature`
    : endpoint
      ? t`Modifier l’adresse`
      : t`Ajouter un webhook`;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (endpoint) change.mutate({ endpoint, changes: draft }, { onSuccess: onClose });
    else add.mutate(draft);
  };

  return (
    <Dialog onClose={onClose} size="lg" title={title} closeOnClickOutside={!add.data}>
      {add.data ? (
        <SecretShown secret={add.data.secret} onClose={onClose} />
      ) : (
        <form className={classes['form']} onSubmit={submit}>
          <TextInput
            label={t`Adresse`}
            description={t`En https, joignable depuis Internet : https://erp.exemple.fr/quittance`}
            type="url"
            required
            withAsterisk={false}
            maxLength={500}
            value={draft.url}
            onChange={(event) => setDraft({ ...draft, url: event.currentTarget.value })}
            error={
              isAddressRefused
                ? t`Cette adresse n’est pas acceptée : il faut https, et un serveur joignable depuis Internet.`
                : null
            }
            data-autofocus
          />
          <TextInput
            label={t`Description`}
            description={t`Ce qui écoute derrière cette adresse.`}
            maxLength={200}
            value={draft.description}
            onChange={(event) => setDraft({ ...draft, description: event.currentTarget.value })}
          />
          <EventPicker
            value={draft.event_types}
            onChange={(event_types) => setDraft({ ...draft, event_types })}
          />
          <ActError error={isAddressRefused ? null : error} />
          <Button type="submit" variant="filled" loading={add.isPending || change.isPending}>
            {endpoint ? <Trans>Enregistrer l’adresse</Trans> : <Trans>Ajouter l’adresse</Trans>}
          </Button>
        </form>
      )}
    </Dialog>
  );
}

/** The signing secret, told this once, and what to do with it. */
export function SecretShown({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <ShownOnce
      label={t`Secret de signature`}
      value={secret}
      warning={
        <Trans>
          <b>Ce secret n’est montré que maintenant.</b> Perdu, il se renouvelle ; l’ancien signe
          encore pendant 24 heures.
        </Trans>
      }
    >
      <p className="muted">
        <Trans>
          Vérifiez avec lui la signature de chaque message, selon Standard Webhooks. Un message peut
          arriver deux fois : son <code>webhook-id</code> ne change pas.
        </Trans>
      </p>
      <Button onClick={onClose}>
        <Trans>J’ai copié le secret</Trans>
      </Button>
    </ShownOnce>
  );
}
