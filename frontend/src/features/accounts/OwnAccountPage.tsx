import { Trans } from '@lingui/react/macro';
import type { Session } from '~/api/session';
import { PageHeader } from '~/components/PageHeader';
import { PasswordForm } from './PasswordForm';
import { ProfileForm } from './ProfileForm';
import { SessionList } from './SessionList';
import classes from './settings.module.css';

type Props = { user: Session['user']; onLoggedOut: () => void };

/** Who one is, how one gets in, and where one is logged in. */
export function OwnAccountPage({ user, onLoggedOut }: Props) {
  return (
    <div className={classes['page']}>
      <PageHeader title={<Trans>Mon compte</Trans>} count={user.email} />
      <ProfileForm user={user} />
      <PasswordForm email={user.email} />
      <SessionList onLoggedOut={onLoggedOut} />
    </div>
  );
}
