import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useCompany } from '~/components/CompanyContext';
import { SendBar } from '~/components/SendBar';
import { ActError } from '~/components/States';
import { formatCount } from '~/shared/counts';
import { formatInstant } from '~/shared/dates';
import { type Import, type Order, type Preview, useDecision, useRun } from './api';
import type { Choices } from './MappingPanel';
import { RollBackButton } from './RollBackButton';

type Props = {
  run: Import;
  preview: Preview | undefined;
  choices: Choices;
  isEdited: boolean;
  onAsked: () => void;
};

/** The foot of an import: what is written so far, and the next act. */
export function ImportFoot({ run, preview, choices, isEdited, onAsked }: Props) {
  const { time_zone, today } = useCompany();
  const start = useRun(run.id);
  const apply = useDecision(run.id, 'apply');
  const reject = useDecision(run.id, 'reject');
  const ask = (dryRun: boolean) =>
    start.mutate(orderOf(choices, preview, dryRun), { onSuccess: onAsked });
  const error = start.error ?? apply.error ?? reject.error;
  const isReadable = Boolean(preview && !preview.refusal && preview.missing.length === 0);

  const acts = () => {
    switch (run.status) {
      case 'needs_review':
        return (
          <>
            <Button loading={reject.isPending} onClick={() => reject.mutate()}>
              <Trans>Rejeter</Trans>
            </Button>
            <Button variant="filled" loading={apply.isPending} onClick={() => apply.mutate()}>
              <Trans>Appliquer quand même</Trans>
            </Button>
          </>
        );
      case 'applied':
        return run.rollback_until ? <RollBackButton run={run} /> : null;
      case 'dry_run':
        if (!isEdited) {
          return (
            <Button
              variant="filled"
              disabled={!isReadable || run.counts.read === 0}
              loading={start.isPending}
              onClick={() => ask(false)}
            >
              <ApplyWords run={run} />
            </Button>
          );
        }
        break;
      case 'received':
      case 'running':
      case 'rolling_back':
        return null;
      default:
        if (!run.has_file) return null;
    }
    return (
      <Button
        variant="filled"
        disabled={!isReadable}
        loading={start.isPending}
        onClick={() => ask(true)}
      >
        <Trans>Contrôler à blanc</Trans>
      </Button>
    );
  };

  const shown = acts();
  if (!shown && !error) return null;
  return (
    <>
      <ActError error={error} />
      <SendBar acts={shown}>
        <span className="muted">
          {run.status === 'applied' && run.rollback_until ? (
            <Trans>
              Annulable en bloc jusqu’au {formatInstant(run.rollback_until, time_zone, today)}.
            </Trans>
          ) : run.status === 'dry_run' && !isEdited ? (
            <Trans>Rien n’est encore écrit. Annulable en bloc pendant 24 h.</Trans>
          ) : (
            <Trans>Rien n’est encore écrit.</Trans>
          )}
        </span>
      </SendBar>
    </>
  );
}

function ApplyWords({ run }: { run: Import }) {
  const { read, refused } = run.counts;
  // A row of a list of customers also brings its contact: `read` counts both.
  if (run.sums.length === 0) {
    return refused === 0 ? (
      <Trans>Appliquer l’import</Trans>
    ) : (
      <Plural
        value={refused}
        one="Appliquer l’import, écarter # ligne"
        other="Appliquer l’import, écarter # lignes"
      />
    );
  }
  if (refused === 0) {
    return <Plural value={read} one="Appliquer # ligne" other="Appliquer # lignes" />;
  }
  return (
    <Trans>
      Appliquer <Plural value={read} one="# ligne" other="# lignes" />, écarter{' '}
      {formatCount(refused)}
    </Trans>
  );
}

/** What is asked is what is shown: the columns of the preview, whoever chose them. */
function orderOf(choices: Choices, preview: Preview | undefined, dryRun: boolean): Order {
  const shown = Object.fromEntries(
    (preview?.columns ?? []).flatMap(({ field, header }) => (field ? [[field, header]] : [])),
  );
  const isTable = Object.keys(shown).length > 0;
  return {
    kind: isTable && preview ? preview.kind : choices.kind,
    mode: choices.mode,
    dry_run: dryRun,
    columns: isTable ? shown : null,
    remember_as: choices.remember && isTable ? choices.name.trim() || null : null,
  };
}
