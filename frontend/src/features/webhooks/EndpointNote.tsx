import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { Note } from '~/components/Note';
import { ActError } from '~/components/States';
import { addDays, dayOf, formatDay, formatInstant } from '~/shared/dates';
import { type Endpoint, type Tally, useChangeEndpoint, useRecover } from './api';
import classes from './webhooks.module.css';
import { disabledReason, hostOf } from './words';

type Props = { endpoint: Endpoint; tally: Tally | undefined };

const WEEK_MS = 7 * 24 * 60 * 60_000;
const PATIENCE_DAYS = 5;

/** What is wrong with an address, and the one act that mends it. */
export function EndpointNote({ endpoint, tally }: Props) {
  const { today, time_zone } = useCompany();
  const [missedSince, setMissedSince] = useState<string | null>(null);
  const change = useChangeEndpoint();
  const recover = useRecover();
  const host = hostOf(endpoint.url);
  const at = (instant: string) => formatInstant(instant, time_zone, today);

  if (endpoint.status !== 'enabled') {
    const since = endpoint.failing_since ?? endpoint.disabled_at;
    return (
      <Line
        tone={endpoint.status === 'disabled' ? 'info' : 'bad'}
        act={
          <Button
            variant="filled"
            leftSection={<IconPlayerPlay size={16} stroke={1.6} aria-hidden />}
            loading={change.isPending}
            onClick={() =>
              change.mutate(
                { endpoint, changes: { enabled: true } },
                { onSuccess: () => setMissedSince(since) },
              )
            }
          >
            <Trans>Réactiver l’adresse</Trans>
          </Button>
        }
      >
        <b>
          {endpoint.disabled_at ? (
            <Trans>
              Rien ne part vers {host} depuis le {at(endpoint.disabled_at)}.
            </Trans>
          ) : (
            <Trans>Rien ne part vers {host}.</Trans>
          )}
        </b>{' '}
        {disabledReason(endpoint)}
        <ActError error={change.error} />
      </Line>
    );
  }

  if (recover.data) {
    return (
      <Line tone="ok">
        <Plural
          value={recover.data.recovered + recover.data.missed}
          _0={`Rien à relivrer à ${host}.`}
          one={`# message repart vers ${host}.`}
          other={`# messages repartent vers ${host}.`}
        />
      </Line>
    );
  }

  const again = (since: string, with_missed: boolean) => (
    <Button
      variant="filled"
      leftSection={<IconRefresh size={16} stroke={1.6} aria-hidden />}
      loading={recover.isPending}
      onClick={() => recover.mutate({ id: endpoint.id, since, with_missed })}
    >
      {with_missed ? <Trans>Relivrer ce qui a manqué</Trans> : <Trans>Relivrer maintenant</Trans>}
    </Button>
  );

  if (missedSince) {
    return (
      <Line tone="info" act={again(missedSince, true)}>
        <b>
          <Trans>{host} reçoit de nouveau.</Trans>
        </b>{' '}
        <Trans>Ce qui s’est passé depuis le {at(missedSince)} ne lui a pas été dit.</Trans>
        <ActError error={recover.error} />
      </Line>
    );
  }
  const aWeekAgo = () => new Date(Date.now() - WEEK_MS).toISOString();
  const waiting = tally?.pending ?? 0;
  const countedFrom = dayOf(endpoint.failing_since ?? new Date(), time_zone);
  const lastDay = formatDay(addDays(countedFrom, PATIENCE_DAYS));
  if (endpoint.first_failure_at && (waiting > 0 || endpoint.failing_since)) {
    return (
      <Line tone="bad" act={waiting > 0 ? again(aWeekAgo(), false) : null}>
        <b>
          <Plural
            value={waiting}
            _0={`${host} ne répond pas.`}
            one={`# message attend que ${host} réponde.`}
            other={`# messages attendent que ${host} réponde.`}
          />
        </b>{' '}
        {endpoint.failing_since ? (
          <Trans>
            Les essais continuent. Sans réponse, ils cessent le {lastDay} et les administrateurs
            sont prévenus par e-mail.
          </Trans>
        ) : (
          <Trans>Les essais continuent d’eux-mêmes, de plus en plus espacés.</Trans>
        )}
        <ActError error={recover.error} />
      </Line>
    );
  }
  if (tally && tally.failed > 0) {
    return (
      <Line tone="warn" act={again(aWeekAgo(), false)}>
        <b>
          <Plural
            value={tally.failed}
            one={`# message n’a pas pu être livré à ${host}.`}
            other={`# messages n’ont pas pu être livrés à ${host}.`}
          />
        </b>{' '}
        <Trans>Ceux des sept derniers jours peuvent repartir.</Trans>
        <ActError error={recover.error} />
      </Line>
    );
  }
  return null;
}

type LineProps = { tone: 'info' | 'ok' | 'warn' | 'bad'; act?: ReactNode; children: ReactNode };

function Line({ tone, act, children }: LineProps) {
  return (
    <div className={classes['note']} role="status">
      <Note tone={tone}>
        <div className={classes['noteLine']}>
          <div>{children}</div>
          {act}
        </div>
      </Note>
    </div>
  );
}
