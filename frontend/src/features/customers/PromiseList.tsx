import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Receivable } from '~/api/customers';
import { useCompany } from '~/components/CompanyContext';
import { Money } from '~/components/Money';
import { Section } from '~/components/Peek';
import { ActError, LoadError } from '~/components/States';
import { formatDay } from '~/shared/dates';
import { formatMoney } from '~/shared/money';
import { type Promised, promisesQuery, useCancelPromise } from './api';
import classes from './customers.module.css';

type Props = { customerId: string; open: readonly Receivable[] };

/** What the customer has promised, by which day, and what to do once nobody counts on it. */
export function PromiseList({ customerId, open }: Props) {
  const { t } = useLingui();
  const { mayAct } = useCompany();
  const result = useQuery(promisesQuery(customerId));
  const cancel = useCancelPromise(customerId);
  if (result.isLoadingError)
    return <LoadError error={result.error} onRetry={() => void result.refetch()} />;
  const promises = result.data?.items ?? [];
  if (promises.length === 0) return null;

  const numbersOf = (promise: Promised) =>
    promise.receivables
      .map((part) => open.find((one) => one.id === part.receivable_id)?.number)
      .filter(Boolean)
      .join(', ');
  const nameOf = (promise: Promised) =>
    `${formatMoney(promise.amount_minor, promise.currency)}, ${formatDay(promise.due_on)}`;

  return (
    <Section title={<Trans>Promesses</Trans>} count={promises.length}>
      <ul className={classes['holds']}>
        {promises.map((promise) => (
          <li key={promise.id}>
            <div>
              <p className="figures">
                <b className="strong">
                  <Money minor={promise.amount_minor} currency={promise.currency} />
                </b>{' '}
                <Trans>pour le {formatDay(promise.due_on)}</Trans>
              </p>
              <p className="muted small">
                {[promise.made_by_name, numbersOf(promise), promise.details]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            {mayAct ? (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t`Annuler la promesse : ${nameOf(promise)}`}
                loading={cancel.isPending && cancel.variables === promise.id}
                onClick={() => cancel.mutate(promise.id)}
              >
                <Trans>Annuler</Trans>
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <ActError error={cancel.error} />
    </Section>
  );
}
