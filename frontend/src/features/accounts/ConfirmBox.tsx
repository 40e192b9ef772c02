import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ApiError } from '~/api/client';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import classes from './settings.module.css';

type Props = {
  isOpen: boolean;
  title: string;
  act: ReactNode;
  change: { error: ApiError | null; isPending: boolean };
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Says what an act does before it does it. */
export function ConfirmBox({ isOpen, title, act, change, onConfirm, onClose, children }: Props) {
  return (
    <Dialog opened={isOpen} onClose={onClose} title={title}>
      <div className={classes['dialog']}>
        <p>{children}</p>
        <ActError error={change.error} />
        <div className={classes['acts']}>
          <Button onClick={onClose}>
            <Trans>Ne rien changer</Trans>
          </Button>
          <Button variant="filled" color="red" loading={change.isPending} onClick={onConfirm}>
            {act}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
