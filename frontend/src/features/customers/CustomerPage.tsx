import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { customerQuery, receivablesQuery, timelineQuery } from '~/api/customers';
import { useCompany } from '~/components/CompanyContext';
import { LoadError, Loading } from '~/components/States';
import { TimelineList } from '~/components/TimelineList';
import { Account } from './Account';
import { dunningQuery } from './api';
import { CustomerHeader } from './CustomerHeader';
import { CustomerSide } from './CustomerSide';
import classes from './customers.module.css';
import { DisputeButton } from './DisputeButton';
import { PromiseButton } from './PromiseButton';
import { StopButton } from './StopButton';
import { WhyNote } from './WhyNote';

const NONE: ReadonlySet<string> = new Set();

/** One customer: figures, why it is reminded or not, account, history (SAGE-22 to SAGE-39). */
export function CustomerPage({ id }: { id: string }) {
  const { mayAct } = useCompany();
  const [tickedIds, setTickedIds] = useState(NONE);
  const customer = useQuery(customerQuery(id));
  const receivables = useInfiniteQuery(receivablesQuery(id, 'open'));
  const timeline = useInfiniteQuery(timelineQuery(id));
  const dunning = useQuery(dunningQuery(id));
  const open = useMemo(
    () => receivables.data?.pages.flatMap((page) => page.items) ?? [],
    [receivables.data],
  );
  const entries = useMemo(
    () => timeline.data?.pages.flatMap((page) => page.items) ?? [],
    [timeline.data],
  );

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

  const ticked = open.filter((line) => tickedIds.has(line.id));
  const untick = () => setTickedIds(NONE);

  return (
    <div className={classes['page']}>
      <CustomerHeader
        customer={customer.data}
        level={dunning.data?.level ?? 0}
        acts={
          mayAct ? (
            <>
              <PromiseButton customerId={id} ticked={ticked} onDone={untick} />
              <DisputeButton customerId={id} ticked={ticked} onDone={untick} />
              <StopButton customer={customer.data} ticked={ticked} />
            </>
          ) : null
        }
      />
      <div className={classes['columns']}>
        <div className={classes['centre']}>
          <WhyNote customerId={id} open={open} />
          <Account
            customerId={id}
            tickedIds={tickedIds}
            onTick={mayAct ? setTickedIds : undefined}
          />
          <section className={classes['history']}>
            <div className={classes['bandTitle']}>
              <h2>
                <Trans>Historique</Trans>
              </h2>
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
        <CustomerSide customer={customer.data} open={open} />
      </div>
    </div>
  );
}
