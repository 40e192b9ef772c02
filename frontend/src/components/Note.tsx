import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Note.module.css';
import type { Tone } from './StatusPill';

type Props = { tone: Exclude<Tone, 'idle'>; children: ReactNode; alert?: boolean };

const ICONS = {
  info: IconInfoCircle,
  ok: IconCheck,
  warn: IconAlertTriangle,
  bad: IconAlertTriangle,
};

/** A fact in its place: bold fact, explanation, act. */
export function Note({ tone, children, alert = false }: Props) {
  const Icon = ICONS[tone];
  return (
    <div className={classes['note']} data-tone={tone} role={alert ? 'alert' : undefined}>
      <Icon size={16} stroke={1.6} aria-hidden />
      <div className={classes['body']}>{children}</div>
    </div>
  );
}
