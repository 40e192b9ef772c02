import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { groupKey, tileOf } from '~/api/actions';
import { type Customer, explanationQuery, type Receivable } from '~/api/customers';
import { useCompany } from '~/components/CompanyContext';
import { NextStep } from '~/components/NextStep';
import { Section } from '~/components/Peek';
import { Tag } from '~/components/StatusPill';
import { type Day, formatDay } from '~/shared/dates';
import { dunningQuery, plannedQuery } from './api';
import { ContactList } from './ContactList';
import classes from './customers.module.css';
import { HoldList } from './HoldList';
import { LinkList } from './LinkList';
import { PromiseList } from './PromiseList';
import { TeamNote } from './TeamNote';

type Props = { customer: Customer; open: readonly Receivable[] };

/** What stands beside the account: next step, holds, contacts, the team's note. */
export function CustomerSide({ customer, open }: Props) {
  const { today, mayAct } = useCompany();
  const explanation = useQuery(explanationQuery(customer.id));
  const planned = useQuery(plannedQuery(customer.id));
  const action = planned.data?.items.find((one) => one.ready);
  const dunning = useQuery(dunningQuery(customer.id));
  const past = dunning.data;

  return (
    <aside className={classes['side']}>
      <Section title={<Trans>Prochaine étape</Trans>}>
        {explanation.data ? <NextStep explanation={explanation.data} today={today} /> : null}
        {mayAct && action && explanation.data?.may_be_reminded ? (
          <Button
            className={classes['spaced']}
            variant="filled"
            renderRoot={(props) => (
              <Link
                {...props}
                to="/agir"
                search={{
                  canal: tileOf(action.channel),
                  groupe: groupKey(action),
                  action: action.id,
                }}
              />
            )}
          >
            <Trans>Vérifier avant envoi</Trans>
          </Button>
        ) : null}
        <dl className={classes['facts']}>
          <Fact label={<Trans>Dernière prévenance</Trans>} day={past?.last_pre_notice_on} />
          <Fact label={<Trans>Dernière relance</Trans>} day={past?.last_reminder_on} />
          <Fact label={<Trans>Dernier remerciement</Trans>} day={past?.last_thank_you_on} />
          <dt>
            <Trans>Actions sur l’impayé</Trans>
          </dt>
          <dd className="figures">{past?.actions_done ?? '–'}</dd>
        </dl>
      </Section>
      <PromiseList customerId={customer.id} open={open} />
      <HoldList customerId={customer.id} open={open} />
      <ContactList customerId={customer.id} contacts={customer.contacts} />
      <LinkList customerId={customer.id} />
      <TeamNote customer={customer} isReadOnly={!mayAct} />
      <Identity customer={customer} />
    </aside>
  );
}

function Fact({ label, day }: { label: React.ReactNode; day: Day | null | undefined }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="figures">{day ? formatDay(day) : '–'}</dd>
    </>
  );
}

function Identity({ customer }: { customer: Customer }) {
  const lines = [...customer.address_lines, `${customer.postcode} ${customer.city}`]
    .map((line) => line.trim())
    .filter(Boolean);
  const facts: [React.ReactNode, string][] = [
    [<Trans key="rep">Commercial</Trans>, customer.sales_rep],
    [<Trans key="category">Catégorie</Trans>, customer.category],
    [<Trans key="method">Mode de règlement</Trans>, customer.payment_method],
    [<Trans key="terms">Conditions</Trans>, customer.payment_terms],
    [<Trans key="vat">TVA</Trans>, customer.vat_number],
    [<Trans key="phone">Téléphone</Trans>, customer.phone || customer.mobile],
    [<Trans key="free1">Champ libre 1</Trans>, customer.free1],
    [<Trans key="free2">Champ libre 2</Trans>, customer.free2],
  ];
  return (
    <Section
      title={<Trans>Identité</Trans>}
      aside={
        customer.watched ? (
          <Tag tone="warn">
            <Trans>suivi</Trans>
          </Tag>
        ) : null
      }
    >
      <address className={classes['address']}>
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </address>
      <dl className={classes['facts']}>
        {facts.map(([label, value], index) =>
          value ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list of facts never changes order.
            <div key={index} className={classes['fact']}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </Section>
  );
}
