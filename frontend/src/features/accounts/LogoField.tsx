import { Trans, useLingui } from '@lingui/react/macro';
import { Button, FileButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Note } from '~/components/Note';
import { ActError } from '~/components/States';
import { logoQuery, useRemoveLogo, useSetLogo } from './companyApi';
import { Part } from './Part';
import classes from './settings.module.css';

const MOST_BYTES = 2_000_000;

/** The mark that letters bear; kept at once, apart from the other settings. */
export function LogoField({ sha256 }: { sha256: string | null }) {
  const { t } = useLingui();
  const put = useSetLogo();
  const remove = useRemoveLogo();
  const [isTooHeavy, setTooHeavy] = useState(false);
  const logo = useQuery({ ...logoQuery(sha256 ?? ''), enabled: sha256 !== null });

  const choose = (file: File | null) => {
    if (!file) return;
    remove.reset();
    setTooHeavy(file.size > MOST_BYTES);
    if (file.size <= MOST_BYTES) put.mutate(file);
  };

  return (
    <Part
      title={<Trans>Logo</Trans>}
      about={<Trans>En tête de vos lettres. PNG ou JPEG, 2 Mo au plus, sur fond clair.</Trans>}
    >
      <div className={`${classes['wide']} ${classes['line']}`}>
        <div className={classes['logo']}>
          {sha256 && logo.data ? (
            <img src={logo.data} alt={t`Logo de la société`} />
          ) : (
            <span className={classes['blank']}>
              {sha256 ? <Trans>Lecture en cours</Trans> : <Trans>Aucun logo</Trans>}
            </span>
          )}
        </div>
        <FileButton accept="image/png,image/jpeg" onChange={choose}>
          {(props) => (
            <Button {...props} loading={put.isPending}>
              {sha256 ? <Trans>Remplacer le logo</Trans> : <Trans>Choisir un logo</Trans>}
            </Button>
          )}
        </FileButton>
        {sha256 ? (
          <Button
            variant="subtle"
            color="red"
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            <Trans>Retirer le logo</Trans>
          </Button>
        ) : null}
      </div>
      <div className={classes['wide']} hidden={!isTooHeavy && !put.error && !remove.error}>
        {isTooHeavy ? (
          <Note tone="bad" alert>
            <b>
              <Trans>Ce fichier dépasse 2 Mo.</Trans>
            </b>{' '}
            <Trans>Rien n’a été changé. Réduisez l’image, puis réessayez.</Trans>
          </Note>
        ) : (
          <ActError error={put.error ?? remove.error} />
        )}
      </div>
    </Part>
  );
}
