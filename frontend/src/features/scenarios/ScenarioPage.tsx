import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCompany } from '~/components/CompanyContext';
import { Reserved } from '~/components/Reserved';
import { Empty, LoadError, Loading } from '~/components/States';
import { ScenarioEditor } from './ScenarioEditor';
import { scenariosQuery } from './scenariosApi';

/** One scenario: its steps, the days they leave, and what may be changed of them (SAGE-96…99). */
export function ScenarioPage({ id }: { id: string }) {
  const mayRead = useCompany().permissions.includes('configure');
  const result = useQuery({ ...scenariosQuery, enabled: mayRead });
  if (!mayRead) return <Reserved title={<Trans>Les scénarios se règlent ailleurs</Trans>} />;
  if (result.isPending) return <Loading />;
  if (result.isLoadingError) {
    return <LoadError error={result.error} onRetry={() => void result.refetch()} />;
  }
  const scenario = result.data.items.find((one) => one.id === id);
  if (scenario) return <ScenarioEditor scenario={scenario} />;
  return (
    <Empty
      isPage
      title={<Trans>Ce scénario n’existe pas</Trans>}
      acts={
        <Button component={Link} to="/reglages/scenarios" variant="filled">
          <Trans>Voir les scénarios</Trans>
        </Button>
      }
    />
  );
}
