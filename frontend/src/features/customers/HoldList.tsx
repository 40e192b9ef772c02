import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCompany } from '~/components/CompanyContext';
import { Section } from '~/components/Peek';
import { ActError, LoadError } from '~/components/States';
import { formatDay } from '~/shared/dates';
import { reasonFor } from '~/shared/words';
import { holdsQuery, useLiftHold } from './api';
import classes from './customers.module.css';

/** Why the customer or some of its receivables are held, since when and until when. */
export function HoldList({ customerId }: { customerId: string }) {
  const { t } = useLingui();
  const { mayAct } = useCompany();
  const result = useQuery(holdsQuery(customerId));
  const lift = useLiftHold(customerId);
  if (result.isError) return <LoadError error={result.error} />;
  const holds = result.data?.items ?? [];
  if (holds.length === 0) return null;

  return (
    <Section title={<Trans>Suspensions</Trans>} count={holds.length}>
      <ul className={classes['holds']}>
        {holds.map((hold) => (
          <li key={hold.id}>
            <div>
              <span className="strong">{reasonFor(hold.kind)}</span>
              <p className="muted small">
                {hold.last_on ? (
                  <Trans>
                    du {formatDay(hold.first_on)} au {formatDay(hold.last_on)}
                  </Trans>
                ) : (
                  <Trans>depuis le {formatDay(hold.first_on)}</Trans>
                )}
                {hold.reason ? ` · ${hold.reason}` : ''}
                {hold.placed_by ? ` · ${hold.placed_by}` : ''}
              </p>
            </div>
            {mayAct && hold.kind === 'stop' ? (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t`Lever la suspension : ${reasonFor(hold.kind)}`}
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
