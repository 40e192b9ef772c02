import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { SessionCompany } from '~/api/session';
import type { Day } from '~/shared/dates';

export type CurrentCompany = SessionCompany & { today: Day; mayAct: boolean };

const Context = createContext<CurrentCompany | null>(null);

type Props = {
  company: SessionCompany;
  /** The company's civil day, as the server counts it. */
  today: Day;
  children: ReactNode;
};

export function CompanyProvider({ company, today, children }: Props) {
  const value = useMemo(
    () => ({ ...company, today, mayAct: company.permissions.includes('act') }),
    [company, today],
  );
  return <Context value={value}>{children}</Context>;
}

/** The company whose figures are on the screen, its day, and what this person may do in it. */
export function useCompany(): CurrentCompany {
  const company = useContext(Context);
  if (!company) throw new Error('useCompany is read outside of CompanyProvider.');
  return company;
}
