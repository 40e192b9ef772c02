import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { LeaveGuard } from '~/components/LeaveGuard';
import { Note } from '~/components/Note';
import { PageHeader } from '~/components/PageHeader';
import { ActError } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { ChasingFields } from './ChasingFields';
import { type Company, companyQuery, useChangeCompany } from './companyApi';
import {
  changedFields,
  changesOf,
  type Draft,
  draftOf,
  refusedFields,
  wrongFields,
} from './companyDraft';
import type { FieldsProps } from './fields';
import { IdentityFields } from './IdentityFields';
import { LogoField } from './LogoField';
import { PenaltyFields } from './PenaltyFields';
import classes from './settings.module.css';

type Props = { company: Company; onSaved: () => void };

/** Edits over the version they were begun on: what somebody else saved meanwhile is not undone. */
export function CompanyForm({ company, onSaved }: Props) {
  const queryClient = useQueryClient();
  const [edits, setEdits] = useState<Partial<Draft>>({});
  const [begunOn, setBegunOn] = useState<Company | null>(null);
  const [hasTried, setHasTried] = useState(false);
  const save = useChangeCompany();
  const seen = begunOn ?? company;
  const draft: Draft = { ...draftOf(seen), ...edits };
  const fields = changedFields(draft, seen);
  const refused = refusedFields(save.error?.problem.errors ?? [], draft);
  const wrong: FieldsProps['wrong'] = new Map([...refused, ...wrongFields(draft, seen.currency)]);
  const isStale = save.error?.problem.status === 412;

  const set = (patch: Partial<Draft>) => {
    setBegunOn(seen);
    setEdits({ ...edits, ...patch });
    if (!isStale) save.reset();
  };
  const begin = () => {
    setEdits({});
    setBegunOn(null);
    setHasTried(false);
    save.reset();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setHasTried(true);
    if (wrong.size > 0 || fields.length === 0) return showWrong(form);
    save.mutate(
      { version: seen.version, changes: changesOf(draft, fields, seen.currency) },
      {
        onSuccess: () => {
          setEdits({});
          setBegunOn(null);
          setHasTried(false);
          onSaved();
        },
        onError: () => showWrong(form),
      },
    );
  };
  // What I typed stays over what is there now; the rest is as the other person left it.
  const readAgain = async () => {
    await queryClient.refetchQueries({ queryKey: companyQuery.queryKey });
    setEdits(Object.fromEntries(fields.map((field) => [field, draft[field]])));
    setBegunOn(null);
    save.reset();
  };
  const parts = { draft, set, wrong, company: seen };

  return (
    <form className={classes['screen']} onSubmit={submit} noValidate>
      <LeaveGuard isDirty={fields.length > 0} />
      <div className={classes['page']}>
        <PageHeader title={<Trans>Société</Trans>} count={seen.name} />
        <LogoField sha256={company.logo_sha256} />
        <IdentityFields {...parts} />
        <ChasingFields {...parts} />
        <PenaltyFields {...parts} />
      </div>
      {fields.length > 0 || save.isSuccess ? (
        <div className={classes['save']}>
          <div role="status">
            {fields.length === 0 ? (
              <StatusPill tone="ok">
                <Trans>Réglages enregistrés</Trans>
              </StatusPill>
            ) : null}
            {isStale ? (
              <Note tone="warn" alert>
                <b>
                  <Trans>Quelqu’un a modifié ces réglages pendant votre saisie.</Trans>
                </b>{' '}
                <Trans>Rien n’est perdu ni remplacé : relisez, puis enregistrez.</Trans>
              </Note>
            ) : refused.size === 0 ? (
              <ActError error={save.error} />
            ) : null}
            {hasTried && wrong.size > 0 ? (
              <Note tone="bad" alert>
                <Plural
                  value={wrong.size}
                  one="Un réglage est à corriger plus haut."
                  other="# réglages sont à corriger plus haut."
                />
              </Note>
            ) : null}
          </div>
          {fields.length > 0 ? (
            <>
              <Button variant="subtle" onClick={begin}>
                <Trans>Abandonner</Trans>
              </Button>
              {isStale ? (
                <Button variant="filled" onClick={() => void readAgain()}>
                  <Trans>Relire avec mes modifications</Trans>
                </Button>
              ) : (
                <Button type="submit" variant="filled" loading={save.isPending}>
                  <Plural
                    value={fields.length}
                    one="Enregistrer la modification"
                    other="Enregistrer les # modifications"
                  />
                </Button>
              )}
            </>
          ) : null}
        </div>
      ) : null}
    </form>
  );
}

/** The first field to correct is under the eyes and the keys, however far up it is. */
function showWrong(form: HTMLFormElement) {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
