import { createFileRoute, useRouter } from '@tanstack/react-router';
import { z } from 'zod';
import { LogInPage } from '~/features/accounts/LogInPage';

// Only a path of our own may follow a log-in, never another site.
const ownPath = z.string().regex(/^\/(?![/\\])/);

export const Route = createFileRoute('/connexion')({
  validateSearch: z.object({
    suite: ownPath.optional().catch(undefined),
    /** A new password has just been chosen. */
    change: z.boolean().optional().catch(undefined),
  }),
  component: Page,
});

function Page() {
  const router = useRouter();
  const { suite, change } = Route.useSearch();
  return (
    <LogInPage onDone={() => router.history.push(suite ?? '/')} isPasswordNew={change ?? false} />
  );
}
