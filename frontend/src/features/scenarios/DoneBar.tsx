import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { SendBar } from '~/components/SendBar';
import { ActError } from '~/components/States';
import { type Action, useFinish } from './api';
import classes from './scenarios.module.css';

/** Notes that a person did what no machine does: a call, a visit (SAGE-69, SAGE-70). */
export function DoneBar({ channel, action }: { channel: string; action: Action | undefined }) {
  const { t } = useLingui();
  const [comment, setComment] = useState('');
  const finish = useFinish();
  if (!action) return null;

  return (
    <SendBar
      acts={
        <>
          <TextInput
            className={classes['comment']}
            aria-label={t`Ce qui a été dit`}
            placeholder={t`Ce qui a été dit`}
            maxLength={500}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Button
            variant="filled"
            leftSection={<IconCheck size={16} stroke={1.6} aria-hidden />}
            loading={finish.isPending}
            onClick={() =>
              finish.mutate(
                { id: action.id, comment: comment.trim() },
                { onSuccess: () => setComment('') },
              )
            }
          >
            {channel === 'phone' ? (
              <Trans>Noter l’appel à {action.customer.name}</Trans>
            ) : (
              <Trans>Noter l’action pour {action.customer.name}</Trans>
            )}
          </Button>
        </>
      }
    >
      <ActError error={finish.error} />
    </SendBar>
  );
}
