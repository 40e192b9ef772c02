import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useRows } from '~/api/pages';
import { useCompany } from '~/components/CompanyContext';
import { DataTable } from '~/components/DataTable';
import { PageHeader } from '~/components/PageHeader';
import { ReadOn } from '~/components/ReadOn';
import { Empty, LoadError, Loading } from '~/components/States';
import { type Import, importsQuery } from './api';
import { importColumns, State } from './columns';
import { DropZone } from './DropZone';

type Props = { onOpen: (id: string) => void };

/** What came in, from files and programs, and the place where a file is handed in (SAGE-108). */
export function ImportsPage({ onOpen }: Props) {
  const { t } = useLingui();
  const { permissions, time_zone, today } = useCompany();
  const result = useInfiniteQuery(importsQuery);
  const { rows, readOn } = useRows(result);
  const columns = useMemo(() => importColumns(time_zone, today), [time_zone, today]);
  const mayLoad = permissions.includes('load');

  return (
    <>
      <PageHeader title={<Trans>Imports</Trans>} />
      {mayLoad ? <DropZone onReceived={onOpen} /> : null}
      {result.isPending ? <Loading /> : null}
      {result.isLoadingError ? (
        <LoadError error={result.error} onRetry={() => void result.refetch()} />
      ) : null}
      {result.data && rows.length === 0 ? (
        <Empty title={<Trans>Aucun import</Trans>}>
          {mayLoad ? (
            <Trans>
              Déposez l’export de votre comptabilité : vous verrez ce qui changerait avant que rien
              ne change.
            </Trans>
          ) : (
            <Trans>Votre rôle permet de suivre les imports, pas d’en lancer.</Trans>
          )}
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <DataTable<Import>
          keys
          caption={t`Imports, du plus récent au plus ancien`}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowName={(row) => row.file_name || t`Envoi d’un logiciel`}
          onOpen={(row) => onOpen(row.id)}
          onEnd={readOn}
          detail={(row) => <State run={row} />}
        />
      ) : null}
      <ReadOn list={result} scrolls />
    </>
  );
}
