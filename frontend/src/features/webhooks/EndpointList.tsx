import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Column, DataTable } from '~/components/DataTable';
import { Empty, LoadError, Loading } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { type Endpoint, endpointsQuery, type Tally, talliesQuery } from './api';
import { Band } from './Band';
import { EndpointMenu } from './EndpointMenu';
import { EndpointNote } from './EndpointNote';
import classes from './webhooks.module.css';
import { endpointState, hostOf } from './words';

type Props = {
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
  onAdd: () => void;
};

/** The addresses that are told of events, how each is, and what to do about the chosen one. */
export function EndpointList({ chosen, onChoose, onAdd }: Props) {
  const { t } = useLingui();
  const result = useQuery(endpointsQuery);
  const sums = useQuery(talliesQuery);
  const tallies = useMemo(
    () => new Map(sums.data?.items.map((one) => [one.endpoint_id, one])),
    [sums.data],
  );
  const endpoints = result.data?.items ?? [];
  const open = endpoints.find((one) => one.id === chosen) ?? troubled(endpoints, tallies);
  const columns = useMemo<Column<Endpoint>[]>(
    () => [
      {
        id: 'url',
        header: <Trans>Adresse</Trans>,
        grow: true,
        cell: (row) => (
          <span className={classes['url']} title={row.url}>
            {row.url}
          </span>
        ),
      },
      {
        id: 'description',
        header: <Trans>Description</Trans>,
        hides: 3,
        cell: (row) => <span className="muted">{row.description}</span>,
      },
      {
        id: 'events',
        header: <Trans>Événements</Trans>,
        hides: 2,
        cell: (row) => <Events types={row.event_types} />,
      },
      {
        id: 'state',
        header: <Trans>État</Trans>,
        hides: 1,
        cell: (row) => <State endpoint={row} />,
      },
      {
        id: 'success',
        header: <Trans>Réussite, 7 j</Trans>,
        numeric: true,
        hides: 1,
        cell: (row) => success(tallies.get(row.id), row.failing_since !== null),
      },
      {
        id: 'acts',
        header: <span className="readers-only">{t`Actions`}</span>,
        numeric: true,
        cell: (row) => <EndpointMenu endpoint={row} onTested={() => onChoose(row.id)} />,
      },
    ],
    [t, tallies, onChoose],
  );

  return (
    <section aria-label={t`Webhooks`}>
      <Band
        title={<Trans>Webhooks</Trans>}
        about={
          <Plural value={endpoints.length} _0="aucune adresse" one="# adresse" other="# adresses" />
        }
      />
      {result.isPending ? <Loading /> : null}
      {result.isLoadingError ? (
        <LoadError error={result.error} onRetry={() => void result.refetch()} />
      ) : null}
      {result.data && endpoints.length === 0 ? (
        <Empty
          title={<Trans>Aucune adresse pour l’instant</Trans>}
          acts={
            <Button onClick={onAdd}>
              <Trans>Ajouter un webhook</Trans>
            </Button>
          }
        >
          <Trans>
            Ajoutez l’adresse d’un programme : promesses, litiges et paiements lui seront dits dès
            qu’ils arrivent.
          </Trans>
        </Empty>
      ) : null}
      {endpoints.length > 0 ? (
        <DataTable<Endpoint>
          embedded
          caption={t`Adresses de webhooks`}
          columns={columns}
          rows={endpoints}
          rowId={(row) => row.id}
          rowName={(row) => hostOf(row.url)}
          currentId={chosen}
          onCurrent={(row) => onChoose(row.id === chosen ? undefined : row.id)}
          detail={(row) => (
            <>
              <State endpoint={row} /> · <Events types={row.event_types} />
            </>
          )}
        />
      ) : null}
      {open ? <EndpointNote key={open.id} endpoint={open} tally={tallies.get(open.id)} /> : null}
    </section>
  );
}

/** The first address that needs a person, whichever is chosen. */
function troubled(
  endpoints: readonly Endpoint[],
  tallies: ReadonlyMap<string, Tally>,
): Endpoint | undefined {
  const isIll = (one: Endpoint) =>
    one.status === 'disabled_auto' || one.status === 'gone' || one.first_failure_at !== null;
  return (
    endpoints.find(isIll) ??
    endpoints.find((one) => one.status === 'enabled' && (tallies.get(one.id)?.failed ?? 0) > 0)
  );
}

function State({ endpoint }: { endpoint: Endpoint }) {
  const { tone, word } = endpointState(endpoint, Date.now());
  return <StatusPill tone={tone}>{word}</StatusPill>;
}

function Events({ types }: { types: readonly string[] }) {
  if (types.length === 0) {
    return (
      <span className="muted">
        <Trans>tous</Trans>
      </span>
    );
  }
  const shown = types.slice(0, 2).join(', ');
  const others = types.length - 2;
  return (
    <span className="muted" title={types.join(', ')}>
      {shown}
      {others > 0 ? <Plural value={others} one=" et # autre" other=" et # autres" /> : null}
    </span>
  );
}

/** What waits for a failing address has not succeeded; elsewhere it is only on its way. */
function success(tally: Tally | undefined, isFailing: boolean): string {
  const judged = tally ? tally.delivered + tally.failed + (isFailing ? tally.pending : 0) : 0;
  if (!tally || judged === 0) return '–';
  return (tally.delivered / judged).toLocaleString('fr-FR', {
    style: 'percent',
    maximumFractionDigits: 1,
  });
}
