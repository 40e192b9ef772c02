import { createFileRoute } from '@tanstack/react-router';
import { ScenarioPage } from '~/features/scenarios/ScenarioPage';

export const Route = createFileRoute('/_console/reglages/scenarios/$id')({ component: Page });

function Page() {
  const { id } = Route.useParams();
  return <ScenarioPage key={id} id={id} />;
}
