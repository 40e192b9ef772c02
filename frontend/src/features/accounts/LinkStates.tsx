import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { ApiError } from '~/api/client';
import { LoadError } from '~/components/States';
import classes from './accounts.module.css';
import { DoorPanel } from './DoorPanel';

type Props = {
  error: ApiError;
  goneTitle: ReactNode;
  goneWords: ReactNode;
  act: ReactNode;
  onRetry: () => void;
};

/** A link that opens nothing: why, and the way out; another failure can be tried again. */
export function LinkError({ error, goneTitle, goneWords, act, onRetry }: Props) {
  const isGone = error.problem.status === 410 || error.problem.status === 422;
  return (
    <DoorPanel title={isGone ? goneTitle : <Trans>Ce lien n’a pas pu être lu</Trans>}>
      {isGone ? (
        <div className={classes['said']}>
          <p className="muted">{goneWords}</p>
          {act}
        </div>
      ) : (
        <LoadError error={error} onRetry={onRetry} />
      )}
    </DoorPanel>
  );
}
