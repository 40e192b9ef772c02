import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { DataTable } from '~/components/DataTable';
import { deliveryStatus } from '~/components/deliveryStatus';
import { FilterLine, FilterPill } from '~/components/FilterPill';
import { PageHeader } from '~/components/PageHeader';
import { Empty, LoadError, Loading } from '~/components/States';
import { channelName, stepKindName } from '~/shared/words';
import { type Delivery, deliveriesQuery } from './api';
import { activityColumns, DeliveryState, Sentence } from './columns';
import classes from './deliveries.module.css';
import { SentMessage } from './SentMessage';
import type { ActivitiesSearch } from './search';

const CHANNELS = [
  'email',
  'sms',
  'letter',
  'registered_letter',
  'electronic_registered_letter',
  'phone',
  'other',
];
const STATUSES = ['queued', 'sent', 'delivered', 'opened', 'bounced', 'unconfirmed', 'refused'];
const KINDS = ['pre_notice', 'reminder', 'formal_notice', 'thank_you'];

type Props = { search: ActivitiesSearch; onSearch: (patch: Partial<ActivitiesSearch>) => void };

/** Every message on every channel, with its state (SAGE-55 to SAGE-57). */
export function ActivitiesPage({ search, onSearch }: Props) {
  const { t } = useLingui();
  const { today, time_zone } = useCompany();
  const [openId, setOpenId] = useState<string | undefined>();
  const result = useInfiniteQuery(deliveriesQuery(search));
  const rows = useMemo(() => result.data?.pages.flatMap((page) => page.items) ?? [], [result.data]);
  const columns = useMemo(() => activityColumns(time_zone, today), [time_zone, today]);
  const open = rows.find((row) => row.id === openId);
  const isFiltered = Object.values(search).some(Boolean);

  const { fetchNextPage, hasNextPage, isFetchingNextPage } = result;
  const readOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  return (
    <>
      <PageHeader title={<Trans>Activités</Trans>} />
      <FilterLine>
        <FilterPill
          name={t`Canal`}
          options={CHANNELS.map((value) => ({ value, label: channelName(value) }))}
          value={search.channel}
          onChange={(channel) => onSearch({ channel })}
        />
        <FilterPill
          name={t`État`}
          options={STATUSES.map((value) => ({ value, label: deliveryStatus(value).word }))}
          value={search.status}
          onChange={(status) => onSearch({ status })}
        />
        <FilterPill
          name={t`Type`}
          options={KINDS.map((value) => ({ value, label: stepKindName(value) }))}
          value={search.kind}
          onChange={(kind) => onSearch({ kind })}
        />
        <TextInput
          className={classes['day']}
          type="date"
          aria-label={t`Depuis le`}
          max={search.to ?? today}
          value={search.from ?? ''}
          onChange={(event) => onSearch({ from: event.currentTarget.value || undefined })}
        />
        <TextInput
          className={classes['day']}
          type="date"
          aria-label={t`Jusqu’au`}
          min={search.from}
          value={search.to ?? ''}
          onChange={(event) => onSearch({ to: event.currentTarget.value || undefined })}
        />
      </FilterLine>
      {result.isPending ? <Loading /> : null}
      {result.isError ? (
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
            currentId={openId}
            onCurrent={(row) => setOpenId(row.id)}
            busy={result.isPlaceholderData}
            onEnd={readOn}
            detail={(row) => (
              <>
                <DeliveryState delivery={row} /> · <Sentence delivery={row} />
              </>
            )}
          />
          {open ? <SentMessage delivery={open} onClose={() => setOpenId(undefined)} /> : null}
        </div>
      ) : null}
    </>
  );
}

const NO_FILTER: Partial<ActivitiesSearch> = {
  channel: undefined,
  status: undefined,
  kind: undefined,
  from: undefined,
  to: undefined,
};
