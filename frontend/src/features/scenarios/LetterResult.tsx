import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useCompany } from '~/components/CompanyContext';
import { Note } from '~/components/Note';
import { ActError } from '~/components/States';
import type { Action, Confirmation } from './api';
import { type Printed, savePrint } from './letters';
import classes from './scenarios.module.css';

type Props = {
  printed: Printed | undefined;
  finished: Confirmation | undefined;
  actions: readonly Action[];
};

/** What became of a printing, and of the letters that could not be made or posted. */
export function LetterResult({ printed, finished, actions }: Props) {
  const { t } = useLingui();
  const { today } = useCompany();
  const again = useMutation({
    mutationFn: (id: string) => savePrint(id, t`lettres-${today}.pdf`),
  });
  const skipped = (finished ?? printed)?.skipped ?? [];
  const nameOf = new Map(actions.map((action) => [action.id, action.customer.name]));
  const id = printed?.id;

  if (!id && skipped.length === 0) return null;
  return (
    <div className={classes['letterResult']}>
      {id && !finished ? (
        <Note tone="ok">
          <b>
            <Plural value={printed.letters} one="# lettre" other="# lettres" />,{' '}
            <Plural value={printed.pages} one="# page" other="# pages" />.
          </b>{' '}
          <Trans>Rien n’est encore noté comme posté.</Trans>{' '}
          <Button
            size="compact-sm"
            variant="subtle"
            loading={again.isPending}
            onClick={() => again.mutate(id)}
          >
            <Trans>Enregistrer à nouveau le PDF</Trans>
          </Button>
          <ActError error={again.error} />
        </Note>
      ) : null}
      {skipped.length > 0 ? (
        <Note tone="warn">
          <b>
            <Plural value={skipped.length} one="# lettre écartée." other="# lettres écartées." />
          </b>
          <ul>
            {skipped.map((one) => (
              <li key={one.action_id}>
                {nameOf.get(one.action_id) ?? t`Client replanifié`} : {one.detail}
              </li>
            ))}
          </ul>
        </Note>
      ) : null}
    </div>
  );
}
