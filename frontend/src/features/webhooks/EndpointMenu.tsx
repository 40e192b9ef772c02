import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconDots,
  IconKey,
  IconPencil,
  IconPlayerPause,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import {
  type Endpoint,
  useChangeEndpoint,
  useRemoveEndpoint,
  useRotateSecret,
  useSendTest,
} from './api';
import { EndpointDialog, SecretShown } from './EndpointDialog';
import classes from './webhooks.module.css';
import { hostOf } from './words';

type Props = { endpoint: Endpoint; onTested: () => void };
type Open = 'edit' | 'rotate' | 'remove' | 'failed' | null;

const ICON = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** What can be done to an address: try it, change it, pause it, renew its secret, remove it. */
export function EndpointMenu({ endpoint, onTested }: Props) {
  const { t } = useLingui();
  const [open, setOpen] = useState<Open>(null);
  const test = useSendTest();
  const change = useChangeEndpoint();
  const rotate = useRotateSecret();
  const remove = useRemoveEndpoint();
  const host = hostOf(endpoint.url);
  const isOn = endpoint.status === 'enabled';
  const close = () => {
    setOpen(null);
    for (const act of [test, change, rotate, remove]) act.reset();
  };
  const tell = { onError: () => setOpen('failed') };

  return (
    <>
      <Menu position="bottom-end" shadow="md" width={240} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t`Actions sur ${host}`}>
            <IconDots {...ICON} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isOn ? (
            <Menu.Item
              leftSection={<IconSend {...ICON} />}
              onClick={() => test.mutate(endpoint.id, { ...tell, onSuccess: onTested })}
            >
              <Trans>Envoyer un essai</Trans>
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={() => setOpen('edit')}>
            <Trans>Modifier</Trans>
          </Menu.Item>
          <Menu.Item leftSection={<IconKey {...ICON} />} onClick={() => setOpen('rotate')}>
            <Trans>Renouveler le secret</Trans>
          </Menu.Item>
          {isOn ? (
            <Menu.Item
              leftSection={<IconPlayerPause {...ICON} />}
              onClick={() => change.mutate({ endpoint, changes: { enabled: false } }, tell)}
            >
              <Trans>Mettre en pause</Trans>
            </Menu.Item>
          ) : null}
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash {...ICON} />}
            onClick={() => setOpen('remove')}
          >
            <Trans>Supprimer</Trans>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'edit' ? <EndpointDialog endpoint={endpoint} onClose={close} /> : null}
      <Dialog
        opened={open === 'rotate'}
        onClose={close}
        size="lg"
        title={t`Renouveler le secret de ${host}`}
        closeOnClickOutside={!rotate.data}
      >
        {rotate.data ? (
          <SecretShown secret={rotate.data.secret} onClose={close} />
        ) : (
          <div className={classes['form']}>
            <p>
              <Trans>
                Un nouveau secret signera dès maintenant. Pendant 24 heures, chaque message portera
                les deux signatures : changez le secret chez le destinataire dans ce délai.
              </Trans>
            </p>
            <ActError error={rotate.error} />
            <Button
              variant="filled"
              loading={rotate.isPending}
              onClick={() => rotate.mutate(endpoint.id)}
            >
              <Trans>Renouveler le secret</Trans>
            </Button>
          </div>
        )}
      </Dialog>
      <Dialog opened={open === 'remove'} onClose={close} title={t`Supprimer ${host}`}>
        <div className={classes['form']}>
          <p>
            <Trans>
              Plus rien n’y sera envoyé, et son journal disparaît avec elle. Pour une coupure
              passagère, mettez-la plutôt en pause.
            </Trans>
          </p>
          <ActError error={remove.error} />
          <div className={classes['acts']}>
            <Button onClick={close}>
              <Trans>Garder l’adresse</Trans>
            </Button>
            <Button
              variant="filled"
              color="red"
              loading={remove.isPending}
              onClick={() => remove.mutate(endpoint.id, { onSuccess: close })}
            >
              <Trans>Supprimer l’adresse</Trans>
            </Button>
          </div>
        </div>
      </Dialog>
      <Dialog opened={open === 'failed'} onClose={close} title={host}>
        <ActError error={test.error ?? change.error} />
      </Dialog>
    </>
  );
}
