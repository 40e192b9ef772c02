import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { Dialog } from './Dialog';
import classes from './LeaveGuard.module.css';

/** Asks before what was typed is lost: by a link, the back button or the closing of the tab. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const { t } = useLingui();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });

  return (
    <Dialog
      opened={status === 'blocked'}
      onClose={() => reset?.()}
      title={t`Quitter sans enregistrer`}
    >
      <p className={classes['fact']}>
        <Trans>Ce que vous avez modifié sur cette page n’est pas enregistré.</Trans>
      </p>
      <div className={classes['acts']}>
        <Button color="red" onClick={() => proceed?.()}>
          <Trans>Quitter sans enregistrer</Trans>
        </Button>
        <Button variant="filled" data-autofocus onClick={() => reset?.()}>
          <Trans>Rester sur la page</Trans>
        </Button>
      </div>
    </Dialog>
  );
}
