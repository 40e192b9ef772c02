import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { TimelineEntry } from '~/api/customers';
import { formatInstant } from '~/shared/dates';
import { formatMoney } from '~/shared/money';
import { channelName } from '~/shared/words';
import { useCompany } from './CompanyContext';
import { deliveryStatus } from './deliveryStatus';
import { StatusPill, type Tone } from './StatusPill';
import classes from './TimelineList.module.css';

/** The state of an exchange: messages have their own words, the rest the name of its kind. */
function stateOf(entry: TimelineEntry): { tone: Tone; word: string } {
  switch (entry.kind) {
    case 'delivery':
    case 'call':
      return deliveryStatus(entry.status ?? 'done');
    case 'promise':
      return { tone: 'info', word: t`Promesse` };
    case 'dispute':
      return { tone: 'warn', word: t`Litige` };
    case 'hold':
      return { tone: 'warn', word: t`Suspension` };
    case 'answer':
      return { tone: 'info', word: t`Réponse` };
    case 'payment_notice':
      return { tone: 'ok', word: t`Paiement` };
    case 'note':
      return { tone: 'idle', word: t`Note` };
    case 'level':
      return { tone: 'idle', word: t`Niveau` };
    case 'import':
      return { tone: 'idle', word: t`Import` };
    default:
      return { tone: 'idle', word: t`Fait` };
  }
}

type Props = { entries: readonly TimelineEntry[]; dense?: boolean };

/** Exchanges with a customer, newest first: state, sentence, time. */
export function TimelineList({ entries, dense = false }: Props) {
  const { today, time_zone } = useCompany();
  if (entries.length === 0) {
    return (
      <p className="muted">
        <Trans>Aucun échange pour l’instant.</Trans>
      </p>
    );
  }
  return (
    <ul className={classes['list']} data-dense={dense || undefined}>
      {entries.map((entry) => {
        const { tone, word } = stateOf(entry);
        const more = [
          entry.channel && entry.kind !== 'call' ? channelName(entry.channel) : null,
          entry.detail,
          entry.amount_minor !== null && entry.currency
            ? formatMoney(entry.amount_minor, entry.currency)
            : null,
          entry.actor,
        ].filter(Boolean);
        return (
          <li key={entry.id} className={classes['entry']}>
            <span className={classes['state']}>
              <StatusPill tone={tone}>{word}</StatusPill>
            </span>
            <span className={classes['words']}>
              <span className="strong">{entry.title}</span>
              {more.length > 0 ? <span className="muted"> {more.join(', ')}</span> : null}
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
