import { createFileRoute } from '@tanstack/react-router';
import { FactRulesPage } from '~/features/scenarios/FactRulesPage';

export const Route = createFileRoute('/_console/reglages/declencheurs')({
  component: FactRulesPage,
});
