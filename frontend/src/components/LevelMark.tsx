import { useLingui } from '@lingui/react/macro';
import classes from './LevelMark.module.css';

type Props = { level: number; formalNotice?: boolean };

/** How far the reminders have gone: dashed = none, R1…R7, filled MD = formal notice. */
export function LevelMark({ level, formalNotice = false }: Props) {
  const { t } = useLingui();
  if (formalNotice) {
    return (
      <abbr className={classes['mark']} data-kind="notice" title={t`Mise en demeure`}>
        MD
      </abbr>
    );
  }
  if (level === 0) {
    return (
      <span className={classes['mark']} data-kind="none">
        <span aria-hidden>–</span>
        <span className="readers-only">{t`Jamais relancé`}</span>
      </span>
    );
  }
  return (
    <abbr className={classes['mark']} title={t`Relance ${level}`}>
      R{level}
    </abbr>
  );
}
