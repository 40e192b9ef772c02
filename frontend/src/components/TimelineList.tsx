import { Trans } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { TimelineEntry } from '~/api/customers';
import { formatInstant } from '~/shared/dates';
import { useCompany } from './CompanyContext';
import { StatusPill } from './StatusPill';
import classes from './TimelineList.module.css';
import { exchangesOf } from './timelineSentence';

type Props = { entries: readonly TimelineEntry[]; dense?: boolean };

/** Exchanges with a customer, newest first: state, sentence, time. */
export function TimelineList({ entries, dense = false }: Props) {
  const { today, time_zone } = useCompany();
  const exchanges = useMemo(() => exchangesOf(entries), [entries]);
  if (exchanges.length === 0) {
    return (
      <p className="muted">
        <Trans>Aucun échange pour l’instant.</Trans>
      </p>
    );
  }
  return (
    <ul className={classes['list']} data-dense={dense || undefined}>
      {exchanges.map(({ entry, sentence }) => {
        const details = [...sentence.details, actorOf(entry)].filter(Boolean);
        return (
          <li key={entry.id} className={classes['entry']}>
            <span className={classes['state']}>
              <StatusPill tone={sentence.tone}>{sentence.word}</StatusPill>
            </span>
            <span className={classes['words']} title={[sentence.fact, ...details].join(', ')}>
              <span className="strong">{sentence.fact}</span>
              {details.length > 0 ? <span className="muted">, {details.join(', ')}</span> : null}
            </span>
            <time className={classes['time']} dateTime={entry.at}>
              {formatInstant(entry.at, time_zone, today)}
            </time>
          </li>
        );
      })}
    </ul>
  );
}

/** Who did it, unless it is the product itself. */
function actorOf(entry: TimelineEntry): string {
  return entry.actor_kind === 'system' ? '' : entry.actor;
}
