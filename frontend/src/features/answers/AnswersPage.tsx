import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { workQuery } from '~/api/work';
import { PageHeader } from '~/components/PageHeader';
import { ViewTabs } from '~/components/ViewTabs';
import { AnswerList } from './AnswerList';
import classes from './answers.module.css';
import { DisputeTable } from './DisputeTable';
import { NoticeList } from './NoticeList';
import { PromiseTable } from './PromiseTable';
import type { AnswersSearch } from './search';

type Props = { search: AnswersSearch; onSearch: (patch: Partial<AnswersSearch>) => void };

/** What debtors said, and what becomes of it: answers, payments, promises, disputes (SAGE-52, 53). */
export function AnswersPage({ search, onSearch }: Props) {
  const { t } = useLingui();
  const work = useQuery(workQuery);
  const count = (...sorts: string[]) =>
    work.data?.items
      .filter((one) => sorts.includes(one.what))
      .reduce((sum, one) => sum + one.count, 0);
  const changes = count('contact_changes');

  return (
    <>
      <PageHeader title={<Trans>Réponses et promesses</Trans>}>
        <Button component={Link} to="/reponses/contacts">
          <Trans>Changements de contact</Trans>
          {changes ? ` (${changes})` : null}
        </Button>
      </PageHeader>
      <ViewTabs
        label={t`Vues`}
        current={search.vue}
        onSelect={(vue) => onSearch({ vue })}
        views={[
          { key: 'reponses', label: <Trans>Réponses à lire</Trans>, count: count('answers') },
          // Without a count: home counts those of an unread answer with that answer.
          { key: 'paiements', label: <Trans>Paiements annoncés</Trans> },
          {
            key: 'promesses',
            label: <Trans>Promesses</Trans>,
            count: count('promises_broken', 'promises_due'),
          },
          { key: 'litiges', label: <Trans>Litiges</Trans>, count: count('disputes') },
        ]}
      />
      <div className={classes['list']}>
        {search.vue === 'reponses' ? <AnswerList /> : null}
        {search.vue === 'paiements' ? <NoticeList /> : null}
        {search.vue === 'promesses' ? (
          <PromiseTable view={search.promesses} onView={(promesses) => onSearch({ promesses })} />
        ) : null}
        {search.vue === 'litiges' ? <DisputeTable /> : null}
      </div>
    </>
  );
}
