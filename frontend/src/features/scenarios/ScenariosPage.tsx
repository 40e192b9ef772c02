import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { type Column, DataTable } from '~/components/DataTable';
import { PageHeader } from '~/components/PageHeader';
import { Reserved } from '~/components/Reserved';
import { Empty, LoadError, Loading } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { formatCount } from '~/shared/counts';
import classes from './scenarioEditor.module.css';
import { type Scenario, scenariosQuery } from './scenariosApi';
import { audienceWords } from './scenarioWords';

type Props = { onOpen: (id: string) => void };

/** The company's scenarios: one for each profile and audience (SAGE-96). */
export function ScenariosPage({ onOpen }: Props) {
  const { t } = useLingui();
  const mayRead = useCompany().permissions.includes('configure');
  const result = useQuery({ ...scenariosQuery, enabled: mayRead });
  const columns = useMemo<Column<Scenario>[]>(
    () => [
      {
        id: 'name',
        header: <Trans>Scénario</Trans>,
        grow: true,
        cell: (one) => (
          <Link to="/reglages/scenarios/$id" params={{ id: one.id }} className={classes['open']}>
            {one.name}
          </Link>
        ),
      },
      { id: 'profile', header: <Trans>Profil</Trans>, hides: 2, cell: (one) => one.profile },
      {
        id: 'audience',
        header: <Trans>Pour</Trans>,
        hides: 1,
        cell: (one) => <span className="muted">{audienceWords(one.audience)}</span>,
      },
      {
        id: 'steps',
        header: <Trans>Étapes actives</Trans>,
        numeric: true,
        hides: 3,
        cell: (one) => one.steps.filter((step) => step.is_active).length,
      },
      {
        id: 'customers',
        header: <Trans>Clients</Trans>,
        numeric: true,
        cell: (one) => formatCount(one.customers),
      },
      {
        id: 'state',
        header: <Trans>État</Trans>,
        cell: (one) =>
          one.is_active ? (
            <StatusPill tone="ok">
              <Trans>Actif</Trans>
            </StatusPill>
          ) : (
            <StatusPill tone="idle">
              <Trans>Éteint</Trans>
            </StatusPill>
          ),
      },
    ],
    [],
  );
  if (!mayRead) return <Reserved title={<Trans>Les scénarios se règlent ailleurs</Trans>} />;

  const scenarios = result.data?.items;
  return (
    <div className={classes['list']}>
      <PageHeader
        title={<Trans>Scénarios</Trans>}
        count={
          scenarios ? (
            <Plural value={scenarios.length} _0="aucun" one="# scénario" other="# scénarios" />
          ) : null
        }
      />
      <p className={classes['about']}>
        <Trans>
          Un scénario dit quand et comment relancer les clients d’un profil, avec ou sans e-mail. Un
          client change de scénario quand son profil change, ou quand son adresse e-mail apparaît.
        </Trans>
      </p>
      {result.isPending ? <Loading /> : null}
      {result.isLoadingError ? (
        <LoadError
          error={result.error}
          what={<Trans>Les scénarios n’ont pas pu être lus.</Trans>}
          onRetry={() => void result.refetch()}
        />
      ) : null}
      {scenarios?.length === 0 ? (
        <Empty title={<Trans>Aucun scénario</Trans>}>
          <Trans>Deux scénarios accompagnent chaque profil dès le premier import.</Trans>
        </Empty>
      ) : null}
      {scenarios && scenarios.length > 0 ? (
        <DataTable<Scenario>
          embedded
          keys
          caption={t`Scénarios de relance`}
          columns={columns}
          rows={scenarios}
          rowId={(one) => one.id}
          rowName={(one) => one.name}
          onCurrent={(one) => onOpen(one.id)}
          isQuiet={(one) => !one.is_active}
          detail={(one) => (
            <>
              {one.profile} · {audienceWords(one.audience)}
            </>
          )}
        />
      ) : null}
    </div>
  );
}
