import { useLingui } from '@lingui/react/macro';
import { IconCheck } from '@tabler/icons-react';
import type { Import } from './api';
import classes from './connectors.module.css';

/** Where an import stands on its way: file, columns, dry run, application. */
export function Steps({ run }: { run: Import }) {
  const { t } = useLingui();
  const names = [t`Fichier`, t`Colonnes`, t`Contrôle à blanc`, t`Application`];
  const current = placeOf(run);
  return (
    <ol className={classes['steps']} aria-label={t`Étapes de l’import`}>
      {names.map((name, place) => {
        const isDone = place < current;
        return (
          <li
            key={name}
            data-state={isDone ? 'done' : place === current ? 'current' : 'coming'}
            aria-current={place === current ? 'step' : undefined}
          >
            <span className={classes['place']} aria-hidden>
              {isDone ? <IconCheck size={13} stroke={2.4} /> : place + 1}
            </span>
            {name}
            {isDone ? <span className="readers-only">{t`, fait`}</span> : null}
          </li>
        );
      })}
    </ol>
  );
}

function placeOf(run: Import): number {
  switch (run.status) {
    case 'draft':
    case 'failed':
    case 'rejected':
    case 'rolled_back':
      return 1;
    case 'received':
    case 'running':
      return run.dry_run ? 2 : 3;
    case 'dry_run':
      return 2;
    case 'applied':
      return 4;
    default:
      return 3;
  }
}
