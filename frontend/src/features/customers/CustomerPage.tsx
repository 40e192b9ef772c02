import { Trans } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { customerQuery, receivablesQuery, timelineQuery } from '~/api/customers';
import { useRows } from '~/api/pages';
import { useCompany } from '~/components/CompanyContext';
import { ReadOn } from '~/components/ReadOn';
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
  const { rows: open } = useRows(receivables);
  const { rows: entries } = useRows(timeline);

  if (customer.isPending) return <Loading />;
  if (customer.isLoadingError) {
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
            {timeline.isLoadingError ? (
              <LoadError error={timeline.error} onRetry={() => void timeline.refetch()} />
            ) : null}
            {timeline.data ? <TimelineList entries={entries} /> : null}
            <ReadOn list={timeline}>
              <Trans>Voir plus ancien</Trans>
            </ReadOn>
          </section>
        </div>
        <CustomerSide customer={customer.data} open={open} />
      </div>
    </div>
  );
}
