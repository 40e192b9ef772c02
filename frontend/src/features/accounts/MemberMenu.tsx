import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconDots,
  IconPlayerPause,
  IconPlayerPlay,
  IconUserCog,
  IconUserMinus,
} from '@tabler/icons-react';
import type { Member } from '~/api/members';

const ICON = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** What asks for a second word before it is done. */
export type MemberAct = 'role' | 'suspend' | 'remove';

type Props = {
  member: Member;
  isBusy: boolean;
  onAct: (kind: MemberAct) => void;
  onReinstate: () => void;
};

/** What an administrator may do with a member. */
export function MemberMenu({ member, isBusy, onAct, onReinstate }: Props) {
  const { t } = useLingui();
  return (
    <Menu position="bottom-end" shadow="md" width={220} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          loading={isBusy}
          aria-label={t`Actions sur ${member.full_name}`}
        >
          <IconDots {...ICON} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUserCog {...ICON} />} onClick={() => onAct('role')}>
          <Trans>Changer le rôle</Trans>
        </Menu.Item>
        {member.suspended_at ? (
          <Menu.Item leftSection={<IconPlayerPlay {...ICON} />} onClick={onReinstate}>
            <Trans>Rétablir l’accès</Trans>
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconPlayerPause {...ICON} />} onClick={() => onAct('suspend')}>
            <Trans>Suspendre l’accès</Trans>
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconUserMinus {...ICON} />}
          onClick={() => onAct('remove')}
        >
          <Trans>Retirer de la société</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
