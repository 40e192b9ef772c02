import { Trans } from '@lingui/react/macro';
import type { Column } from '~/components/DataTable';
import { StatusPill } from '~/components/StatusPill';
import { type Day, formatInstant } from '~/shared/dates';
import type { LogLine } from './api';
import classes from './webhooks.module.css';
import { answerState, lengthOf, lineState, spanOf } from './words';

export function LineState({ line }: { line: LogLine }) {
  const { tone, word } = lineState(line);
  return <StatusPill tone={tone}>{word}</StatusPill>;
}

/** What the last try brought back. */
function Answer({ line }: { line: LogLine }) {
  const last = line.attempts.at(-1);
  if (!last) return <span className="muted">–</span>;
  const { tone, word } = answerState(last);
  return <StatusPill tone={tone}>{word}</StatusPill>;
}

/** How long the last try took, or when the next one comes. */
function Timing({ line }: { line: LogLine }) {
  const last = line.attempts.at(-1);
  if (line.next_attempt_at) {
    const wait = Date.parse(line.next_attempt_at) - Date.now();
    return <span className="muted">{wait > 0 ? <Trans>dans {spanOf(wait)}</Trans> : '…'}</span>;
  }
  return <span className="muted">{last ? lengthOf(last.duration_ms) : '–'}</span>;
}

export function logColumns(
  timeZone: string,
  today: Day,
  hosts: ReadonlyMap<string, string>,
): Column<LogLine>[] {
  return [
    {
      id: 'at',
      header: <Trans>Heure</Trans>,
      cell: (line) => (
        <span className="figures">{formatInstant(line.created_at, timeZone, today)}</span>
      ),
    },
    {
      id: 'type',
      header: <Trans>Événement</Trans>,
      grow: true,
      cell: (line) => <code className={classes['mono']}>{line.type}</code>,
    },
    {
      id: 'host',
      header: <Trans>Adresse</Trans>,
      hides: 3,
      cell: (line) => <span className="muted">{hosts.get(line.endpoint_id)}</span>,
    },
    {
      id: 'state',
      header: <Trans>État</Trans>,
      hides: 1,
      cell: (line) => <LineState line={line} />,
    },
    {
      id: 'answer',
      header: <Trans>Réponse</Trans>,
      cell: (line) => <Answer line={line} />,
    },
    {
      id: 'tries',
      header: <Trans>Essais</Trans>,
      numeric: true,
      hides: 2,
      cell: (line) => line.attempts.length,
    },
    {
      id: 'timing',
      header: <Trans>Durée ou prochain essai</Trans>,
      numeric: true,
      hides: 1,
      cell: (line) => <Timing line={line} />,
    },
  ];
}
