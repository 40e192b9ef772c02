import { createFileRoute } from '@tanstack/react-router';
import { ScenariosPage } from '~/features/scenarios/ScenariosPage';

export const Route = createFileRoute('/_console/reglages/scenarios/')({ component: Page });

function Page() {
  const navigate = Route.useNavigate();
  const open = (id: string) => void navigate({ to: '/reglages/scenarios/$id', params: { id } });
  return <ScenariosPage onOpen={open} />;
}
