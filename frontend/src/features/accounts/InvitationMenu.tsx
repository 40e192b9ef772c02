import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconMailForward, IconMailOff } from '@tabler/icons-react';
import type { Invitation } from './teamApi';

const ICON = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

type Props = {
  invitation: Invitation;
  isSending: boolean;
  onResend: () => void;
  onWithdraw: () => void;
};

/** What an administrator may do with an invitation. */
export function InvitationMenu({ invitation, isSending, onResend, onWithdraw }: Props) {
  const { t } = useLingui();
  return (
    <Menu position="bottom-end" shadow="md" width={220} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          loading={isSending}
          aria-label={t`Actions sur l’invitation de ${invitation.email}`}
        >
          <IconDots {...ICON} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconMailForward {...ICON} />} onClick={onResend}>
          <Trans>Renvoyer l’invitation</Trans>
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconMailOff {...ICON} />} onClick={onWithdraw}>
          <Trans>Retirer l’invitation</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
