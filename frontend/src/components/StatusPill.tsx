import {
  IconAlertTriangle,
  IconCheck,
  IconCircle,
  IconClock,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './StatusPill.module.css';

export type Tone = 'idle' | 'info' | 'ok' | 'warn' | 'bad';

const SHAPES: Record<Tone, TablerIcon> = {
  idle: IconCircle,
  info: IconClock,
  ok: IconCheck,
  warn: IconAlertTriangle,
  bad: IconAlertTriangle,
};

type Props = { tone: Tone; children: ReactNode; icon?: TablerIcon };

/** A state told by a shape and a word; the colour only repeats them. */
export function StatusPill({ tone, children, icon }: Props) {
  const Shape = icon ?? SHAPES[tone];
  return (
    <span className={classes['status']} data-tone={tone}>
      <Shape size={14} stroke={1.9} aria-hidden />
      {children}
    </span>
  );
}

/** The shape alone, where the words beside it tell the state; readers hear the word. */
export function StatusMark({ tone, word }: { tone: Tone; word: string }) {
  const Shape = SHAPES[tone];
  return (
    <span className={classes['status']} data-tone={tone} title={word}>
      <Shape size={14} stroke={1.9} aria-hidden />
      <span className="readers-only">{word}</span>
    </span>
  );
}

/** A quiet label on its own tint. */
export function Tag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes['tag']} data-tone={tone}>
      {children}
    </span>
  );
}
