import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { SendBar } from '~/components/SendBar';
import { ActError } from '~/components/States';
import { formatSums, sumByCurrency } from '~/shared/money';
import { type Action, useFinish } from './api';
import { channelCount } from './channelCount';
import { type Choice, chosenLines, claimed } from './choice';
import classes from './scenarios.module.css';

type Props = {
  channel: string;
  action: Action | undefined;
  leaving: readonly Action[];
  choice: Choice;
};

/** Notes that a person did what no machine does: calls one by one, letters by the batch. */
export function DoneBar({ channel, action, leaving, choice }: Props) {
  const { t } = useLingui();
  const [comments, setComments] = useState<Readonly<Record<string, string>>>({});
  const finish = useFinish();
  const isSpoken = channel === 'phone' || channel === 'other';
  const done = isSpoken ? (action ? [action] : []) : leaving;
  // What one customer said is never noted about the next.
  const about = isSpoken ? (action?.id ?? '') : '';
  const comment = comments[about] ?? '';
  const setComment = (text: string) => setComments({ ...comments, [about]: text });

  const note = () =>
    finish.mutate(
      done.map((one) => ({
        id: one.id,
        comment: comment.trim(),
        receivable_ids: chosenLines(one, choice) ?? null,
      })),
      { onSuccess: () => setComment('') },
    );

  return (
    <SendBar
      acts={
        <>
          <TextInput
            className={classes['comment']}
            aria-label={isSpoken ? t`Ce qui a été dit` : t`Commentaire`}
            placeholder={isSpoken ? t`Ce qui a été dit` : t`Commentaire, numéro de suivi…`}
            maxLength={500}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Button
            variant="filled"
            leftSection={<IconCheck size={16} stroke={1.6} aria-hidden />}
            loading={finish.isPending}
            disabled={done.length === 0}
            onClick={note}
          >
            {channel === 'phone' ? (
              <Trans>Noter l’appel à {action?.customer.name}</Trans>
            ) : isSpoken ? (
              <Trans>Noter l’action pour {action?.customer.name}</Trans>
            ) : (
              <Plural
                value={done.length}
                one="Noter # lettre comme postée"
                other="Noter # lettres comme postées"
              />
            )}
          </Button>
        </>
      }
    >
      {isSpoken ? null : (
        <>
          <b>{channelCount(channel, done.length)}</b>
          {done.length > 0 ? (
            <>
              {', '}
              <b>{formatSums(sumByCurrency(claimed(done, choice)))}</b>
            </>
          ) : null}
        </>
      )}
      <ActError error={finish.error} />
    </SendBar>
  );
}
