import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import { ApiError } from '~/api/client';
import { chooseCompany, chosenCompany } from '~/api/company';
import { type Session, type SessionCompany, sessionQuery } from '~/api/session';

/** The session, or the log-in page that comes back to `href`. */
export async function requireSession(queryClient: QueryClient, href: string): Promise<Session> {
  try {
    return await queryClient.ensureQueryData(sessionQuery);
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 401) {
      throw redirect({ to: '/connexion', search: href === '/' ? {} : { suite: href } });
    }
    throw error;
  }
}

/** The open company, or the page where one is chosen; an only company opens by itself. */
export function requireCompany(session: Session): SessionCompany {
  const chosen = session.companies.find((company) => company.id === chosenCompany());
  const [only, ...others] = session.companies;
  const company = chosen ?? (others.length === 0 ? only : undefined);
  if (!company) throw redirect({ to: '/societes' });
  chooseCompany(company.id);
  return company;
}
