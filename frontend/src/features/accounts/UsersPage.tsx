import { Plural, Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { membersQuery } from '~/api/members';
import { useCompany } from '~/components/CompanyContext';
import { PageHeader } from '~/components/PageHeader';
import { Reserved } from '~/components/Reserved';
import { LoadError, Loading } from '~/components/States';
import { InvitationList } from './InvitationList';
import { InviteButton } from './InviteButton';
import { MemberList } from './MemberList';
import { RoleMatrix } from './RoleMatrix';
import classes from './settings.module.css';

/** Who works in the company, as what, and who is asked to. */
export function UsersPage({ userId }: { userId: string }) {
  const { permissions } = useCompany();
  const mayRead = permissions.includes('configure');
  const result = useQuery({ ...membersQuery, enabled: mayRead });
  const members = result.data?.items;
  if (!mayRead) return <Reserved title={<Trans>Les utilisateurs se gèrent ailleurs</Trans>} />;

  const mayChange = permissions.includes('administer');
  return (
    <div className={classes['page']}>
      <PageHeader
        title={<Trans>Utilisateurs</Trans>}
        count={
          members ? <Plural value={members.length} one="# personne" other="# personnes" /> : null
        }
      >
        {mayChange ? <InviteButton /> : null}
      </PageHeader>
      {result.isPending ? <Loading /> : null}
      {result.isLoadingError ? (
        <LoadError error={result.error} onRetry={() => void result.refetch()} />
      ) : null}
      {members ? <MemberList members={members} userId={userId} mayChange={mayChange} /> : null}
      <InvitationList mayChange={mayChange} />
      <RoleMatrix />
    </div>
  );
}
