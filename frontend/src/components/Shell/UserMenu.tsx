import { Trans, useLingui } from '@lingui/react/macro';
import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import {
  IconBuilding,
  IconCheck,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { Session } from '~/api/session';
import classes from './Shell.module.css';

type Props = { user: Session['user']; onLogOut: () => void };

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}

export function UserMenu({ user, onLogOut }: Props) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const initials = initialsOf(user.full_name);
  const schemes: { key: MantineColorScheme; label: string; Icon: typeof IconSun }[] = [
    { key: 'light', label: t`Clair`, Icon: IconSun },
    { key: 'dark', label: t`Sombre`, Icon: IconMoon },
    { key: 'auto', label: t`Comme le système`, Icon: IconDeviceDesktop },
  ];

  return (
    <Menu position="bottom-end" shadow="md" width={240} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button
          type="button"
          className={classes['avatar']}
          aria-label={t`${initials}, compte de ${user.full_name}`}
        >
          {initials}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.full_name}
          <br />
          {user.email}
        </Menu.Label>
        <Menu.Item
          leftSection={<IconUser size={16} stroke={1.6} aria-hidden />}
          onClick={() => void navigate({ to: '/compte' })}
        >
          <Trans>Mon compte</Trans>
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBuilding size={16} stroke={1.6} aria-hidden />}
          onClick={() => void navigate({ to: '/societes' })}
        >
          <Trans>Changer de société</Trans>
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>
          <Trans>Apparence</Trans>
        </Menu.Label>
        {schemes.map(({ key, label, Icon }) => (
          <Menu.Item
            key={key}
            leftSection={<Icon size={16} stroke={1.6} aria-hidden />}
            rightSection={
              key === colorScheme ? <IconCheck size={14} aria-label={t`Choix actuel`} /> : null
            }
            onClick={() => setColorScheme(key)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} stroke={1.6} aria-hidden />}
          onClick={onLogOut}
        >
          <Trans>Se déconnecter</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
