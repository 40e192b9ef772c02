import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import type { Member } from '~/api/members';
import { useCompany } from '~/components/CompanyContext';
import { type Column, DataTable } from '~/components/DataTable';
import { ActError } from '~/components/States';
import { StatusPill, Tag } from '~/components/StatusPill';
import { dayOf, formatShortDay } from '~/shared/dates';
import { type MemberAct, MemberMenu } from './MemberMenu';
import { RemoveDialog } from './RemoveDialog';
import { RoleDialog } from './RoleDialog';
import { roleName } from './roles';
import { SuspendDialog } from './SuspendDialog';
import classes from './settings.module.css';
import { useReinstate } from './teamApi';

type Props = { members: readonly Member[]; userId: string; mayChange: boolean };

/** The people who work in the company, with what each may do. */
export function MemberList({ members, userId, mayChange }: Props) {
  const { t } = useLingui();
  const { today, time_zone } = useCompany();
  const [act, setAct] = useState<{ kind: MemberAct; member: Member } | null>(null);
  const reinstate = useReinstate();
  const { mutate: letBack, isPending: isLetting, variables: letIn } = reinstate;
  const columns = useMemo<Column<Member>[]>(
    () => [
      {
        id: 'name',
        header: <Trans>Nom</Trans>,
        grow: true,
        cell: (member) => (
          <span className={classes['line']}>
            <span className="strong ellipsis">{member.full_name}</span>
            {member.user_id === userId ? (
              <Tag tone="info">
                <Trans>vous</Trans>
              </Tag>
            ) : null}
          </span>
        ),
      },
      {
        id: 'email',
        header: <Trans>Adresse</Trans>,
        hides: 1,
        cell: (member) => <span className="muted">{member.email}</span>,
      },
      {
        id: 'role',
        header: <Trans>Rôle</Trans>,
        cell: (member) => (
          <>
            {roleName(member.role)}
            {member.sales_rep ? <span className="muted"> · {member.sales_rep}</span> : null}
          </>
        ),
      },
      {
        id: 'state',
        header: <Trans>État</Trans>,
        hides: 2,
        cell: (member) => <MemberState member={member} />,
      },
      {
        id: 'joined',
        header: <Trans>Depuis</Trans>,
        hides: 3,
        numeric: true,
        cell: (member) => (
          <span className="muted">{formatShortDay(dayOf(member.joined_at, time_zone), today)}</span>
        ),
      },
      ...(mayChange
        ? [
            {
              id: 'acts',
              header: <span className="readers-only">{t`Actions`}</span>,
              numeric: true,
              cell: (member: Member) => (
                <MemberMenu
                  member={member}
                  isBusy={isLetting && letIn === member.user_id}
                  onAct={(kind) => setAct({ kind, member })}
                  onReinstate={() => letBack(member.user_id)}
                />
              ),
            },
          ]
        : []),
    ],
    [t, today, time_zone, userId, mayChange, isLetting, letIn, letBack],
  );
  const asked = (kind: MemberAct) => (act?.kind === kind ? act.member : null);
  const close = () => setAct(null);

  return (
    <>
      {reinstate.error ? (
        <div className={classes['note']}>
          <ActError error={reinstate.error} />
        </div>
      ) : null}
      <DataTable<Member>
        embedded
        caption={t`Utilisateurs de la société`}
        columns={columns}
        rows={members}
        rowId={(member) => member.user_id}
        rowName={(member) => member.full_name}
        isQuiet={(member) => member.suspended_at !== null}
        detail={(member) => (
          <>
            {member.email}
            {member.suspended_at ? <Trans> · suspendu</Trans> : null}
          </>
        )}
      />
      {act ? (
        <>
          <RoleDialog key={`role-${act.member.user_id}`} member={asked('role')} onClose={close} />
          <SuspendDialog member={asked('suspend')} userId={userId} onClose={close} />
          <RemoveDialog member={asked('remove')} userId={userId} onClose={close} />
        </>
      ) : null}
    </>
  );
}

function MemberState({ member }: { member: Member }) {
  return member.suspended_at ? (
    <StatusPill tone="warn">
      <Trans>Suspendu</Trans>
    </StatusPill>
  ) : (
    <StatusPill tone="ok">
      <Trans>Actif</Trans>
    </StatusPill>
  );
}
