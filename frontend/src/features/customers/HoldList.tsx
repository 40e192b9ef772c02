import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Receivable } from '~/api/customers';
import { useCompany } from '~/components/CompanyContext';
import { Section } from '~/components/Peek';
import { reasonTone } from '~/components/reasonTone';
import { ActError, LoadError } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { formatDay } from '~/shared/dates';
import { formatMoney } from '~/shared/money';
import { disputeReasonName, reasonFor } from '~/shared/words';
import { type Hold, holdsQuery, useLiftHold } from './api';
import classes from './customers.module.css';

type Props = { customerId: string; open: readonly Receivable[] };

/** Why the customer or some of its receivables are held, since when, until when, by whom. */
export function HoldList({ customerId, open }: Props) {
  const { t } = useLingui();
  const { mayAct, role } = useCompany();
  const result = useQuery(holdsQuery(customerId));
  const lift = useLiftHold(customerId);
  if (result.isLoadingError)
    return <LoadError error={result.error} onRetry={() => void result.refetch()} />;
  const holds = result.data?.items ?? [];
  if (holds.length === 0) return null;

  const whatOf = (hold: Hold) => {
    if (hold.receivable_id === null) return t`tout le client`;
    const line = open.find((one) => one.id === hold.receivable_id);
    if (!line) return t`une pièce`;
    return hold.amount_minor === null
      ? line.number
      : `${line.number}, ${formatMoney(hold.amount_minor, line.currency)}`;
  };

  return (
    <Section title={<Trans>Suspensions</Trans>} count={holds.length}>
      <ul className={classes['holds']}>
        {holds.map((hold) => (
          <li key={hold.id}>
            <div>
              <StatusPill tone={reasonTone(hold.kind)}>{reasonFor(hold.kind)}</StatusPill>
              <p className="small">
                {whatOf(hold)},{' '}
                {hold.last_on ? (
                  <Trans>
                    du {formatDay(hold.first_on)} au {formatDay(hold.last_on)}
                  </Trans>
                ) : (
                  <Trans>depuis le {formatDay(hold.first_on)}</Trans>
                )}
              </p>
              <p className="muted small">
                {[hold.placed_by, wordsOf(hold)].filter(Boolean).join(' · ')}
              </p>
            </div>
            {mayAct && hold.kind === 'stop' && hold.overridable_by.includes(role) ? (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t`Lever la suspension : ${whatOf(hold)}`}
                loading={lift.isPending && lift.variables === hold.id}
                onClick={() => lift.mutate(hold.id)}
              >
                <Trans>Lever</Trans>
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <ActError error={lift.error} />
    </Section>
  );
}

/** What was written when it was placed; a dispute's hold bears the code of its reason. */
function wordsOf(hold: Hold): string {
  return hold.kind === 'dispute' && hold.reason ? disputeReasonName(hold.reason) : hold.reason;
}
