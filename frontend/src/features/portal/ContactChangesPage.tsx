import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CardList } from '~/components/CardList';
import { PageHeader } from '~/components/PageHeader';
import { Empty } from '~/components/States';
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
  return (
    <CardList
      list={useInfiniteQuery(changesQuery(view))}
      more={<Trans>Voir plus ancien</Trans>}
      card={(change) => <ChangeCard change={change} />}
      empty={
        view === 'a-verifier' ? (
          <Empty title={<Trans>Aucun contact à vérifier</Trans>}>
            <Trans>Une adresse que nous ne connaissons pas attendra ici votre accord.</Trans>
          </Empty>
        ) : (
          <Empty title={<Trans>Aucun changement</Trans>}>
            <Trans>Vos clients n’ont encore modifié aucun contact depuis leur espace.</Trans>
          </Empty>
        )
      }
    />
  );
}
