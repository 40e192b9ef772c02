import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconFlag, IconFlagFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Customer } from '~/api/customers';
import { useCompany } from '~/components/CompanyContext';
import { Heading } from '~/components/Heading';
import { LevelMark } from '~/components/LevelMark';
import { Balance, Money } from '~/components/Money';
import { ActError } from '~/components/States';
import { Tag } from '~/components/StatusPill';
import { formatMoney } from '~/shared/money';
import { useEditCustomer } from './api';
import classes from './customers.module.css';

type Props = { customer: Customer; level: number; acts: ReactNode };

export function CustomerHeader({ customer, level, acts }: Props) {
  const { t } = useLingui();
  const facts = [
    customer.registration,
    customer.city,
    customer.collector ? t`suivi par ${customer.collector.full_name}` : null,
  ].filter(Boolean);
  const several = customer.balances.length > 1;

  return (
    <header className={classes['header']}>
      <div className={classes['identity']}>
        <span className="muted reference">{customer.code}</span>
        <Heading>{customer.name}</Heading>
        <WatchFlag customer={customer} />
        <Tag tone="idle">{customer.profile.name}</Tag>
        <LevelMark level={level} />
        <span className="muted small">{facts.join(' · ')}</span>
        <span className={classes['headActs']}>{acts}</span>
      </div>
      {customer.balances.length === 0 ? (
        <p className="muted">
          <Trans>Ce client ne doit rien.</Trans>
        </p>
      ) : null}
      {customer.balances.map((balance) => (
        <dl key={balance.currency} className={classes['figures']}>
          <Figure label={several ? t`Solde en ${balance.currency}` : t`Solde`}>
            <Balance minor={balance.total_minor} currency={balance.currency} />
          </Figure>
          <Figure label={t`En retard`}>
            <span className={balance.overdue_minor > 0 ? 'danger' : undefined}>
              <Money minor={balance.overdue_minor} currency={balance.currency} />
            </span>
          </Figure>
          <Figure label={t`À venir, avoirs déduits`}>
            <Money minor={balance.upcoming_minor} currency={balance.currency} />
          </Figure>
          <Figure label={t`Payé en 90 jours`}>
            <Money minor={balance.paid_90d_minor} currency={balance.currency} />
          </Figure>
          {balance.oldest_days_late ? (
            <Figure label={t`Plus ancien retard`}>
              <Plural value={balance.oldest_days_late} one="# jour" other="# jours" />
            </Figure>
          ) : null}
          {customer.credit_limit_minor !== null && customer.currency === balance.currency ? (
            <Credit
              used={balance.total_minor}
              limit={customer.credit_limit_minor}
              currency={balance.currency}
            />
          ) : null}
        </dl>
      ))}
    </header>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Credit({ used, limit, currency }: { used: number; limit: number; currency: string }) {
  const { t } = useLingui();
  if (limit <= 0) return null;
  const percent = Math.max(0, Math.round((used / limit) * 100));
  return (
    <div className={classes['credit']}>
      <dt>{t`Encours autorisé`}</dt>
      <dd>
        <span className="figures">{t`${percent}\u00A0% de ${formatMoney(limit, currency)}`}</span>
        <span className={classes['meter']} aria-hidden>
          <i
            style={{ width: `${Math.min(percent, 100)}%` }}
            data-near={percent >= 80 || undefined}
            data-over={percent > 100 || undefined}
          />
        </span>
      </dd>
    </div>
  );
}

/** The flag of a customer to keep an eye on; the home page tells what such customers do. */
function WatchFlag({ customer }: { customer: Customer }) {
  const { t } = useLingui();
  const { mayAct } = useCompany();
  const edit = useEditCustomer(customer.id);
  const { watched, version } = customer;
  if (!mayAct) {
    return watched ? (
      <IconFlag size={16} stroke={1.6} className="warning" aria-label={t`Client suivi`} />
    ) : null;
  }
  const Icon = watched ? IconFlagFilled : IconFlag;
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-pressed={watched}
        aria-label={t`Suivre ce client`}
        title={watched ? t`Client suivi : ne plus le suivre` : t`Suivre ce client depuis l’accueil`}
        loading={edit.isPending}
        onClick={() => edit.mutate({ watched: !watched, version })}
      >
        <Icon size={16} stroke={1.6} className={watched ? 'warning' : 'muted'} aria-hidden />
      </ActionIcon>
      <ActError error={edit.error} />
    </>
  );
}
