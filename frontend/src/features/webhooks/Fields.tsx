import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { type Contract, objectOf, type Shape, typeOf } from './contract';
import classes from './reference.module.css';

type Props = { contract: Contract; shape: Shape; depth?: number };

/** The fields of an object; one that holds an object opens on its own fields. */
export function Fields({ contract, shape, depth = 0 }: Props) {
  const object = objectOf(contract, shape);
  if (!object?.properties) {
    return <p className={classes['type']}>{typeOf(shape)}</p>;
  }
  const required = new Set(object.required);
  return (
    <ul className={classes['fields']} lang="en">
      {Object.entries(object.properties).map(([name, field]) => (
        <li key={name}>
          <code>{name}</code> <span className={classes['type']}>{typeOf(field)}</span>
          {required.has(name) ? null : (
            <span className={classes['type']} lang="fr">
              <Trans>, facultatif</Trans>
            </span>
          )}
          {field.description ? <p className="muted">{field.description}</p> : null}
          {depth < 5 && objectOf(contract, field) ? (
            <Inner contract={contract} shape={field} depth={depth + 1} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Drawn once it is opened: shapes may hold each other. */
function Inner({ contract, shape, depth }: Required<Props>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={classes['inner']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary lang="fr">
        <Trans>Ses champs</Trans>
      </summary>
      {isOpen ? <Fields contract={contract} shape={shape} depth={depth} /> : null}
    </details>
  );
}
