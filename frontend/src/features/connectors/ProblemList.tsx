import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '~/api/query';
import { DataTable } from '~/components/DataTable';
import { ActError, LoadError, Loading } from '~/components/States';
import { type Import, type ImportProblem, problemsQuery } from './api';
import { problemColumns, Read } from './columns';
import classes from './connectors.module.css';

type Props = { run: Import; mayLoad: boolean };

/** What was refused or is doubtful, line by line, and the same rows to correct in a spreadsheet. */
export function ProblemList({ run, mayLoad }: Props) {
  const { t } = useLingui();
  const result = useInfiniteQuery({ ...problemsQuery(run), enabled: run.problems > 0 });
  const rows = useMemo(() => result.data?.pages.flatMap((page) => page.items) ?? [], [result.data]);
  const columns = useMemo(problemColumns, []);
  const download = useMutation({ mutationFn: () => saveRefused(run.id) });
  if (run.problems === 0) return null;

  return (
    <section className={classes['problems']} aria-label={t`À revoir`}>
      <div className={classes['problems-head']}>
        <h2>
          <Trans>À revoir</Trans>
        </h2>
        <span className="muted">
          <Plural value={run.problems} one="# remarque" other="# remarques" />
        </span>
        {run.counts.refused > 0 && run.has_file && mayLoad ? (
          <Button
            size="compact-sm"
            className={classes['to-right']}
            leftSection={<IconDownload size={14} aria-hidden />}
            loading={download.isPending}
            onClick={() => download.mutate()}
          >
            <Trans>Lignes refusées (CSV)</Trans>
          </Button>
        ) : null}
      </div>
      <ActError error={download.error} />
      {result.isPending ? <Loading /> : null}
      {result.isError ? (
        <LoadError error={result.error} onRetry={() => void result.refetch()} />
      ) : null}
      {rows.length > 0 ? (
        <DataTable<ImportProblem>
          embedded
          caption={t`Lignes refusées ou signalées, dans l’ordre du fichier`}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowName={(row) => t`Ligne ${row.line}`}
          detail={(row) => (
            <>
              {row.value ? <Read value={row.value} refused={row.is_refusal} /> : null}{' '}
              {row.proposal ? <Trans>Proposé : {row.proposal}</Trans> : null}
            </>
          )}
        />
      ) : null}
      {result.hasNextPage ? (
        <Button
          className={classes['more']}
          variant="subtle"
          loading={result.isFetchingNextPage}
          onClick={() => void result.fetchNextPage()}
        >
          <Trans>Lire la suite</Trans>
        </Button>
      ) : null}
    </section>
  );
}

/** The refused rows, as they stand in the file, land among the person's downloads. */
async function saveRefused(id: string): Promise<void> {
  const { data } = await api.GET('/v1/imports/{import_id}/refused', {
    params: { path: { import_id: id } },
    parseAs: 'blob',
  });
  const address = URL.createObjectURL(data as unknown as Blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = 'lignes-refusees.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
