import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { ApiError } from '~/api/client';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import { type Amount, formatSums, sumByCurrency } from '~/shared/money';
import { channelCount } from './channelCount';
import classes from './scenarios.module.css';

type Props = {
  opened: boolean;
  channel: string;
  step: string;
  count: number;
  staying: number;
  sums: readonly Amount[];
  isPending: boolean;
  error: ApiError | null;
  onConfirm: () => void;
  onClose: () => void;
};

/** The last question before messages leave the house: how many, how much, which step (SAGE-86). */
export function ConfirmDialog(props: Props) {
  const { t } = useLingui();
  const { count, staying } = props;
  const what = channelCount(props.channel, count);

  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t`Envoyer ${what}`}>
      <div className={classes['form']}>
        <p>
          <b>{formatSums(sumByCurrency(props.sums))}</b>,{' '}
          <Plural value={count} one="à # client" other="à # clients" /> ({props.step}).
        </p>
        {staying > 0 ? (
          <p>
            <Plural
              value={staying}
              one="# client ne reçoit rien."
              other="# clients ne reçoivent rien."
            />
          </p>
        ) : null}
        <p className="muted">
          <Trans>
            Chaque dossier est relu juste avant le départ : ce qui vient d’être payé, promis ou
            suspendu n’est pas réclamé.
          </Trans>
        </p>
        <ActError error={props.error} />
        <div className={classes['dialogActs']}>
          <Button onClick={props.onClose}>
            <Trans>Revoir la liste</Trans>
          </Button>
          <Button variant="filled" loading={props.isPending} onClick={props.onConfirm}>
            <Trans>Envoyer {what}</Trans>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
