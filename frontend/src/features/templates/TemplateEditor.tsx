import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { LeaveGuard } from '~/components/LeaveGuard';
import { Note } from '~/components/Note';
import { ActError } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import {
  type Address,
  type TemplateText,
  useWriteText,
  type Variable,
  variablesQuery,
} from './api';
import { CaretWords } from './CaretWords';
import { type Draft, draftOf, isSame, isWritten } from './draft';
import { EditorHeader } from './EditorHeader';
import classes from './editor.module.css';
import { FindingList } from './FindingList';
import type { FieldName, PlacedFinding } from './findings';
import { Palette } from './Palette';
import { Preview } from './Preview';
import { ResetButton } from './ResetButton';
import { SourceField } from './SourceField';
import { StaleNote } from './StaleNote';
import { blockPlace, sentenceAround } from './source';
import { typeOver } from './typing';
import { useJudgement } from './useJudgement';
import type { BlockForm } from './words';

const LONGEST_SUBJECT = 300;
const SUBJECT_SHOWN = 78;
const LONGEST_BODY = 20_000;
const NO_VARIABLES: readonly Variable[] = [];

type Props = {
  address: Address;
  text: TemplateText;
  /** Nobody has written it in this language: what is shown is the French. */
  isMissing: boolean;
  onAddress: (address: Address) => void;
  missing: ReadonlySet<Address['locale']>;
};

