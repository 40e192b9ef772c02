import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { SendBar } from '~/components/SendBar';
import { type Amount, formatSums, sumByCurrency } from '~/shared/money';
import { channelCount } from './channelCount';

type Props = {
  channel: string;
  leaving: number;
  staying: number;
  sums: readonly Amount[];
  onSend: () => void;
};

/** What leaves and what stays, in one sentence, and the button that says the same. */
export function LeavingBar({ channel, leaving, staying, sums, onSend }: Props) {
  return (
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
        <Button
          variant="filled"
          leftSection={<IconSend size={16} stroke={1.6} aria-hidden />}
          disabled={leaving === 0}
          onClick={onSend}
        >
          {staying > 0 ? (
            <Trans>
              Envoyer {leaving}, passer {staying}
            </Trans>
          ) : (
            <Trans>Envoyer {leaving}</Trans>
          )}
        </Button>
      }
    >
      <b>{channelCount(channel, leaving)}</b>
      {leaving > 0 ? (
        <>
          {', '}
          <b>{formatSums(sumByCurrency(sums))}</b>
        </>
      ) : null}
    </SendBar>
  );
}
