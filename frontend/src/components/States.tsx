import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { ApiError } from '~/api/client';
import { sentenceFor } from '~/api/sentences';
import { Heading } from './Heading';
import { Note } from './Note';
import classes from './States.module.css';

type EmptyProps = {
  title: ReactNode;
  children?: ReactNode;
  acts?: ReactNode;
  /** Whether this is all the page has to say: its title is then the page's. */
  isPage?: boolean;
};

/** Why there is nothing to see, and what to do about it. */
export function Empty({ title, children, acts, isPage = false }: EmptyProps) {
  return (
    <div className={classes['empty']}>
      {isPage ? (
        <Heading className={classes['title']}>{title}</Heading>
      ) : (
        <h2 className={classes['title']}>{title}</h2>
      )}
      {children ? <p className={classes['text']}>{children}</p> : null}
      {acts ? <div className={classes['acts']}>{acts}</div> : null}
    </div>
  );
}

type ErrorProps = { error: ApiError; what?: ReactNode; onRetry?: () => void };

/** A failed reading, told where it happened. */
export function LoadError({ error, what, onRetry }: ErrorProps) {
  const sentence = sentenceFor(error);
  return (
    <div className={classes['error']}>
      <Note tone="bad" alert>
        <b>{what ?? sentence.fact}</b>
        <br />
        {what ? `${sentence.fact} ` : null}
        {sentence.advice}
        {onRetry ? (
          <div className={classes['acts']}>
            <Button
              size="compact-sm"
              leftSection={<IconRefresh size={14} aria-hidden />}
              onClick={onRetry}
            >
              <Trans>Réessayer</Trans>
            </Button>
          </div>
        ) : null}
      </Note>
    </div>
  );
}

/** The refusal of an act, beside the control that asked for it. */
export function ActError({ error }: { error: ApiError | null }) {
  if (!error) return null;
  const { fact, advice } = sentenceFor(error);
  return (
    <Note tone="bad" alert>
      <b>{fact}</b> {advice}
    </Note>
  );
}

const WIDTHS = [
  [150, 60],
  [210, 74],
  [128, 52],
  [180, 66],
  [160, 58],
] as const;

/** Grey lines, shown only when the first reading takes longer than a blink. */
export function Loading() {
  const { t } = useLingui();
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={t`Lecture en cours`} className={classes['loading']}>
      {visible
        ? WIDTHS.map(([name, amount]) => (
            <div key={name} className={classes['bone']}>
              <span style={{ width: name }} />
              <span style={{ width: amount }} />
            </div>
          ))
        : null}
    </div>
  );
}
