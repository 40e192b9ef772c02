import { createFileRoute, useRouter } from '@tanstack/react-router';
import { CompanyPage } from '~/features/accounts/CompanyPage';

export const Route = createFileRoute('/_console/reglages/societe')({ component: Page });

function Page() {
  const router = useRouter();
  // The name and the zone of the company stand around every screen.
  return <CompanyPage onSaved={() => void router.invalidate()} />;
}
