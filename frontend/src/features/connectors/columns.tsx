import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Column } from '~/components/DataTable';
import { StatusPill } from '~/components/StatusPill';
import { formatCount } from '~/shared/counts';
import { type Day, formatInstant } from '~/shared/dates';
import type { Import, ImportProblem } from './api';
import classes from './connectors.module.css';
import { fieldName, formatName, stateOf } from './words';

export function State({ run }: { run: Import }) {
  const { tone, word } = stateOf(run);
  return <StatusPill tone={tone}>{word}</StatusPill>;
}

export function importColumns(timeZone: string, today: Day): Column<Import>[] {
  const count = (id: keyof Import['counts'], header: Column<Import>['header'], hides: 2 | 3) => ({
    id,
    header,
    numeric: true,
    hides,
    cell: (row: Import) =>
      row.counts[id] ? formatCount(row.counts[id]) : <span className="muted">–</span>,
  });
  return [
    { id: 'state', header: <Trans>État</Trans>, hides: 1, cell: (row) => <State run={row} /> },
    {
      id: 'file',
      header: <Trans>Fichier</Trans>,
      grow: true,
      cell: (row) => (
        <Link to="/imports/$id" params={{ id: row.id }} className={classes['link']}>
          {row.file_name || <Trans>Envoi d’un logiciel</Trans>}
        </Link>
      ),
    },
    {
      id: 'format',
      header: <Trans>Format</Trans>,
      hides: 2,
      cell: (row) => <span className="muted">{formatName(row.format)}</span>,
    },
    count('created', <Trans>Créées</Trans>, 2),
    count('updated', <Trans>Modifiées</Trans>, 3),
    count('unchanged', <Trans>Inchangées</Trans>, 3),
    count('refused', <Trans>Refusées</Trans>, 2),
    {
      id: 'by',
      header: <Trans>Par</Trans>,
      hides: 3,
      cell: (row) => <span className="muted">{row.created_by_name}</span>,
    },
    {
      id: 'at',
      header: <Trans>Reçu</Trans>,
      numeric: true,
      cell: (row) => formatInstant(row.created_at, timeZone, today),
    },
  ];
}

/** What was read where it could not be taken: short, and as the file has it. */
export function Read({ value, refused }: { value: string; refused: boolean }) {
  if (!value) return <span className="muted">–</span>;
  return (
    <code className={classes['read']} data-refused={refused || undefined}>
      {value}
    </code>
  );
}

export function problemColumns(): Column<ImportProblem>[] {
  return [
    {
      id: 'line',
      header: <Trans>Ligne</Trans>,
      numeric: true,
      cell: (row) =>
        row.line > 0 ? <span className="muted">{row.line}</span> : <Trans>Fichier</Trans>,
    },
    {
      id: 'effect',
      header: <Trans>Effet</Trans>,
      hides: 1,
      cell: (row) => (
        <StatusPill tone={row.is_refusal ? 'bad' : 'warn'}>
          {row.is_refusal ? <Trans>Refusée</Trans> : <Trans>Signalée</Trans>}
        </StatusPill>
      ),
    },
    {
      id: 'field',
      header: <Trans>Colonne</Trans>,
      hides: 2,
      cell: (row) => (row.field ? fieldName(row.field) : <span className="muted">–</span>),
    },
    {
      id: 'value',
      header: <Trans>Lu</Trans>,
      hides: 2,
      cell: (row) => <Read value={row.value} refused={row.is_refusal} />,
    },
    { id: 'message', header: <Trans>Problème</Trans>, grow: true, cell: (row) => row.message },
    {
      id: 'proposal',
      header: <Trans>Que faire</Trans>,
      hides: 3,
      cell: (row) =>
        row.proposal ? (
          <Trans>Proposé : {row.proposal}</Trans>
        ) : (
          <span className="muted">
            {row.is_refusal ? <Trans>À corriger dans le fichier</Trans> : <Trans>À vérifier</Trans>}
          </span>
        ),
    },
  ];
}
