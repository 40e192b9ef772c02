import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCompany } from '~/components/CompanyContext';
import { Peek, Section } from '~/components/Peek';
import { ActError, LoadError, Loading } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { dayOf, formatDay, formatInstant } from '~/shared/dates';
import { type Attempt, type LogLine, messageQuery, useReplay } from './api';
import { eventWords } from './eventWords';
import { LineState } from './logColumns';
import { Copy } from './ShownOnce';
import classes from './webhooks.module.css';
import { answerState, errorWords, lengthOf } from './words';

type Props = {
  line: LogLine;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onClose: () => void;
};

/** One message at one address: each try, the very bytes that were sent, and sending them again. */
export function MessagePeek({ line, ...peek }: Props) {
  const { t } = useLingui();
  const { today, time_zone } = useCompany();
  const message = useQuery(messageQuery(line.message_id));
  const replay = useReplay();
  const last = line.attempts.at(-1);
  const bytes = message.data ? new TextEncoder().encode(message.data.body).length : 0;

  return (
    <Peek label={t`Message ${line.type}`} caption={eventWords(line.type)} {...peek}>
      <div className={classes['peekTitle']}>
        <h2>{line.type}</h2>
        <dl className={classes['facts']}>
          <div>
            <dt>
              <Trans>Créé</Trans>
            </dt>
            <dd className="figures">
              {formatDay(dayOf(line.created_at, time_zone))} {clock(line.created_at, time_zone)}
            </dd>
          </div>
          <div>
            <dt>
              <Trans>État</Trans>
            </dt>
            <dd>
              <LineState line={line} />
            </dd>
          </div>
          {line.next_attempt_at ? (
            <div>
              <dt>
                <Trans>Prévu</Trans>
              </dt>
              <dd>{formatInstant(line.next_attempt_at, time_zone, today)}</dd>
            </div>
          ) : null}
        </dl>
      </div>
      <Section title={<Trans>Essais</Trans>} count={line.attempts.length}>
        {line.attempts.length === 0 ? (
          <p className="muted">
            <Trans>Aucun encore.</Trans>
          </p>
        ) : (
          <div className={classes['attempts']}>
            {line.attempts.map((attempt) => (
              <Try
                key={attempt.id}
                attempt={attempt}
                at={clock(attempt.attempted_at, time_zone)}
                isOpen={attempt === last}
              />
            ))}
          </div>
        )}
      </Section>
      <Section
        title={<Trans>Corps envoyé</Trans>}
        count={message.data ? t`${bytes} octets` : undefined}
        aside={message.data ? <Copy small value={message.data.body} /> : null}
      >
        {message.isPending ? <Loading /> : null}
        {message.isLoadingError ? (
          <LoadError error={message.error} onRetry={() => void message.refetch()} />
        ) : null}
        {message.data ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by Tab
          <pre className={classes['code']} tabIndex={0}>
            {indented(message.data.body)}
          </pre>
        ) : null}
      </Section>
      {last ? (
        <Section
          title={<Trans>En-têtes</Trans>}
          aside={<Copy small value={headerLines(last.headers)} />}
        >
          <pre className={classes['code']}>{headerLines(last.headers)}</pre>
        </Section>
      ) : null}
      <div className={classes['peekActs']}>
        <ActError error={replay.error} />
        <Button
          leftSection={<IconRefresh size={16} stroke={1.6} aria-hidden />}
          loading={replay.isPending}
          onClick={() => replay.mutate(line)}
        >
          <Trans>Relivrer maintenant</Trans>
        </Button>
      </div>
    </Peek>
  );
}

type TryProps = { attempt: Attempt; at: string; isOpen: boolean };

function Try({ attempt, at, isOpen }: TryProps) {
  const { tone, word } = answerState(attempt);
  return (
    <details className={classes['attempt']} open={isOpen}>
      <summary>
        <span className="figures muted">{at}</span>
        <StatusPill tone={tone}>{word}</StatusPill>
        <span className="figures muted">{lengthOf(attempt.duration_ms)}</span>
      </summary>
      <div>
        {attempt.error ? <p className="muted">{errorWords(attempt.error)}</p> : null}
        {attempt.response ? (
          <pre className={classes['code']} data-tone={tone}>
            {attempt.response}
          </pre>
        ) : null}
        {attempt.error || attempt.response ? null : (
          <p className="muted">
            <Trans>Réponse sans texte.</Trans>
          </p>
        )}
      </div>
    </details>
  );
}

/** `10:42:07` in the company's zone: a log is read to the second. */
function clock(instant: string, timeZone: string): string {
  return new Date(instant).toLocaleTimeString('fr-FR', { timeZone });
}

/** The body laid out for reading; as it is if it is no JSON. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}
