import { createFileRoute, useRouter } from '@tanstack/react-router';
import * as z from 'zod/mini';
import { LogInPage } from '~/features/accounts/LogInPage';

// Only a path of our own may follow a log-in, never another site.
const ownPath = z.string().check(z.regex(/^\/(?![/\\])/));

export const Route = createFileRoute('/connexion')({
  validateSearch: z.object({
    suite: z.catch(z.optional(ownPath), undefined),
    /** A new password has just been chosen. */
    change: z.catch(z.optional(z.boolean()), undefined),
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
