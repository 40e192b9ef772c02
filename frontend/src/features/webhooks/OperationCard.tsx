import { Trans } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { type Contract, curlOf, type Listed, typeOf } from './contract';
import { Fields } from './Fields';
import classes from './reference.module.css';
import { Copy } from './ShownOnce';

type Props = { contract: Contract; listed: Listed; isOpen: boolean };

/** One operation: its address and sentence; open, what it takes, what it answers, how to call it. */
export function OperationCard({ contract, listed, isOpen: opened }: Props) {
  const { path, method, operation } = listed;
  const [isOpen, setOpen] = useState(opened);
  const id = operation.operationId;
  return (
    <details
      id={id}
      className={classes['operation']}
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <span className={classes['method']} translate="no">
          {method.toUpperCase()}
        </span>
        <code className={classes['path']}>{path}</code>
        <span className="muted" lang="en">
          {firstSentence(operation.description)}
        </span>
      </summary>
      {isOpen ? <Body contract={contract} listed={listed} /> : null}
    </details>
  );
}

function firstSentence(text = ''): string {
  return text.split('\n')[0] ?? '';
}

function Body({ contract, listed }: Omit<Props, 'isOpen'>) {
  const { operation } = listed;
  const parameters = operation.parameters ?? [];
  const [media, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const curl = curlOf(contract, listed);
  return (
    <div className={classes['body']}>
      {operation.description?.includes('\n') ? (
        <p lang="en" className={classes['words']}>
          {operation.description}
        </p>
      ) : null}
      {parameters.length > 0 ? (
        <Part title={<Trans>Paramètres</Trans>}>
          <ul className={classes['fields']} lang="en">
            {parameters.map((one) => (
              <li key={`${one.in} ${one.name}`}>
                <code>{one.name}</code>{' '}
                <span className={classes['type']}>
                  {one.in}, {typeOf(one.schema ?? {})}
                </span>
                {one.required ? null : (
                  <span className={classes['type']} lang="fr">
                    <Trans>, facultatif</Trans>
                  </span>
                )}
                {one.description ? <p className="muted">{one.description}</p> : null}
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {body?.schema ? (
        <Part title={<Trans>Corps</Trans>} about={media}>
          <Fields contract={contract} shape={body.schema} />
        </Part>
      ) : null}
      <Part title={<Trans>Réponses</Trans>}>
        {Object.entries(operation.responses).map(([status, answer]) => {
          const shape = Object.values(answer.content ?? {})[0]?.schema;
          const isFine = status.startsWith('2');
          return (
            <div key={status} className={classes['answer']}>
              <code data-fine={isFine || undefined}>{status}</code>
              <div>
                <p lang="en" className="muted">
                  {answer.description.replaceAll('`', '')}
                </p>
                {isFine && shape ? <Fields contract={contract} shape={shape} /> : null}
              </div>
            </div>
          );
        })}
      </Part>
      <Part title={<Trans>Appel</Trans>} aside={<Copy small value={curl} />}>
        <pre className={classes['code']}>{curl}</pre>
      </Part>
    </div>
  );
}

type PartProps = { title: ReactNode; about?: ReactNode; aside?: ReactNode; children: ReactNode };

function Part({ title, about, aside, children }: PartProps) {
  return (
    <section className={classes['part']}>
      <div className={classes['partHead']}>
        <h3>{title}</h3>
        {about ? <span className={classes['type']}>{about}</span> : null}
        {aside ? <span className={classes['aside']}>{aside}</span> : null}
      </div>
      {children}
    </section>
  );
}
