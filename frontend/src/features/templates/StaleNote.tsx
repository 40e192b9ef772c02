import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Note } from '~/components/Note';
import { type Address, type TemplateText, textQuery } from './api';
import { draftOf } from './draft';
import classes from './editor.module.css';
import { LastWriting } from './LastWriting';

type Props = {
  address: Address;
  onKeep: (theirs: TemplateText) => void;
  onTake: () => void;
};

/** Somebody was faster: their text can be read, and one of the two chosen. */
export function StaleNote({ address, onKeep, onTake }: Props) {
  const result = useQuery({ ...textQuery(address), staleTime: 0, refetchOnMount: 'always' });
  const theirs = result.isFetching ? undefined : result.data;
  const draft = theirs ? draftOf(theirs) : null;
  return (
    <Note tone="warn" alert>
      <b>
        <Trans>Quelqu’un a modifié ce modèle pendant votre saisie.</Trans>
      </b>{' '}
      <Trans>Votre texte est gardé ici et n’a rien remplacé.</Trans>{' '}
      {theirs ? <LastWriting text={theirs} /> : null}
      {theirs && draft ? (
        <>
          <details className={classes['theirs']}>
            <summary>
              <Trans>Lire la version enregistrée</Trans>
            </summary>
            <pre>{`${draft.subject}\n\n${draft.body}`}</pre>
          </details>
          <div className={classes['noteActs']}>
            <Button size="compact-sm" onClick={() => onKeep(theirs)}>
              <Trans>Garder mon texte</Trans>
            </Button>
            <Button size="compact-sm" onClick={onTake}>
              <Trans>Prendre la version enregistrée</Trans>
            </Button>
          </div>
        </>
      ) : null}
    </Note>
  );
}
