import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Column, DataTable, type TotalRow } from '~/components/DataTable';
import { Heading } from '~/components/Heading';
import { Money } from '~/components/Money';
import { Logo } from '~/components/Shell/Logo';
import { Empty, LoadError, Loading } from '~/components/States';
import { currencySymbol } from '~/shared/money';
import classes from './accounts.module.css';
import { type CompanyBalance, type CompanyTotal, companiesQuery } from './api';

type Props = { onOpen: (company: CompanyBalance) => void; onLogOut: () => void };

/** Which company to open, with what each is owed (SAGE-4). */
export function CompaniesPage({ onOpen, onLogOut }: Props) {
  const { t } = useLingui();
  const result = useQuery(companiesQuery);

  return (
    <main className={classes['companies']}>
      <div className={classes['head']}>
        <Logo />
        <Heading>
          <Trans>Choisir une société</Trans>
        </Heading>
        <Button variant="subtle" className={classes['out']} onClick={onLogOut}>
          <Trans>Se déconnecter</Trans>
        </Button>
      </div>
      {result.isPending ? <Loading /> : null}
      {result.isLoadingError ? (
        <LoadError error={result.error} onRetry={() => void result.refetch()} />
      ) : null}
      {result.data?.items.length === 0 ? (
        <Empty title={<Trans>Aucune société ne vous est ouverte</Trans>}>
          <Trans>Demandez à un administrateur de vous donner un rôle dans une société.</Trans>
        </Empty>
      ) : null}
      {result.data && result.data.items.length > 0 ? (
        <DataTable
          embedded
          keys
          caption={t`Sociétés et sommes dues`}
          columns={columnsFor(onOpen)}
          rows={result.data.items}
          rowId={(company) => company.id}
          rowName={(company) => company.name}
          onOpen={onOpen}
          onCurrent={onOpen}
          totals={result.data.totals.map((total, _, all) => totalRow(total, all.length > 1))}
          detail={(company) => (
            <>
              <Trans>En retard</Trans>{' '}
              <Money minor={company.overdue_minor} currency={company.currency} />
            </>
          )}
        />
      ) : null}
    </main>
  );
}

type Sums = Omit<CompanyTotal, 'customers'>;

function columnsFor(onOpen: (company: CompanyBalance) => void): Column<CompanyBalance>[] {
  const sum = (key: 'overdue_minor' | 'upcoming_minor' | 'total_minor') => (sums: Sums) => (
    <Money minor={sums[key]} currency={sums.currency} dashZero />
  );
  return [
    {
      id: 'name',
      header: <Trans>Société</Trans>,
      grow: true,
      cell: (company) => (
        <button type="button" className={classes['open']} onClick={() => onOpen(company)}>
          {company.name}
        </button>
      ),
    },
    {
      id: 'customers',
      header: <Trans>Clients</Trans>,
      numeric: true,
      hides: 2,
      cell: (company) => company.customers,
    },
    {
      id: 'overdue',
      header: <Trans>En retard</Trans>,
      numeric: true,
      hides: 1,
      cell: (company) => <span className="danger">{sum('overdue_minor')(company)}</span>,
    },
    {
      id: 'upcoming',
      header: <Trans>À venir</Trans>,
      numeric: true,
      hides: 1,
      cell: sum('upcoming_minor'),
    },
    {
      id: 'total',
      header: <Trans>Total</Trans>,
      numeric: true,
      cell: (company) => <b>{sum('total_minor')(company)}</b>,
    },
  ];
}

function totalRow(total: CompanyTotal, isOneOfMany: boolean): TotalRow {
  const sum = (minor: number) => <Money minor={minor} currency={total.currency} />;
  return {
    id: total.currency,
    cells: {
      name: isOneOfMany ? (
        <Trans>Toutes les sociétés en {currencySymbol(total.currency)}</Trans>
      ) : (
        <Trans>Toutes les sociétés</Trans>
      ),
      customers: total.customers,
      overdue: <span className="danger">{sum(total.overdue_minor)}</span>,
      upcoming: sum(total.upcoming_minor),
      total: sum(total.total_minor),
    },
  };
}
