import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCompany } from '~/components/CompanyContext';
import { Heading } from '~/components/Heading';
import { Empty, LoadError, Loading } from '~/components/States';
import { homeQuery } from './api';
import { DebtorTable } from './DebtorTable';
import { Figures } from './Figures';
import { GapNote } from './GapNote';
import { HomeSide } from './HomeSide';
import classes from './home.module.css';
import { WorkList } from './WorkList';

/** What is owed, what to do first, who owes most: the first screen of the day (SAGE-15 to 21). */
export function HomePage() {
  const result = useQuery(homeQuery);

  if (result.isPending) return <Loading />;
  if (result.isLoadingError) {
    return (
      <LoadError
        error={result.error}
        what={<Trans>L’accueil n’a pas pu être lu.</Trans>}
        onRetry={() => void result.refetch()}
      />
    );
  }
  if (result.data.is_empty) return <FirstDay />;

  return (
    <div className={classes['page']}>
      <div className={classes['centre']}>
        <Heading className="readers-only">
          <Trans>Accueil</Trans>
        </Heading>
        <Figures home={result.data} />
        <GapNote />
        <WorkList />
        <DebtorTable home={result.data} />
      </div>
      <HomeSide home={result.data} />
    </div>
  );
}

/** A company without a ledger has one thing to do. */
function FirstDay() {
  const { permissions } = useCompany();
  const mayLoad = permissions.includes('load');
  return (
    <Empty
      isPage
      title={<Trans>Pas encore de factures</Trans>}
      acts={
        mayLoad ? (
          <>
            <Button
              variant="filled"
              leftSection={<IconFileUpload size={16} stroke={1.6} aria-hidden />}
              renderRoot={(props) => <Link {...props} to="/imports" />}
            >
              <Trans>Déposer un grand livre</Trans>
            </Button>
            {permissions.includes('configure') ? (
              <Button renderRoot={(props) => <Link {...props} to="/reglages/societe" />}>
                <Trans>Compléter la société</Trans>
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      {mayLoad ? (
        <Trans>
          Quittance lit votre grand livre clients : déposez un fichier, et vous verrez qui vous doit
          quoi. Vos clients liront votre nom, votre adresse et vos coordonnées bancaires : complétez
          la société. Aucun message ne part avant que vous l’ayez confirmé.
        </Trans>
      ) : (
        <Trans>
          Aucun grand livre n’a encore été déposé. Demandez à un gestionnaire de votre société de
          l’importer.
        </Trans>
      )}
    </Empty>
  );
}
