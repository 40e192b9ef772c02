import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { type Column, DataTable } from '~/components/DataTable';
import { Dialog } from '~/components/Dialog';
import { ActError, Empty, LoadError, Loading } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { formatInstant } from '~/shared/dates';
import { type ApiKey, keysQuery, useRevokeKey } from './api';
import { Band } from './Band';
import classes from './webhooks.module.css';
import { SCOPES, scopeName } from './words';

/** The programs that may call, what they may do, and when they last did. */
export function KeyList() {
  const { t } = useLingui();
  const { today, time_zone } = useCompany();
  const result = useQuery(keysQuery);
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  const keys = useMemo(() => activeFirst(result.data?.items ?? []), [result.data]);
  const at = useCallback(
    (instant: string) => formatInstant(instant, time_zone, today),
    [time_zone, today],
  );
  const columns = useMemo<Column<ApiKey>[]>(
    () => [
      {
        id: 'name',
        header: <Trans>Nom</Trans>,
        grow: true,
        cell: (key) => <span className="strong">{key.name}</span>,
      },
      {
        id: 'prefix',
        header: <Trans>Clé</Trans>,
        hides: 2,
        cell: (key) => <code className={classes['mono']}>{key.prefix}····</code>,
      },
      {
        id: 'scopes',
        header: <Trans>Droits</Trans>,
        hides: 2,
        cell: (key) => <span className="muted">{scopesOf(key)}</span>,
      },
      {
        id: 'used',
        header: <Trans>Dernier appel</Trans>,
        hides: 1,
        cell: (key) => <LastUse apiKey={key} at={at} />,
      },
      {
        id: 'created',
        header: <Trans>Créée</Trans>,
        hides: 3,
        cell: (key) => (
          <span className="muted">
            {at(key.created_at)}
            {key.created_by_name ? <Trans>, par {key.created_by_name}</Trans> : null}
          </span>
        ),
      },
      {
        id: 'acts',
        header: <span className="readers-only">{t`Actions`}</span>,
        numeric: true,
        cell: (key) =>
          key.revoked_at ? null : (
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              aria-label={t`Révoquer la clé ${key.name}`}
              onClick={() => setRevoked(key)}
            >
              <Trans>Révoquer</Trans>
            </Button>
          ),
      },
    ],
    [t, at],
  );

  return (
    <section aria-label={t`Clés d’API`}>
      <Band
        title={<Trans>Clés d’API</Trans>}
        about={
          <>
            <Plural
              value={keys.filter((key) => !key.revoked_at).length}
              _0="aucune en service"
              one="# en service"
              other="# en service"
            />
            <Trans>, montrées une seule fois à leur création</Trans>
          </>
        }
      />
      {result.isPending ? <Loading /> : null}
      {result.isLoadingError ? (
        <LoadError error={result.error} onRetry={() => void result.refetch()} />
      ) : null}
      {result.data && keys.length === 0 ? (
        <Empty title={<Trans>Aucune clé pour l’instant</Trans>}>
          <Trans>Créez-en une par programme : chacune se révoque sans gêner les autres.</Trans>
        </Empty>
      ) : null}
      {keys.length > 0 ? (
        <DataTable<ApiKey>
          embedded
          caption={t`Clés d’API, celles en service d’abord`}
          columns={columns}
          rows={keys}
          rowId={(key) => key.id}
          rowName={(key) => key.name}
          isQuiet={(key) => key.revoked_at !== null}
          detail={(key) => (
            <>
              <LastUse apiKey={key} at={at} /> · {scopesOf(key)}
            </>
          )}
        />
      ) : null}
      <RevokeDialog key={revoked?.id} apiKey={revoked} onClose={() => setRevoked(null)} />
    </section>
  );
}

function activeFirst(keys: readonly ApiKey[]): ApiKey[] {
  return [...keys].sort((a, b) => Number(a.revoked_at !== null) - Number(b.revoked_at !== null));
}

function scopesOf(key: ApiKey): string {
  return SCOPES.filter((scope) => key.scopes.includes(scope))
    .map(scopeName)
    .join(', ');
}

function LastUse({ apiKey, at }: { apiKey: ApiKey; at: (instant: string) => string }) {
  if (apiKey.revoked_at) {
    return (
      <StatusPill tone="idle">
        <Trans>Révoquée le {at(apiKey.revoked_at)}</Trans>
      </StatusPill>
    );
  }
  if (!apiKey.last_used_at) {
    return (
      <span className="muted">
        <Trans>jamais</Trans>
      </span>
    );
  }
  return <span className="figures">{at(apiKey.last_used_at)}</span>;
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const { t } = useLingui();
  const revoke = useRevokeKey();
  return (
    <Dialog
      opened={apiKey !== null}
      onClose={onClose}
      title={apiKey ? t`Révoquer la clé « ${apiKey.name} »` : ''}
    >
      <div className={classes['form']}>
        <p>
          <Trans>
            Le programme qui s’en sert ne pourra plus appeler, dès maintenant. Une clé révoquée ne
            se rétablit pas : il lui en faudra une nouvelle.
          </Trans>
        </p>
        <ActError error={revoke.error} />
        <div className={classes['acts']}>
          <Button onClick={onClose}>
            <Trans>Garder la clé</Trans>
          </Button>
          <Button
            variant="filled"
            color="red"
            loading={revoke.isPending}
            onClick={() => apiKey && revoke.mutate(apiKey.id, { onSuccess: onClose })}
          >
            <Trans>Révoquer la clé</Trans>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
