import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { PageHeader } from '~/components/PageHeader';
import { Empty, LoadError, Loading } from '~/components/States';
import { ViewTabs } from '~/components/ViewTabs';
import { changesQuery } from './api';
import { ChangeCard } from './ChangeCard';
import classes from './portal.module.css';
import type { ContactsSearch, ContactsView } from './search';

type Props = { search: ContactsSearch; onSearch: (patch: Partial<ContactsSearch>) => void };

/** Whom debtors say to write to: details they updated, people they named (SID-11, SID-31). */
export function ContactChangesPage({ search, onSearch }: Props) {
  const { t } = useLingui();
  return (
    <>
      <PageHeader title={<Trans>Changements de contact</Trans>} />
      <ViewTabs
        label={t`Vues`}
        current={search.vue}
        onSelect={(vue) => onSearch({ vue })}
        views={[
          { key: 'a-verifier', label: <Trans>À vérifier</Trans> },
          { key: 'tous', label: <Trans>Tous</Trans> },
        ]}
      />
      <div className={classes['list']}>
        <ChangeList view={search.vue} />
      </div>
    </>
  );
}

function ChangeList({ view }: { view: ContactsView }) {
  const result = useInfiniteQuery(changesQuery(view));
  const changes = useMemo(
    () => result.data?.pages.flatMap((page) => page.items) ?? [],
    [result.data],
  );
  if (result.isPending) return <Loading />;
  if (result.isError) {
    return <LoadError error={result.error} onRetry={() => void result.refetch()} />;
  }
  if (changes.length === 0) {
    return view === 'a-verifier' ? (
      <Empty title={<Trans>Aucun contact à vérifier</Trans>}>
        <Trans>Une adresse que nous ne connaissons pas attendra ici votre accord.</Trans>
      </Empty>
    ) : (
      <Empty title={<Trans>Aucun changement</Trans>}>
        <Trans>Vos clients n’ont encore modifié aucun contact depuis leur espace.</Trans>
      </Empty>
    );
  }
  return (
    <>
      <ul className={classes['cards']}>
        {changes.map((change) => (
          <ChangeCard key={change.id} change={change} />
        ))}
      </ul>
      {result.hasNextPage ? (
        <Button
          className={classes['older']}
          variant="subtle"
          loading={result.isFetchingNextPage}
          onClick={() => void result.fetchNextPage()}
        >
          <Trans>Voir plus ancien</Trans>
        </Button>
      ) : null}
    </>
  );
}
