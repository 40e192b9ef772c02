import { Trans, useLingui } from '@lingui/react/macro';
import type { Member } from '~/api/members';
import { ConfirmBox } from './ConfirmBox';
import { useSuspend } from './teamApi';

type Props = { member: Member | null; userId: string; onClose: () => void };

/** Keeps a member out for a while. */
export function SuspendDialog({ member, userId, onClose }: Props) {
  const { t } = useLingui();
  const suspend = useSuspend();
  return (
    <ConfirmBox
      isOpen={member !== null}
      title={member ? t`Suspendre l’accès de ${member.full_name}` : ''}
      act={<Trans>Suspendre l’accès</Trans>}
      change={suspend}
      onConfirm={() => member && suspend.mutate(member.user_id, { onSuccess: onClose })}
      onClose={onClose}
    >
      {member?.user_id === userId ? (
        <Trans>Vous perdez vous-même l’accès à cette société, tout de suite.</Trans>
      ) : (
        <Trans>
          Dès sa prochaine action, cette personne ne voit plus rien de la société. Son rôle et son
          travail sont gardés : l’accès se rétablit ici.
        </Trans>
      )}
    </ConfirmBox>
  );
}
