import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useCompany } from '~/components/CompanyContext';
import { Note } from '~/components/Note';
import { formatInstant } from '~/shared/dates';
import type { Import } from './api';
import classes from './connectors.module.css';

type Props = { run: Import; isEdited: boolean };

/** What one must know of the state of an import, above everything else. */
export function StateNote({ run, isEdited }: Props) {
  const { time_zone, today } = useCompany();
  const at = run.finished_at ? formatInstant(run.finished_at, time_zone, today) : '';
  const note = noteOf(run, isEdited, at);
  return note ? <div className={classes['pad']}>{note}</div> : null;
}

function noteOf(run: Import, isEdited: boolean, at: string) {
  switch (run.status) {
    case 'needs_review':
      return (
        <Note tone="warn">
          <b>
            <Trans>Cet import attend votre décision.</Trans>
          </b>{' '}
          <Trans>Il changerait beaucoup de choses d’un coup :</Trans> {run.message}{' '}
          <Trans>Rien n’est écrit pour l’instant.</Trans>
        </Note>
      );
    case 'failed':
      return (
        <Note tone="bad">
          <b>
            <Trans>Rien n’a été importé.</Trans>
          </b>{' '}
          {run.message}
        </Note>
      );
    case 'applied':
      return run.message ? (
        <Note tone="warn">{run.message}</Note>
      ) : (
        <Note tone="ok">
          <b>
            <Trans>Import appliqué.</Trans>
          </b>{' '}
          <Trans>
            Le {at}, par {run.created_by_name}.
          </Trans>{' '}
          {run.sums.length > 0 ? (
            <Link to="/qui-vous-doit-quoi" className={classes['next']}>
              <Trans>Voir qui vous doit quoi</Trans>
            </Link>
          ) : null}
        </Note>
      );
    case 'dry_run':
      return isEdited ? (
        <Note tone="info">
          <Trans>Vos choix ont changé depuis le dernier contrôle : contrôlez à nouveau.</Trans>
        </Note>
      ) : run.message ? (
        <Note tone="warn">
          <b>
            <Trans>Cet import vous demandera confirmation.</Trans>
          </b>{' '}
          {run.message}
        </Note>
      ) : null;
    case 'rejected':
      return (
        <Note tone="info">
          <Trans>Import rejeté : rien n’a été écrit.</Trans>
        </Note>
      );
    case 'rolled_back':
      return (
        <Note tone="info">
          <b>
            <Trans>Import annulé.</Trans>
          </b>{' '}
          <Trans>Ce qu’il avait créé est retiré, ce qu’il avait changé est revenu.</Trans>
        </Note>
      );
    default:
      return null;
  }
}
