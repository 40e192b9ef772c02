import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useRows } from '~/api/pages';
import { DataTable } from '~/components/DataTable';
import { ReadOn } from '~/components/ReadOn';
import { ActError, LoadError, Loading } from '~/components/States';
import { type Import, type ImportProblem, problemsQuery, useSaveRefused } from './api';
import { problemColumns, Read } from './columns';
import classes from './connectors.module.css';

type Props = { run: Import; mayLoad: boolean };

/** What was refused or is doubtful, line by line, and the same rows to correct in a spreadsheet. */
export function ProblemList({ run, mayLoad }: Props) {
  const { t } = useLingui();
  const result = useInfiniteQuery({ ...problemsQuery(run), enabled: run.problems > 0 });
  const { rows } = useRows(result);
  const columns = useMemo(problemColumns, []);
  const download = useSaveRefused(run.id);
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
      {result.isLoadingError ? (
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
      <ReadOn list={result}>
        <Trans>Lire la suite</Trans>
      </ReadOn>
    </section>
  );
}
