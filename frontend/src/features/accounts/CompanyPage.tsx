import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useCompany } from '~/components/CompanyContext';
import { PageHeader } from '~/components/PageHeader';
import { Reserved } from '~/components/Reserved';
import { LoadError, Loading } from '~/components/States';
import { CompanyForm } from './CompanyForm';
import { companyQuery } from './companyApi';
import classes from './settings.module.css';

/** The creditor as letters and the law know it, and how it chases. */
export function CompanyPage({ onSaved }: { onSaved: () => void }) {
  const mayRead = useCompany().permissions.includes('configure');
  const result = useQuery({ ...companyQuery, enabled: mayRead });
  if (!mayRead) return <Reserved title={<Trans>Les réglages se gèrent ailleurs</Trans>} />;
  if (result.data) return <CompanyForm company={result.data} onSaved={onSaved} />;
  return (
    <div className={classes['page']}>
      <PageHeader title={<Trans>Société</Trans>} />
      {result.isLoadingError ? (
        <LoadError error={result.error} onRetry={() => void result.refetch()} />
      ) : (
        <Loading />
      )}
    </div>
  );
}
