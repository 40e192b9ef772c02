import { Trans } from '@lingui/react/macro';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isPrinted, isSent } from '~/api/actions';
import { useCompany } from '~/components/CompanyContext';
import { LoadError, Loading } from '~/components/States';
import { newKey } from '~/shared/keys';
import { formatSums } from '~/shared/money';
import { ActionLists } from './ActionLists';
import { ActionPreview } from './ActionPreview';
import { type ActionGroup, actionsQuery, type Confirmation, useConfirm } from './api';
import { ConfirmDialog } from './ConfirmDialog';
import { claimed, isLeaving, NO_CHOICE, toConfirm } from './choice';
import { DoneBar } from './DoneBar';
import { LeavingBar } from './LeavingBar';
import { LetterBar } from './LetterBar';
import { rememberSending } from './lastSending';
import classes from './scenarios.module.css';

type Props = {
  group: ActionGroup;
  actionId: string | undefined;
  onAction: (id: string) => void;
  onConfirmed: (confirmationId: string) => void;
};

/** One step of one scenario: who is ticked, the real message of one of them, the foot that sends. */
export function GroupWork({ group, actionId, onAction, onConfirmed }: Props) {
  const { mayAct } = useCompany();
  const [choice, setChoice] = useState(NO_CHOICE);
  // A key per intent: sending again after a lost answer must not send twice.
  const [key, setKey] = useState<string | null>(null);
  const result = useQuery(actionsQuery(group));
  const confirm = useConfirm();

  const actions = result.data ?? [];
  const leaving = actions.filter((action) => isLeaving(action, choice));
  const staying = actions.length - leaving.length;
  const current = actions.find((action) => action.id === actionId) ?? leaving[0] ?? actions[0];
  const sends = isSent(group.channel);
  const ask = () => {
    if (mayAct && sends && leaving.length > 0) setKey((asked) => asked ?? newKey());
  };
  useHotkeys([['mod+Enter', ask]]);

  if (result.isPending) return <Loading />;
  if (result.isLoadingError) {
    return <LoadError error={result.error} onRetry={() => void result.refetch()} />;
  }

  const follow = (confirmation: Confirmation) => {
    const nameOf = new Map(actions.map((action) => [action.id, action.customer.name]));
    rememberSending({
      id: confirmation.confirmation_id,
      channel: group.channel,
      messages: confirmation.messages,
      customers: confirmation.confirmed,
      sums: formatSums(confirmation.amounts),
      undoUntil: confirmation.undo_until,
      skipped: confirmation.skipped.map(({ action_id, detail }) => ({
        actionId: action_id,
        name: nameOf.get(action_id) ?? '',
        detail,
      })),
    });
    onConfirmed(confirmation.confirmation_id);
  };
  const send = () => {
    if (!key) return;
    confirm.mutate({ key, actions: toConfirm(leaving, choice) }, { onSuccess: follow });
  };

  return (
    <>
      <div className={classes['work']}>
        <ActionLists
          group={group}
          actions={actions}
          choice={choice}
          onChoice={setChoice}
          currentId={current?.id}
          onCurrent={onAction}
          readOnly={!mayAct}
        />
        {current ? (
          <ActionPreview
            key={current.id}
            action={current}
            choice={choice}
            onChoice={setChoice}
            others={actions}
            onAction={onAction}
            readOnly={!mayAct}
          />
        ) : null}
      </div>
      <div className={classes['foot']}>
        {!mayAct ? (
          <p className={classes['readOnly']}>
            <Trans>Votre rôle permet de lire, pas d’envoyer.</Trans>
          </p>
        ) : sends ? (
          <LeavingBar
            channel={group.channel}
            leaving={leaving.length}
            staying={staying}
            sums={claimed(leaving, choice)}
            onSend={ask}
          />
        ) : isPrinted(group.channel) ? (
          <LetterBar
            channel={group.channel}
            leaving={leaving}
            staying={staying}
            choice={choice}
            onPosted={follow}
          />
        ) : (
          <DoneBar channel={group.channel} action={current} leaving={leaving} choice={choice} />
        )}
      </div>
      <ConfirmDialog
        opened={key !== null}
        channel={group.channel}
        step={`${group.scenario_name}, ${group.label}`}
        count={leaving.length}
        staying={staying}
        sums={claimed(leaving, choice)}
        isPending={confirm.isPending}
        error={confirm.error}
        onConfirm={send}
        onClose={() => {
          setKey(null);
          confirm.reset();
        }}
      />
    </>
  );
}
