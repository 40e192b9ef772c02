import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { ApiError } from '~/api/client';
import { Dialog } from '~/components/Dialog';
import { Note } from '~/components/Note';
import { ActError } from '~/components/States';
import { type Import, useDecision } from './api';
import { dependentWord } from './words';

/** Takes a whole import back, once the person has read what that means. */
export function RollBackButton({ run }: { run: Import }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const rollBack = useDecision(run.id, 'rollback');
  const close = () => {
    setOpen(false);
    rollBack.reset();
  };
  return (
    <>
      <Button color="red" onClick={() => setOpen(true)}>
        <Trans>Annuler cet import</Trans>
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t`Annuler cet import`}>
        <p>
          <Trans>
            Ce que « {run.file_name} » a créé sera retiré, ce qu’il a changé reprendra sa valeur
            d’avant. Les autres saisies ne bougent pas.
          </Trans>
        </p>
        <Refusal error={rollBack.error} />
        <Group justify="flex-end" mt="md">
          <Button onClick={close}>
            <Trans>Garder l’import</Trans>
          </Button>
          <Button variant="filled" loading={rollBack.isPending} onClick={() => rollBack.mutate()}>
            <Trans>Annuler l’import</Trans>
          </Button>
        </Group>
      </Dialog>
    </>
  );
}

function Refusal({ error }: { error: ApiError | null }) {
  if (error?.problem.code !== 'import_depended_upon') return <ActError error={error} />;
  const words = error.problem.errors.map(({ code }) => dependentWord(code));
  return (
    <Note tone="bad" alert>
      <b>
        <Trans>Cet import ne peut plus être annulé.</Trans>
      </b>{' '}
      <Trans>
        Depuis, il y a eu {new Intl.ListFormat('fr').format(words)} sur ce qu’il a apporté. Rien n’a
        été modifié.
      </Trans>
    </Note>
  );
}
