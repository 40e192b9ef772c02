import { useLingui } from '@lingui/react/macro';
import {
  IconAlertTriangle,
  IconCalendarCheck,
  IconGavel,
  IconHandStop,
  type TablerIcon,
} from '@tabler/icons-react';
import classes from './Flags.module.css';
import { StatusPill, type Tone } from './StatusPill';

/** What sets a customer apart in a list; where room is short, the shape stays and says its word. */
export function Flags({ flags }: { flags: readonly string[] }) {
  const { t } = useLingui();
  const known: [flag: string, tone: Tone, icon: TablerIcon, word: string][] = [
    ['stop', 'bad', IconHandStop, t`Stop`],
    ['insolvency', 'bad', IconGavel, t`Procédure`],
    ['promise', 'info', IconCalendarCheck, t`Promesse`],
    ['dispute', 'warn', IconAlertTriangle, t`Litige`],
  ];
  return known
    .filter(([flag]) => flags.includes(flag))
    .map(([flag, tone, icon, word]) => (
      <span key={flag} title={word}>
        <StatusPill tone={tone} icon={icon}>
          <span className={classes['word']}>{word}</span>
        </StatusPill>
      </span>
    ));
}
