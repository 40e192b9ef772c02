import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { customerQuery } from '~/api/customers';
import { membersQuery } from '~/api/members';
import { useRows } from '~/api/pages';
import { useCompany } from '~/components/CompanyContext';
import { DataTable } from '~/components/DataTable';
import { deliveryStatus } from '~/components/deliveryStatus';
import { FilterLine, FilterPill } from '~/components/FilterPill';
import { PageHeader } from '~/components/PageHeader';
import { ReadOn } from '~/components/ReadOn';
import { ActError, Empty, LoadError, Loading } from '~/components/States';
import { channelName, MESSAGE_KINDS, messageName, stepName } from '~/shared/words';
import { type Delivery, deliveriesQuery, deliveriesSummaryQuery, useExport } from './api';
import { activityColumns, DeliveryState, Sentence } from './columns';
import classes from './deliveries.module.css';
import { SentMessage } from './SentMessage';
import { StateCounts } from './StateCounts';
import { type ActivitiesSearch, filterOf, STATUSES, TO_REPAIR } from './search';

const CHANNELS = [
  'email',
  'sms',
  'letter',
  'registered_letter',
  'electronic_registered_letter',
  'phone',
  'other',
];

const STEPS = ['pre_notice', 'reminder', 'formal_notice', 'thank_you'];

type Props = { search: ActivitiesSearch; onSearch: (patch: Partial<ActivitiesSearch>) => void };

/** Every message on every channel, with its state (SAGE-55 to SAGE-57). */
export function ActivitiesPage({ search, onSearch }: Props) {
  const { t } = useLingui();
  const { today, time_zone } = useCompany();
  const filter = filterOf(search);
  const result = useInfiniteQuery(deliveriesQuery(filter));
  const summary = useQuery(deliveriesSummaryQuery(filter));
  const members = useQuery(membersQuery);
  const customer = useQuery({
    ...customerQuery(search.customer_id ?? ''),
    enabled: search.customer_id !== undefined,
  });
  const save = useExport();
  const { rows, readOn } = useRows(result);
  const columns = useMemo(() => activityColumns(time_zone, today), [time_zone, today]);
  const place = rows.findIndex((row) => row.id === search.message);
  const open = rows[place];
  const isFiltered = Object.values(filter).some(Boolean);
  const goTo = (index: number) => {
    const row = rows[index];
    return row ? () => onSearch({ message: row.id }) : undefined;
  };

  return (
    <>
      <PageHeader
        title={<Trans>Activités</Trans>}
        count={
          summary.data ? (
            <Plural value={summary.data.deliveries} one="# message" other="# messages" />
          ) : null
        }
      >
        <Button
          leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
          loading={save.isPending}
          disabled={rows.length === 0}
          onClick={() => save.mutate({ filter, name: `activites-${today}.csv` })}
        >
          <Trans>Exporter</Trans>
        </Button>
      </PageHeader>
      <ActError error={save.error} />
      <FilterLine>
        <FilterPill
          name={t`Canal`}
          options={CHANNELS.map((value) => ({ value, label: channelName(value) }))}
          value={search.channel}
          onChange={(channel) => onSearch({ channel })}
        />
        <FilterPill
          name={t`État`}
          options={[
            { value: TO_REPAIR, label: t`Adresses à corriger` },
            ...STATUSES.map((value) => ({ value, label: deliveryStatus(value).word })),
          ]}
          value={search.status}
          onChange={(status) =>
            onSearch({ status: ([TO_REPAIR, ...STATUSES] as const).find((one) => one === status) })
          }
        />
        <FilterPill
          name={t`Étape`}
          all={t`toutes`}
          options={STEPS.map((value) => ({ value, label: stepName(value, 0) }))}
          value={search.step_kind}
          onChange={(step_kind) => onSearch({ step_kind })}
        />
        <FilterPill
          name={t`Texte`}
          options={MESSAGE_KINDS.map((value) => ({ value, label: messageName(value) }))}
          value={search.kind}
          onChange={(kind) => onSearch({ kind })}
        />
        {members.data ? (
          <FilterPill
            name={t`Par`}
            options={members.data.items.map((one) => ({
              value: one.user_id,
              label: one.full_name,
            }))}
            value={search.sender_id}
            onChange={(sender_id) => onSearch({ sender_id })}
          />
        ) : null}
        {search.customer_id ? (
          <FilterPill
            name={t`Client`}
            options={[
              {
                value: search.customer_id,
                label: customer.data?.name ?? rows[0]?.customer.name ?? '…',
              },
            ]}
            value={search.customer_id}
            onChange={(customer_id) => onSearch({ customer_id })}
          />
        ) : null}
        <span className={classes['range']}>
          <Trans>du</Trans>
          <TextInput
            className={classes['day']}
            type="date"
            aria-label={t`Depuis le`}
            max={search.to ?? today}
            value={search.from ?? ''}
            onChange={(event) => onSearch({ from: event.currentTarget.value || undefined })}
          />
          <Trans>au</Trans>
          <TextInput
            className={classes['day']}
            type="date"
            aria-label={t`Jusqu’au`}
            min={search.from}
            value={search.to ?? ''}
            onChange={(event) => onSearch({ to: event.currentTarget.value || undefined })}
          />
        </span>
        {isFiltered ? (
          <Button size="compact-sm" variant="subtle" onClick={() => onSearch(NO_FILTER)}>
            <Trans>Tout effacer</Trans>
          </Button>
        ) : null}
      </FilterLine>
      {summary.data ? (
        <StateCounts
          counts={summary.data.counts}
          current={search.status}
          onSelect={(status) => onSearch({ status })}
        />
      ) : null}
      {result.isPending ? <Loading /> : null}
      {result.isLoadingError ? (
        <LoadError error={result.error} onRetry={() => void result.refetch()} />
      ) : null}
      {result.data && rows.length === 0 ? (
        <Empty
          title={<Trans>Aucune activité</Trans>}
          acts={
            isFiltered ? (
              <Button variant="filled" onClick={() => onSearch(NO_FILTER)}>
                <Trans>Retirer tous les filtres</Trans>
              </Button>
            ) : null
          }
        >
          {isFiltered ? (
            <Trans>Aucun message ne réunit tous les filtres choisis.</Trans>
          ) : (
            <Trans>Les messages envoyés apparaîtront ici, avec leur état.</Trans>
          )}
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <div className={classes['columns']}>
          <DataTable<Delivery>
            keys
            caption={t`Messages, du plus récent au plus ancien`}
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            rowName={(row) => row.customer.name}
            currentId={search.message}
            onCurrent={(row) => onSearch({ message: row.id })}
            rowCount={summary.data?.deliveries}
            busy={result.isPlaceholderData}
            onEnd={readOn}
            detail={(row) => (
              <>
                <DeliveryState delivery={row} /> · <Sentence delivery={row} />
              </>
            )}
          />
          {open ? (
            <SentMessage
              key={open.id}
              delivery={open}
              onPrevious={goTo(place - 1)}
              onNext={goTo(place + 1)}
              onClose={() => onSearch({ message: undefined })}
            />
          ) : null}
        </div>
      ) : null}
      <ReadOn list={result} scrolls />
    </>
  );
}

const NO_FILTER: Partial<ActivitiesSearch> = {
  channel: undefined,
  status: undefined,
  kind: undefined,
  step_kind: undefined,
  customer_id: undefined,
  sender_id: undefined,
  from: undefined,
  to: undefined,
};
