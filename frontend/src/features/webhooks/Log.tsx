import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useRows } from '~/api/pages';
import { useCompany } from '~/components/CompanyContext';
import { DataTable } from '~/components/DataTable';
import { FilterLine, FilterPill } from '~/components/FilterPill';
import { ReadOn } from '~/components/ReadOn';
import { Empty, LoadError, Loading } from '~/components/States';
import { endpointsQuery, eventTypesQuery, type LogLine, logQuery } from './api';
import { Band } from './Band';
import { LineState, logColumns } from './logColumns';
import { type DevelopersSearch, filterOf, NO_FILTER, PERIODS, STATUSES } from './search';
import { hostOf, statusName } from './words';

type Props = { search: DevelopersSearch; onSearch: (patch: Partial<DevelopersSearch>) => void };

/** What was told to whom, the newest first; a line opens beside it. */
export function Log({ search, onSearch }: Props) {
  const { t } = useLingui();
  const { today, time_zone } = useCompany();
  const filter = filterOf(search);
  const result = useInfiniteQuery(logQuery(filter));
  const endpoints = useQuery(endpointsQuery);
  const types = useQuery(eventTypesQuery);
  const { rows: lines } = useRows(result);
  const hosts = useMemo(
    () => new Map(endpoints.data?.items.map((one) => [one.id, hostOf(one.url)])),
    [endpoints.data],
  );
  const columns = useMemo(() => logColumns(time_zone, today, hosts), [time_zone, today, hosts]);
  const isFiltered = Object.values(filter).some(Boolean);
  const periods = { hour: t`dernière heure`, day: t`24 heures`, week: t`7 jours` };
  const chosen = search.endpoint ? hosts.get(search.endpoint) : undefined;

  return (
    <section aria-label={t`Livraisons`}>
      <Band
        title={<Trans>Livraisons</Trans>}
        about={chosen ?? <Trans>toutes les adresses, gardées 30 jours</Trans>}
      />
      <FilterLine>
        <FilterPill
          name={t`Adresse`}
          all={t`toutes`}
          options={[...hosts].map(([value, label]) => ({ value, label }))}
          value={search.endpoint}
          onChange={(endpoint) => onSearch({ endpoint })}
        />
        <FilterPill
          name={t`État`}
          options={STATUSES.map((value) => ({ value, label: statusName(value) }))}
          value={search.status}
          onChange={(status) => onSearch({ status: STATUSES.find((one) => one === status) })}
        />
        <FilterPill
          name={t`Événement`}
          options={(types.data?.items ?? []).map(({ type }) => ({ value: type, label: type }))}
          value={search.type}
          onChange={(type) => onSearch({ type })}
        />
        <FilterPill
          name={t`Période`}
          all={t`toute`}
          options={PERIODS.map((value) => ({ value, label: periods[value] }))}
          value={search.period}
          onChange={(period) => onSearch({ period: PERIODS.find((one) => one === period) })}
        />
        {isFiltered ? (
          <Button size="compact-sm" variant="subtle" onClick={() => onSearch(NO_FILTER)}>
            <Trans>Tout effacer</Trans>
          </Button>
        ) : null}
      </FilterLine>
      {result.isPending ? <Loading /> : null}
      {result.isLoadingError ? (
        <LoadError error={result.error} onRetry={() => void result.refetch()} />
      ) : null}
      {result.data && lines.length === 0 ? <Nothing isFiltered={isFiltered} /> : null}
      {lines.length > 0 ? (
        <DataTable<LogLine>
          embedded
          keys
          caption={t`Messages livrés ou à livrer, du plus récent au plus ancien`}
          columns={columns}
          rows={lines}
          rowId={(line) => line.id}
          rowName={(line) => line.type}
          currentId={search.line}
          onCurrent={(line) => onSearch({ line: line.id })}
          busy={result.isPlaceholderData}
          detail={(line) => <LineState line={line} />}
        />
      ) : null}
      <ReadOn list={result}>
        <Trans>Afficher les suivants</Trans>
      </ReadOn>
    </section>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  return (
    <Empty title={<Trans>Aucun message</Trans>}>
      {isFiltered ? (
        <Trans>Aucun message ne réunit tous les filtres choisis.</Trans>
      ) : (
        <Trans>Le premier événement dit à une adresse paraîtra ici, avec chaque essai.</Trans>
      )}
    </Empty>
  );
}
