import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Session } from '~/api/session';
import { Rail } from './Rail';
import { Search } from './Search';
import classes from './Shell.module.css';
import { UserMenu } from './UserMenu';

type Props = { user: Session['user']; onLogOut: () => void; children: ReactNode };

/** What stays around every screen: rail, search, person. */
export function Shell({ user, onLogOut, children }: Props) {
  const { t } = useLingui();
  const [isOpen, drawer] = useDisclosure();

  return (
    <div className={classes['shell']}>
      <a className={classes['skip']} href="#contenu">
        <Trans>Aller au contenu</Trans>
      </a>
      <div className={classes['side']}>
        <Rail />
      </div>
      <header className={classes['bar']}>
        <ActionIcon
          className={classes['burger']}
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t`Ouvrir la navigation`}
          onClick={drawer.open}
        >
          <IconMenu2 size={20} stroke={1.6} aria-hidden />
        </ActionIcon>
        <Search />
        <span className={classes['end']}>
          <UserMenu user={user} onLogOut={onLogOut} />
        </span>
      </header>
      <main className={classes['main']} id="contenu" tabIndex={-1}>
        {children}
      </main>
      <Drawer
        opened={isOpen}
        onClose={drawer.close}
        size={280}
        padding={0}
        classNames={{ header: classes['drawerHead'] ?? '' }}
        title={t`Navigation`}
        closeButtonProps={{ 'aria-label': t`Fermer la navigation` }}
      >
        <Rail onLeave={drawer.close} />
      </Drawer>
    </div>
  );
}
