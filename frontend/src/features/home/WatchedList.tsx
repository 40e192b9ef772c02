import { Plural, Trans } from '@lingui/react/macro';
import { IconCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { Section } from '~/components/Peek';
import { LoadError } from '~/components/States';
import { StatusMark, type Tone } from '~/components/StatusPill';
import { exchangesOf } from '~/components/timelineSentence';
import { type Day, dayOf, daysBetween, formatHour, formatShortDay } from '~/shared/dates';
import { formatMoney } from '~/shared/money';
import { type Watched, watchedQuery } from './api';
import classes from './home.module.css';

const SHOWN = 8;

/** What watched customers did in seven days, and have to pay within seven (SAGE-19). */
export function WatchedList() {
  const result = useQuery(watchedQuery);
  if (result.isLoadingError)
    return <LoadError error={result.error} onRetry={() => void result.refetch()} />;
  if (!result.data) return null;
  const { customers, coming, past } = result.data;
  return (
    <Section title={<Trans>Clients suivis</Trans>} count={customers || undefined}>
      {customers === 0 ? (
        <p className="muted">
          <Trans>
            Aucun client suivi. Marquez d’un drapeau, sur leur fiche, les quelques comptes à garder
            à l’œil.
          </Trans>
        </p>
      ) : null}
      {customers > 0 && past.length + coming.length === 0 ? (
        <p className="muted">
          <Trans>Rien depuis sept jours, rien à échoir dans les sept prochains.</Trans>
        </p>
      ) : null}
      <ul className={classes['watched']}>
        <Past entries={past} />
        {coming.slice(0, SHOWN).map((one) => (
          <Coming key={`${one.customer_id}${one.due_on}${one.currency}`} coming={one} />
        ))}
      </ul>
    </Section>
  );
}

function Past({ entries }: { entries: Watched['past'] }) {
  const { time_zone, today } = useCompany();
  const owners = new Map(entries.map((entry) => [entry.id, entry]));
  return exchangesOf(entries)
    .slice(0, SHOWN)
    .map(({ entry, sentence }) => {
      const owner = owners.get(entry.id);
      const day = dayOf(entry.at, time_zone);
      return (
        <Line
          key={entry.id}
          when={day === today ? formatHour(entry.at, time_zone) : nearDay(day, today)}
          tone={sentence.tone}
          word={sentence.word}
          customerId={owner?.customer_id ?? ''}
          name={owner?.name ?? ''}
        >
          {[sentence.fact, ...sentence.details].join(', ')}
        </Line>
      );
    });
}

function Coming({ coming }: { coming: Watched['coming'][number] }) {
  const { today } = useCompany();
  const sum = formatMoney(coming.amount_minor, coming.currency);
  return (
    <Line
      when={nearDay(coming.due_on, today)}
      tone="idle"
      word=""
      customerId={coming.customer_id}
      name={coming.name}
    >
      <Plural
        value={coming.receivables}
        one={`échéance de ${sum}, # facture`}
        other={`échéances de ${sum}, # factures`}
      />
    </Line>
  );
}

type LineProps = {
  when: ReactNode;
  tone: Tone;
  word: string;
  customerId: string;
  name: string;
  children: ReactNode;
};

function Line({ when, tone, word, customerId, name, children }: LineProps) {
  return (
    <li>
      <span className="muted small figures">{when}</span>
      {word ? (
        <StatusMark tone={tone} word={word} />
      ) : (
        <IconCircle size={14} stroke={1.6} className="muted" aria-hidden />
      )}
      <span className={classes['event']}>
        <Link to="/clients/$id" params={{ id: customerId }} className={classes['link']}>
          {name}
        </Link>
        <span className="muted small">{children}</span>
      </span>
    </li>
  );
}

/** `hier`, `demain`, `ven. 27` within a week, else `12/11`. */
function nearDay(day: Day, today: Day): ReactNode {
  const days = daysBetween(today, day);
  if (days === 0) return <Trans>aujourd’hui</Trans>;
  if (days === -1) return <Trans>hier</Trans>;
  if (days === 1) return <Trans>demain</Trans>;
  if (Math.abs(days) > 7) return formatShortDay(day, today);
  return new Intl.DateTimeFormat('fr-FR', {
    weekday: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
}
