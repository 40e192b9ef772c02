import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { type Column, DataTable } from '~/components/DataTable';
import { ActError, LoadError } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { dayOf, formatInstant, formatShortDay } from '~/shared/dates';
import { ConfirmBox } from './ConfirmBox';
import { InvitationMenu } from './InvitationMenu';
import { roleName } from './roles';
import classes from './settings.module.css';
import { type Invitation, invitationsQuery, useResend, useWithdraw } from './teamApi';

/** Who has been asked and has not answered, and what became of the message. */
export function InvitationList({ mayChange }: { mayChange: boolean }) {
  const { t } = useLingui();
  const { today, time_zone } = useCompany();
  const result = useQuery(invitationsQuery);
  const resend = useResend();
  const withdraw = useWithdraw();
  const [withdrawn, setWithdrawn] = useState<Invitation | null>(null);
  const { mutate: sendAgain, isPending: isSending, variables: sending } = resend;

  const columns = useMemo<Column<Invitation>[]>(
    () => [
      {
        id: 'email',
        header: <Trans>Adresse</Trans>,
        grow: true,
        cell: (one) => <span className="strong">{one.email}</span>,
      },
      {
        id: 'role',
        header: <Trans>Rôle</Trans>,
        hides: 2,
        cell: (one) => (
          <>
            {roleName(one.role)}
            {one.sales_rep ? <span className="muted"> · {one.sales_rep}</span> : null}
          </>
        ),
      },
      {
        id: 'state',
        header: <Trans>État</Trans>,
        hides: 1,
        cell: (one) => <InvitationState invitation={one} />,
      },
      {
        id: 'by',
        header: <Trans>Invitée par</Trans>,
        hides: 3,
        cell: (one) => (
          <span className="muted">
            {one.invited_by}, {formatShortDay(dayOf(one.created_at, time_zone), today)}
          </span>
        ),
      },
      ...(mayChange
        ? [
            {
              id: 'acts',
              header: <span className="readers-only">{t`Actions`}</span>,
              numeric: true,
              cell: (one: Invitation) => (
                <InvitationMenu
                  invitation={one}
                  isSending={isSending && sending === one.id}
                  onResend={() => sendAgain(one.id)}
                  onWithdraw={() => setWithdrawn(one)}
                />
              ),
            },
          ]
        : []),
    ],
    [t, today, time_zone, mayChange, isSending, sending, sendAgain],
  );

  if (result.isLoadingError) {
    return <LoadError error={result.error} onRetry={() => void result.refetch()} />;
  }
  const invitations = result.data?.items ?? [];
  if (invitations.length === 0) return null;
  return (
    <section aria-label={t`Invitations en attente`}>
      <div className={classes['band']}>
        <h2>
          <Trans>Invitations en attente</Trans>
        </h2>
        <span className="muted figures">{invitations.length}</span>
      </div>
      {resend.error ? (
        <div className={classes['note']}>
          <ActError error={resend.error} />
        </div>
      ) : null}
      <DataTable<Invitation>
        embedded
        caption={t`Invitations sans réponse, les plus récentes d’abord`}
        columns={columns}
        rows={invitations}
        rowId={(one) => one.id}
        rowName={(one) => one.email}
        detail={(one) => <InvitationState invitation={one} />}
      />
      <ConfirmBox
        isOpen={withdrawn !== null}
        title={withdrawn ? t`Retirer l’invitation à ${withdrawn.email}` : ''}
        act={<Trans>Retirer l’invitation</Trans>}
        change={withdraw}
        onConfirm={() =>
          withdrawn && withdraw.mutate(withdrawn.id, { onSuccess: () => setWithdrawn(null) })
        }
        onClose={() => setWithdrawn(null)}
      >
        <Trans>Le lien déjà reçu n’ouvrira plus rien. Vous pourrez inviter de nouveau.</Trans>
      </ConfirmBox>
    </section>
  );
}

function InvitationState({ invitation }: { invitation: Invitation }) {
  const { today, time_zone } = useCompany();
  const at = (instant: string) => formatInstant(instant, time_zone, today);
  if (dayOf(invitation.expires_at, time_zone) < today) {
    return (
      <StatusPill tone="warn">
        <Trans>Lien périmé</Trans>
      </StatusPill>
    );
  }
  switch (invitation.post_status) {
    case 'sent':
      return (
        <StatusPill tone="idle">
          <Trans>Envoyée, valable jusqu’au {at(invitation.expires_at)}</Trans>
        </StatusPill>
      );
    case 'failed':
      return (
        <StatusPill tone="bad">
          <Trans>Adresse injoignable</Trans>
        </StatusPill>
      );
    case 'unconfirmed':
      return (
        <StatusPill tone="warn">
          <Trans>Peut-être partie : demandez, ou renvoyez</Trans>
        </StatusPill>
      );
    default:
      return (
        <StatusPill tone="info">
          <Trans>En cours d’envoi</Trans>
        </StatusPill>
      );
  }
}
