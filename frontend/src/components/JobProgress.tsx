import { Trans, useLingui } from '@lingui/react/macro';
import { Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './JobProgress.module.css';

type Props = {
  title: string;
  done: number;
  failed: number;
  total: number;
  /** Whether the figures are shares of the way, not things that are done. */
  inPercent?: boolean;
  children?: ReactNode;
};

/** How far a long task is; readers hear it at each quarter only. */
export function JobProgress({ title, done, failed, total, inPercent = false, children }: Props) {
  const { t } = useLingui();
  const settled = done + failed;
  const percent = total === 0 ? 100 : Math.floor((settled / total) * 100);
  const quarter = Math.floor(percent / 25) * 25;

  return (
    <div className={classes['job']}>
      <div className={classes['head']}>
        <h2>{title}</h2>
        <b className="figures">
          {inPercent ? (
            `${percent}\u00A0%`
          ) : (
            <Trans>
              {settled} sur {total}
            </Trans>
          )}
        </b>
      </div>
      <Progress.Root size={8}>
        <Progress.Section value={percent} aria-label={title} color="var(--accent)" />
      </Progress.Root>
      <p className="muted small">
        {settled < total ? (
          (children ?? <Trans>Vous pouvez quitter cette page, l’envoi continue.</Trans>)
        ) : (
          <Trans>Terminé.</Trans>
        )}
      </p>
      <p className="readers-only" role="status">
        {t`${title} : ${quarter} %`}
      </p>
    </div>
  );
}
