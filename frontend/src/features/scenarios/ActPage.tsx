import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconDots, IconFileText, IconMail, IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { groupKey, TILES, type Tile, tileOf } from '~/api/actions';
import { useCompany } from '~/components/CompanyContext';
import { PageHeader } from '~/components/PageHeader';
import { Empty, LoadError, Loading } from '~/components/States';
import { type View, ViewTabs } from '~/components/ViewTabs';
import { formatLongDay } from '~/shared/dates';
import { groupsQuery } from './api';
import { ConfirmationPanel } from './ConfirmationPanel';
import { GroupList } from './GroupList';
import { GroupWork } from './GroupWork';
import classes from './scenarios.module.css';
import type { ActSearch } from './search';

type Props = { search: ActSearch; onSearch: (patch: Partial<ActSearch>) => void };

/** Today's actions of the scenarios: channel, step, customers, real message (SAGE-76 to SAGE-87). */
export function ActPage({ search, onSearch }: Props) {
  const { t } = useLingui();
  const result = useQuery(groupsQuery);

  if (result.isPending) return <Loading />;
  if (result.isLoadingError) {
    return (
      <LoadError
        error={result.error}
        what={<Trans>Les actions du jour n’ont pas pu être lues.</Trans>}
        onRetry={() => void result.refetch()}
      />
    );
  }

  const { groups, fresh } = result.data;
  const countOf = (tile: Tile) =>
    groups
      .filter((group) => tileOf(group.channel) === tile)
      .reduce((sum, group) => sum + group.ready + group.excluded, 0);
  const busiest = TILES.find((tile) => countOf(tile) > 0) ?? 'email';
  const tile = TILES.find((one) => one === search.canal) ?? busiest;
  const shown = groups.filter((group) => tileOf(group.channel) === tile);
  const current = shown.find((group) => groupKey(group) === search.groupe) ?? shown[0];

  const icons = {
    email: IconMail,
    phone: IconPhone,
    letter: IconFileText,
    other: IconDots,
  };
  const names = { email: t`E-mails`, phone: t`Appels`, letter: t`Lettres`, other: t`Autres` };
  const views = TILES.map((key): View<Tile> => {
    const Icon = icons[key];
    return {
      key,
      label: names[key],
      count: countOf(key),
      icon: <Icon size={16} stroke={1.6} aria-hidden />,
    };
  });

  return (
    <>
      <PageHeader
        title={<Trans>Agir par scénario</Trans>}
        count={formatLongDay(result.data.as_of)}
      />
      <ViewTabs
        label={t`Canaux`}
        views={views}
        current={tile}
        onSelect={(canal) =>
          onSearch({ canal, groupe: undefined, action: undefined, envoi: undefined })
        }
      />
      {search.envoi ? (
        <ConfirmationPanel
          id={search.envoi}
          onClose={() => onSearch({ envoi: undefined, action: undefined })}
        />
      ) : null}
      {!search.envoi && current ? (
        <div className={classes['columns']}>
          <GroupList
            groups={shown}
            current={current}
            fresh={fresh}
            onSelect={(group) => onSearch({ groupe: groupKey(group), action: undefined })}
          />
          <GroupWork
            key={groupKey(current)}
            group={current}
            actionId={search.action}
            onAction={(action) => onSearch({ action })}
            onConfirmed={(envoi) => onSearch({ envoi, action: undefined })}
          />
        </div>
      ) : null}
      {!search.envoi && !current ? (
        <NothingToDo isLoaded={fresh.last_success_at !== null} tile={tile} />
      ) : null}
    </>
  );
}

/** An empty channel: nothing is due today, or no ledger was ever read. */
function NothingToDo({ isLoaded, tile }: { isLoaded: boolean; tile: Tile }) {
  const { permissions } = useCompany();
  if (!isLoaded && permissions.includes('load')) {
    return (
      <Empty
        title={<Trans>Pas encore de factures</Trans>}
        acts={
          <Button component={Link} to="/imports" variant="filled">
            <Trans>Déposer un grand livre</Trans>
          </Button>
        }
      >
        <Trans>Les relances se préparent d’elles-mêmes dès que votre grand livre est lu.</Trans>
      </Empty>
    );
  }
  const nothing: Record<Tile, ReactNode> = {
    email: <Trans>Aucun e-mail à envoyer</Trans>,
    phone: <Trans>Aucun appel à passer</Trans>,
    letter: <Trans>Aucune lettre à imprimer</Trans>,
    other: <Trans>Rien d’autre à faire</Trans>,
  };
  return (
    <Empty
      title={nothing[tile]}
      acts={
        <Button component={Link} to="/qui-vous-doit-quoi" variant="filled">
          <Trans>Voir qui vous doit quoi</Trans>
        </Button>
      }
    >
      <Trans>Les prochaines étapes apparaîtront ici le jour venu.</Trans>
    </Empty>
  );
}
