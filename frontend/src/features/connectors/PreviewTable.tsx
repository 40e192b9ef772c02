import { Trans, useLingui } from '@lingui/react/macro';
import { DataTable } from '~/components/DataTable';
import type { Column } from '~/components/DataTable/columns';
import { Note } from '~/components/Note';
import { StatusPill } from '~/components/StatusPill';
import { formatDay } from '~/shared/dates';
import type { Preview, PreviewRow } from './api';
import { Read } from './columns';
import classes from './connectors.module.css';
import { fieldName, natureName } from './words';

const SUMS = new Set(['amount', 'balance', 'debit', 'credit', 'credit_limit']);
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const PLAIN_SUM = /^(-?)(\d+)\.(\d+)$/;

/** `12 330,25` of `12330.25`; what was not read as a sum stays as it stands in the file. */
export function written(field: string, text: string): string {
  if (DAY.test(text)) return formatDay(text);
  if (field === 'kind') return natureName(text);
  const sum = SUMS.has(field) ? PLAIN_SUM.exec(text) : null;
  if (!sum) return text;
  const [, sign, units = '', cents] = sum;
  return `${sign ? '−' : ''}${units.replace(/\B(?=(\d{3})+(?!\d))/g, '\u00A0')},${cents}`;
}

/** The first rows as an import would read them, each with what is wrong with it. */
export function PreviewTable({ preview }: { preview: Preview }) {
  const { t } = useLingui();
  if (preview.refusal) {
    return (
      <div className={classes['pad']}>
        <Note tone="bad" alert>
          <b>
            <Trans>Ce fichier ne peut pas être importé.</Trans>
          </b>{' '}
          {preview.refusal}
        </Note>
      </div>
    );
  }
  const seen = new Set(preview.rows.flatMap((row) => Object.keys(row.values)));
  // The file's own columns in its order, then what was read between the lines.
  const named = preview.columns.flatMap(({ field }) => (field ? [field] : []));
  const ordered = [...named, ...preview.fields].filter((field) => seen.delete(field));
  ordered.push(...seen);
  const columns: Column<PreviewRow>[] = [
    {
      id: 'line',
      header: <Trans>Ligne</Trans>,
      numeric: true,
      cell: (row) => <span className="muted">{row.line}</span>,
    },
    {
      id: 'reading',
      header: <Trans>Lecture</Trans>,
      cell: (row) => <Reading row={row} />,
    },
    ...ordered.map((field) => ({
      id: field,
      header: fieldName(field),
      numeric: SUMS.has(field),
      cell: (row: PreviewRow) =>
        row.values[field] ? (
          <span className={classes['cell']} title={row.values[field]}>
            {written(field, row.values[field])}
          </span>
        ) : (
          <span className="muted">–</span>
        ),
    })),
  ];
  return (
    <div className={classes['preview']}>
      <DataTable<PreviewRow>
        embedded
        caption={t`Les premières lignes, telles qu’elles seraient lues`}
        columns={columns}
        rows={preview.rows}
        rowId={(row) => String(row.line)}
        rowName={(row) => t`Ligne ${row.line}`}
      />
    </div>
  );
}

function Reading({ row }: { row: PreviewRow }) {
  const { problem } = row;
  if (!problem) {
    return (
      <StatusPill tone="ok">
        <Trans>Lue</Trans>
      </StatusPill>
    );
  }
  return (
    <span className={classes['reading']}>
      <StatusPill tone={problem.is_warning ? 'warn' : 'bad'}>{problem.message}</StatusPill>
      {problem.proposal ? (
        <span className="muted small">
          <Trans>
            Proposé : <Read value={problem.proposal} refused={false} />
          </Trans>
        </span>
      ) : null}
    </span>
  );
}
