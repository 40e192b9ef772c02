import { Plural, Trans } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import type { Contract, Shape } from './contract';
import { eventWords } from './eventWords';
import { Fields } from './Fields';
import classes from './reference.module.css';

/** Every event, what it tells, and the fields of its `data`. */
export function EventReference({ contract, asked }: { contract: Contract; asked: string }) {
  const types = useMemo(
    () =>
      Object.keys(contract.webhooks ?? {})
        .filter((type) => `${type} ${eventWords(type)}`.toLowerCase().includes(asked.toLowerCase()))
        .sort(),
    [contract, asked],
  );
  if (types.length === 0) return null;
  return (
    <section aria-labelledby="events">
      <div className={classes['room']}>
        <h2 id="events">
          <Trans>Événements</Trans>
        </h2>
        <span className="muted">
          <Plural value={types.length} one="# type" other="# types" />
        </span>
      </div>
      {types.map((type) => (
        <EventCard key={type} contract={contract} type={type} />
      ))}
    </section>
  );
}

function EventCard({ contract, type }: { contract: Contract; type: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className={classes['operation']}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <code className={classes['path']}>{type}</code>
        <span className="muted">{eventWords(type)}</span>
      </summary>
      {isOpen ? (
        <div className={classes['body']}>
          <Fields contract={contract} shape={bodyOf(contract, type)} />
        </div>
      ) : null}
    </details>
  );
}

function bodyOf(contract: Contract, type: string): Shape {
  const content = contract.webhooks?.[type]?.['post']?.requestBody?.content ?? {};
  return content['application/json']?.schema ?? {};
}
