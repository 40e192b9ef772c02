import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconCheck, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { SendBar } from '~/components/SendBar';
import { ActError } from '~/components/States';
import { newKey } from '~/shared/keys';
import { formatSums, sumByCurrency } from '~/shared/money';
import type { Action, Confirmation } from './api';
import { channelCount } from './channelCount';
import { type Choice, claimed, toConfirm } from './choice';
import { LetterResult } from './LetterResult';
import { useFinishLetters, usePrint } from './letters';
import classes from './scenarios.module.css';

type Props = {
  channel: string;
  leaving: readonly Action[];
  staying: number;
  choice: Choice;
  onPosted: (confirmation: Confirmation) => void;
};

/** Prints the ticked letters in one PDF, then says which of them were posted. */
export function LetterBar({ channel, leaving, staying, choice, onPosted }: Props) {
  const { t } = useLingui();
  const { today } = useCompany();
  const [duplex, setDuplex] = useState(false);
  const [comment, setComment] = useState('');
  const print = usePrint();
  const finish = useFinishLetters();
  const lying = leaving.filter((action) => action.letter);
  const isReady = lying.length > 0;

  const printAll = () => {
    finish.reset();
    print.mutate({
      key: newKey(),
      actions: toConfirm(leaving, choice),
      duplex,
      name: t`lettres-${today}.pdf`,
    });
  };
  const finishAll = () =>
    finish.mutate(
      { key: newKey(), actions: lying.map((action) => action.id), comment: comment.trim() },
      {
        onSuccess: (confirmation) => {
          setComment('');
          if (confirmation.confirmed > 0) onPosted(confirmation);
        },
      },
    );

  return (
    <>
      <LetterResult printed={print.data} finished={finish.data} actions={leaving} />
      <SendBar
        left={
          staying > 0 ? (
            <Plural
              value={staying}
              one="# passé, sa raison reste au dossier"
              other="# passés, leur raison reste au dossier"
            />
          ) : null
        }
        acts={
          <>
            {isReady ? (
              <TextInput
                className={`${classes['comment']} ${classes['letterNote']}`}
                aria-label={t`Commentaire`}
                placeholder={t`Commentaire, numéro de suivi…`}
                maxLength={500}
                value={comment}
                onChange={(event) => setComment(event.currentTarget.value)}
              />
            ) : (
              <Checkbox
                size="xs"
                label={t`Recto verso`}
                checked={duplex}
                onChange={(event) => setDuplex(event.currentTarget.checked)}
              />
            )}
            <Button
              className={classes['letterAct']}
              variant={isReady ? 'default' : 'filled'}
              leftSection={<IconPrinter size={16} stroke={1.6} aria-hidden />}
              loading={print.isPending}
              disabled={leaving.length === 0 || finish.isPending}
              onClick={printAll}
            >
              <Plural
                value={leaving.length}
                one="Imprimer la lettre"
                other="Imprimer les # lettres"
              />
            </Button>
            {isReady ? (
              <Button
                className={classes['letterAct']}
                variant="filled"
                leftSection={<IconCheck size={16} stroke={1.6} aria-hidden />}
                loading={finish.isPending}
                disabled={print.isPending}
                onClick={finishAll}
              >
                <Plural
                  value={lying.length}
                  one="Terminer # lettre postée"
                  other="Terminer # lettres postées"
                />
              </Button>
            ) : null}
          </>
        }
      >
        <b>{channelCount(channel, leaving.length)}</b>
        {leaving.length > 0 ? (
          <>
            {', '}
            <b>{formatSums(sumByCurrency(claimed(leaving, choice)))}</b>
          </>
        ) : (
          <Trans> à imprimer</Trans>
        )}
        <ActError error={print.error ?? finish.error} />
      </SendBar>
    </>
  );
}
