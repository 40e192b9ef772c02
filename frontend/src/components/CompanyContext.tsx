import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { SessionCompany } from '~/api/session';
import { type Day, dayOf } from '~/shared/dates';

export type CurrentCompany = SessionCompany & { today: Day; mayAct: boolean };

const Context = createContext<CurrentCompany | null>(null);

export function CompanyProvider({
  company,
  children,
}: {
  company: SessionCompany;
  children: ReactNode;
}) {
  const value = useMemo(
    () => ({
      ...company,
      today: dayOf(new Date(), company.time_zone),
      mayAct: company.permissions.includes('act'),
    }),
    [company],
  );
  return <Context value={value}>{children}</Context>;
}

/** The company whose figures are on the screen, its day, and what this person may do in it. */
export function useCompany(): CurrentCompany {
  const company = useContext(Context);
  if (!company) throw new Error('useCompany is read outside of CompanyProvider.');
  return company;
}
