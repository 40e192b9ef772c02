import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import { type Address, useResetText } from './api';
import classes from './editor.module.css';

type Props = { address: Address; onDone: () => void };

/** Back to the words that came with the product, once it has been asked twice. */
export function ResetButton({ address, onDone }: Props) {
  const { t } = useLingui();
  const [isOpen, asking] = useDisclosure();
  const reset = useResetText(address);
  const close = () => {
    asking.close();
    reset.reset();
  };
  return (
    <>
      <Button variant="subtle" onClick={asking.open}>
        <Trans>Revenir au texte fourni</Trans>
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t`Revenir au texte fourni`}>
        <div className={classes['dialog']}>
          <p>
            <Trans>
              Votre texte sera effacé et ne pourra pas être retrouvé. Les messages déjà partis ne
              changent pas ; les prochains reprennent le texte fourni.
            </Trans>
          </p>
          <ActError error={reset.error} />
          <div className={classes['dialogActs']}>
            <Button variant="filled" data-autofocus onClick={close}>
              <Trans>Garder mon texte</Trans>
            </Button>
            <Button
              color="red"
              loading={reset.isPending}
              onClick={() =>
                reset.mutate(undefined, {
                  onSuccess: () => {
                    close();
                    onDone();
                  },
                })
              }
            >
              <Trans>Effacer mon texte</Trans>
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
