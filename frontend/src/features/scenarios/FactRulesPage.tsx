import { Plural, Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { PageHeader } from '~/components/PageHeader';
import { Reserved } from '~/components/Reserved';
import { LoadError, Loading } from '~/components/States';
import { FactRuleDialog } from './FactRuleDialog';
import { FactRuleList, type OpenRule } from './FactRuleList';
import classes from './factRules.module.css';
import { factRulesQuery } from './factRulesApi';

/** What is written when something happens, without waiting for a due date (QUA-20). */
export function FactRulesPage() {
  const mayRead = useCompany().permissions.includes('configure');
  const result = useQuery({ ...factRulesQuery, enabled: mayRead });
  const [open, setOpen] = useState<OpenRule | null>(null);
  if (!mayRead) return <Reserved title={<Trans>Les déclencheurs se règlent ailleurs</Trans>} />;

  const rules = result.data?.items;
  const active = rules?.filter((rule) => rule.is_active).length ?? 0;
  const changed = rules?.find((rule) => rule.fact === open?.fact);
  return (
    <div className={classes['page']}>
      <PageHeader
        title={<Trans>Déclencheurs</Trans>}
        count={
          rules ? <Plural value={active} _0="aucun actif" one="# actif" other="# actifs" /> : null
        }
      />
      <p className={classes['about']}>
        <Trans>
          Un message part quand il se passe quelque chose, sans attendre une échéance. Chaque fait
          n’en déclenche qu’un, et seulement s’il arrive après l’activation.
        </Trans>
      </p>
      {result.isPending ? <Loading /> : null}
      {result.isLoadingError ? (
        <LoadError
          error={result.error}
          what={<Trans>Les déclencheurs n’ont pas pu être lus.</Trans>}
          onRetry={() => void result.refetch()}
        />
      ) : null}
      {rules ? <FactRuleList rules={rules} onOpen={setOpen} /> : null}
      {open && changed ? (
        <FactRuleDialog rule={changed} wakes={open.wakes} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  );
}