/** Edits over the version they were begun on; every change is judged and shown as it will be read. */
export function TemplateEditor({ address, text, isMissing, missing, onAddress }: Props) {
  const { t } = useLingui();
  const mayWrite = useCompany().permissions.includes('configure');
  const [edits, setEdits] = useState<Draft | null>(null);
  const [begunOn, setBegunOn] = useState<TemplateText | null>(null);
  const [caret, setCaret] = useState(0);
  const subject = useRef<HTMLTextAreaElement>(null);
  const body = useRef<HTMLTextAreaElement>(null);
  const last = useRef<FieldName | null>(null);
  const variables = useQuery(variablesQuery).data?.items ?? NO_VARIABLES;
  const save = useWriteText(address);

  const seen = begunOn ?? text;
  const draft = useMemo(() => edits ?? draftOf(seen), [edits, seen]);
  const isDirty = !isSame(draft, draftOf(seen));
  const { findings, errors, preview, failure, isChecked, isBehind } = useJudgement(address, draft);
  const isStale = save.error?.problem.status === 412;

  const set = (patch: Partial<Draft>) => {
    setBegunOn(seen);
    setEdits({ ...draft, ...patch });
    if (!isStale) save.reset();
  };
  const begin = (from: TemplateText | null) => {
    setEdits(null);
    setBegunOn(from);
    save.reset();
  };
  const fieldOf = (name: FieldName) => (name === 'subject' ? subject : body).current;
  const faultsOf = (name: FieldName) =>
    isChecked ? findings.filter((one) => one.field === name && one.isPlaced) : [];

  const insertVariable = (variable: Variable) => {
    const name = last.current ?? 'body';
    const field = fieldOf(name);
    if (!field) return;
    const end = last.current ? field.selectionEnd : field.value.length;
    const start = last.current ? field.selectionStart : end;
    typeOver(field, { start, end }, `{{ ${variable.name} }}`);
  };
  const insertBlock = ({ source }: BlockForm) => {
    const field = body.current;
    if (!field) return;
    const at = last.current ? field.selectionEnd : field.value.length;
    const place = blockPlace(field.value, at, source);
    typeOver(field, { start: place.at, end: place.at }, place.words);
  };
  const show = (finding: PlacedFinding | undefined) => {
    const field = finding && fieldOf(finding.field);
    if (!field) return body.current?.focus();
    field.focus();
    if (finding.isPlaced) field.setSelectionRange(finding.start, finding.end);
    field.scrollIntoView({ block: 'nearest' });
  };
  const repair = (finding: PlacedFinding) => {
    const field = fieldOf(finding.field);
    if (!field) return;
    const words = finding.repair;
    typeOver(field, words === null ? sentenceAround(field.value, finding) : finding, words ?? '');
  };
  const labelOf = (source: string) => {
    const name = source.replace(/[{}\s]/g, '');
    return variables.find((one) => one.name === name || one.source === source)?.label ?? source;
  };
  const submit = () =>
    save.mutate(
      { version: seen.version, ...draft },
      {
        onSuccess: () => {
          setEdits(null);
          setBegunOn(null);
        },
      },
    );

  const acts = mayWrite ? (
    <>
      {text.is_stock ? null : <ResetButton address={address} onDone={() => begin(null)} />}
      {isDirty ? (
        <Button variant="subtle" onClick={() => begin(null)}>
          <Trans>Abandonner</Trans>
        </Button>
      ) : null}
      <Button
        variant={errors.length > 0 || isStale ? 'default' : 'filled'}
        disabled={!isDirty || !isWritten(draft) || errors.length > 0 || isStale}
        loading={save.isPending}
        onClick={submit}
      >
        <Trans>Enregistrer le modèle</Trans>
      </Button>
      {errors.length > 0 ? (
        <Button variant="filled" onClick={() => show(errors.find((one) => one.isPlaced))}>
          <Plural value={errors.length} one="Corriger l’erreur" other="Corriger les # erreurs" />
        </Button>
      ) : null}
    </>
  ) : null;

  return (
    <div className={classes['screen']}>
      <LeaveGuard isDirty={isDirty} />
      <EditorHeader
        address={address}
        text={seen}
        isMissing={isMissing}
        missing={missing}
        onAddress={onAddress}
        acts={acts}
      />
      <div className={classes['columns']} data-read={!mayWrite || undefined}>
        {mayWrite ? (
          <Palette
            kind={address.kind}
            variables={variables}
            body={draft.body}
            onVariable={insertVariable}
            onBlock={insertBlock}
          />
        ) : null}
        <div className={classes['centre']}>
          <div className={classes['writing']}>
            <div role="status" className={classes['notes']}>
              {mayWrite ? null : (
                <Note tone="info">
                  <b>
                    <Trans>Votre rôle permet de lire ce modèle.</Trans>
                  </b>{' '}
                  <Trans>Un responsable ou un administrateur peut le modifier.</Trans>
                </Note>
              )}
              {isMissing ? (
                <Note tone="warn">
                  <b>
                    <Trans>
                      Ce texte manque dans cette langue : vos clients reçoivent le français.
                    </Trans>
                  </b>{' '}
                  {mayWrite ? <Trans>Traduisez-le ici, puis enregistrez-le.</Trans> : null}
                </Note>
              ) : null}
              {isStale ? (
                <StaleNote
                  address={address}
                  onKeep={(theirs) => {
                    setBegunOn(theirs);
                    save.reset();
                  }}
                  onTake={() => begin(null)}
                />
              ) : (
                <ActError error={save.error} />
              )}
              {save.isSuccess && !isDirty ? (
                <StatusPill tone="ok">
                  <Trans>Modèle enregistré : il sert aux prochains messages</Trans>
                </StatusPill>
              ) : null}
            </div>
            <SourceField
              label={t`Objet`}
              aside={isBehind ? null : <SubjectLength count={preview.data?.subject.length} />}
              field={subject}
              value={draft.subject}
              most={LONGEST_SUBJECT}
              faults={faultsOf('subject')}
              variables={variables}
              readOnly={!mayWrite}
              isLine
              onChange={(words) => set({ subject: words })}
              onFocus={() => {
                last.current = 'subject';
              }}
            />
            <SourceField
              label={t`Texte`}
              aside={mayWrite ? <BracesHint /> : null}
              field={body}
              value={draft.body}
              most={LONGEST_BODY}
              faults={faultsOf('body')}
              variables={variables}
              readOnly={!mayWrite}
              onChange={(words) => set({ body: words })}
              onCaret={setCaret}
              onFocus={() => {
                last.current = 'body';
              }}
            />
            <CaretWords text={draft.body} caret={caret} variables={variables} />
            {isWritten(draft) ? null : (
              <Note tone="bad">
                {draft.subject.trim() === '' ? (
                  <Trans>L’objet est à écrire.</Trans>
                ) : (
                  <Trans>Le texte est à écrire.</Trans>
                )}
              </Note>
            )}
            <ActError error={failure} />
          </div>
          {isWritten(draft) ? (
            <FindingList
              findings={findings}
              draft={draft}
              isChecked={isChecked || failure !== null}
              onRepair={mayWrite && isChecked ? repair : undefined}
              onShow={show}
              labelOf={labelOf}
            />
          ) : null}
        </div>
        <Preview
          preview={preview}
          channel={address.channel}
          variables={variables}
          isBehind={isBehind}
        />
      </div>
    </div>
  );
}

/** How long the subject is once its variables are filled; phones cut it beyond. */
function SubjectLength({ count }: { count: number | undefined }) {
  if (count === undefined) return null;
  return (
    <span className="muted small">
      <Plural value={count} one="# caractère" other="# caractères" />{' '}
      <Trans>sur {SUBJECT_SHOWN}</Trans>
    </span>
  );
}

const BRACES = '{{';

function BracesHint() {
  return (
    <span className="muted small">
      <Trans>
        Tapez <code>{BRACES}</code> pour une variable
      </Trans>
    </span>
  );
}
