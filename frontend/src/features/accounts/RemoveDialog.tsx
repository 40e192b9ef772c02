import { Trans, useLingui } from '@lingui/react/macro';
import type { Member } from '~/api/members';
import { ConfirmBox } from './ConfirmBox';
import { useRemove } from './teamApi';

type Props = { member: Member | null; userId: string; onClose: () => void };

/** Takes a member out of the company. */
export function RemoveDialog({ member, userId, onClose }: Props) {
  const { t } = useLingui();
  const remove = useRemove();
  return (
    <ConfirmBox
      isOpen={member !== null}
      title={member ? t`Retirer ${member.full_name} de la société` : ''}
      act={<Trans>Retirer de la société</Trans>}
      change={remove}
      onConfirm={() => member && remove.mutate(member.user_id, { onSuccess: onClose })}
      onClose={onClose}
    >
      {member?.user_id === userId ? (
        <Trans>
          Vous perdez vous-même l’accès à cette société, tout de suite. Pour revenir, il vous faudra
          une invitation.
        </Trans>
      ) : (
        <Trans>
          Dès sa prochaine action, cette personne ne voit plus rien de la société. Ce qu’elle a fait
          reste dans l’historique ; pour revenir, il lui faudra une invitation.
        </Trans>
      )}
    </ConfirmBox>
  );
}
