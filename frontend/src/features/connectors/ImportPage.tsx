import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { Heading } from '~/components/Heading';
import { JobProgress } from '~/components/JobProgress';
import { LoadError, Loading } from '~/components/States';
import { type Import, importQuery, isUnderWay, type Preview, previewQuery } from './api';
import { State } from './columns';
import classes from './connectors.module.css';
import { ImportFoot } from './ImportFoot';
import { type Choices, MappingPanel } from './MappingPanel';
import { Outcome } from './Outcome';
import { PreviewTable } from './PreviewTable';
import { ProblemList } from './ProblemList';
import { ReachNote } from './ReachNote';
import { StateNote } from './StateNote';
import { Steps } from './Steps';
import { useFollow } from './useFollow';
import { delimiterName, encodingName, formatName, stepWord } from './words';

/** One file, from its arrival to the ledger: columns, dry run, application, and back. */
export function ImportPage({ id }: { id: string }) {
  const result = useQuery(importQuery(id));
  useFollow(result.data);
  if (result.isPending) return <Loading />;
  if (result.isLoadingError) {
    return <LoadError error={result.error} onRetry={() => void result.refetch()} />;
  }
  return <Found run={result.data} />;
}

/** Where the file rests: it can be looked at and loaded from there. */
const AT_REST: ReadonlySet<Import['status']> = new Set([
  'draft',
  'dry_run',
  'failed',
  'rejected',
  'rolled_back',
]);

function isReadable(preview: Preview | undefined): preview is Preview {
  return preview !== undefined && (!preview.refusal || preview.columns.length > 0);
}

/** The file was refused for what it is: its reason is told above, and nothing can be tried. */
function isRefused(run: Import, preview: Preview | undefined): boolean {
  return run.status === 'failed' && run.message !== '' && preview?.refusal === run.message;
}

function firstChoices(run: Import): Choices {
  return {
    kind: run.kind,
    mode: run.mode,
    columns: Object.keys(run.columns).length > 0 ? run.columns : null,
    remember: false,
    name: run.file_name.replace(/\.[^.]*$/, ''),
  };
}

function Found({ run }: { run: Import }) {
  const { permissions } = useCompany();
  const mayLoad = permissions.includes('load');
  const [choices, setChoices] = useState(() => firstChoices(run));
  const [isEdited, setEdited] = useState(false);
  const canLook = mayLoad && run.has_file;
  const preview = useQuery({
    ...previewQuery(run.id, { kind: choices.kind, columns: choices.columns }),
    enabled: canLook,
  });
  const isMoving = isUnderWay(run);
  const mayChoose = canLook && AT_REST.has(run.status);
  const hasOutcome = run.counts.read > 0 || run.problems > 0;
  const isOver = isRefused(run, preview.data);
  const showsRows = mayChoose && !isOver && (isEdited || run.status !== 'dry_run');

  const choose = (patch: Partial<Choices>) => {
    setChoices((current) => ({ ...current, ...patch }));
    if ('kind' in patch || 'columns' in patch || 'mode' in patch) setEdited(true);
  };

  return (
    <>
      <Head run={run} preview={preview.data} />
      <div className={classes['body']} data-told={showsRows ? undefined : true}>
        {(mayChoose || (canLook && isMoving)) && isReadable(preview.data) ? (
          <MappingPanel
            preview={preview.data}
            choices={choices}
            disabled={!mayChoose}
            onChoose={choose}
          />
        ) : null}
        <div className={classes['main']} aria-busy={preview.isFetching || undefined}>
          <StateNote run={run} isEdited={isEdited} />
          {run.status === 'applied' && run.sums.length > 0 ? <ReachNote mayLoad={mayLoad} /> : null}
          {isMoving ? <Waiting run={run} /> : null}
          {!isMoving && hasOutcome && !showsRows ? <Outcome run={run} /> : null}
          {!isMoving && !(showsRows && isEdited) && hasOutcome ? (
            <ProblemList run={run} mayLoad={mayLoad} />
          ) : null}
          {canLook && preview.isPending ? <Loading /> : null}
          {canLook && preview.isLoadingError ? (
            <LoadError error={preview.error} onRetry={() => void preview.refetch()} />
          ) : null}
          {showsRows && preview.data ? <Rows preview={preview.data} /> : null}
        </div>
      </div>
      {mayLoad && !isOver ? (
        <ImportFoot
          run={run}
          preview={preview.data}
          choices={choices}
          isEdited={isEdited}
          onAsked={() => setEdited(false)}
        />
      ) : null}
    </>
  );
}

function Head({ run, preview }: { run: Import; preview: Preview | undefined }) {
  const facts = [
    run.format ? formatName(run.format) : preview ? formatName(preview.format) : null,
    preview?.lines ? (
      <Plural key="lines" value={preview.lines} one="# ligne" other="# lignes" />
    ) : null,
    preview?.encoding ? encodingName(preview.encoding) : null,
    preview?.delimiter ? delimiterName(preview.delimiter) : null,
  ].filter(Boolean);
  return (
    <header className={classes['head']}>
      <div className={classes['title']}>
        <Link to="/imports" className="muted">
          <Trans>Imports</Trans>
        </Link>
        <span className="muted" aria-hidden>
          /
        </span>
        <Heading className={classes['name']}>
          {run.file_name || <Trans>Envoi d’un logiciel</Trans>}
        </Heading>
        <State run={run} />
        <span className={classes['facts']}>
          {facts.map((fact, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the facts have no name of their own
            <span key={place}>{fact}</span>
          ))}
        </span>
        {AT_REST.has(run.status) ? (
          <Button component={Link} to="/imports" variant="subtle" className={classes['to-right']}>
            <Trans>Changer de fichier</Trans>
          </Button>
        ) : null}
      </div>
      {run.has_file ? <Steps run={run} /> : null}
    </header>
  );
}

function Rows({ preview }: { preview: Preview }) {
  const count = preview.rows.length;
  return (
    <>
      {preview.refusal ? null : (
        <div className={classes['rows-head']}>
          <h2>
            <Plural value={count} one="La première ligne" other="Les # premières lignes" />
          </h2>
          <span className="muted">
            <Trans>telles qu’elles seraient lues</Trans>
          </span>
        </div>
      )}
      <PreviewTable preview={preview} />
    </>
  );
}

function Waiting({ run }: { run: Import }) {
  const { t } = useLingui();
  const title =
    run.status === 'rolling_back'
      ? t`Annulation de l’import`
      : run.dry_run
        ? t`Contrôle à blanc`
        : t`Import du fichier`;
  return (
    <div className={classes['pad']}>
      <JobProgress title={title} done={run.percent} failed={0} total={100} inPercent>
        {stepWord(run)} <Trans>Vous pouvez quitter cette page, le travail continue.</Trans>
      </JobProgress>
    </div>
  );
}
