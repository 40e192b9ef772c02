import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { customerQuery, timelineQuery } from '~/api/customers';
import { LoadError, Loading } from '~/components/States';
import { TimelineList } from '~/components/TimelineList';
import { Account } from './Account';
import { CustomerHeader } from './CustomerHeader';
import { CustomerSide } from './CustomerSide';
import classes from './customers.module.css';
import { WhyNote } from './WhyNote';

/** One customer: figures, why it is reminded or not, account, history (SAGE-22 to SAGE-39). */
export function CustomerPage({ id }: { id: string }) {
  const customer = useQuery(customerQuery(id));
  const timeline = useInfiniteQuery(timelineQuery(id));

  if (customer.isPending) return <Loading />;
  if (customer.isError) {
    return (
      <LoadError
        error={customer.error}
        what={<Trans>La fiche n’a pas pu être lue.</Trans>}
        onRetry={() => void customer.refetch()}
      />
    );
  }

  const entries = timeline.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <div className={classes['page']}>
      <CustomerHeader customer={customer.data} />
      <div className={classes['columns']}>
        <div className={classes['centre']}>
          <WhyNote customer={customer.data} />
          <Account customerId={id} />
          <section className={classes['history']}>
            <div className={classes['bandTitle']}>
              <h2>
                <Trans>Historique</Trans>
              </h2>
              {entries.length > 0 ? (
                <span className="muted figures">
                  <Plural value={entries.length} one="# échange" other="# échanges" />
                  {timeline.hasNextPage ? '+' : ''}
                </span>
              ) : null}
            </div>
            {timeline.isError ? (
              <LoadError error={timeline.error} onRetry={() => void timeline.refetch()} />
            ) : null}
            {timeline.data ? <TimelineList entries={entries} /> : null}
            {timeline.hasNextPage ? (
              <Button
                variant="subtle"
                loading={timeline.isFetchingNextPage}
                onClick={() => void timeline.fetchNextPage()}
              >
                <Trans>Voir plus ancien</Trans>
              </Button>
            ) : null}
          </section>
        </div>
        <CustomerSide customer={customer.data} />
      </div>
    </div>
  );
}
