import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, unwrap } from '~/api/query';
import { Dialog } from '~/components/Dialog';
import { ActError, Loading } from '~/components/States';
import classes from './scenarios.module.css';

const RECENT = 6;

const ratesQuery = queryOptions({
  queryKey: ['legal-rates'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/legal-rates', { signal })),
});

/** Lets a manager say which legal rates counsel has approved, so that a notice may claim by them. */
export function RateApproval() {
  const { t } = useLingui();
  const [isOpen, dialog] = useDisclosure();
  const [counsel, setCounsel] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const queryClient = useQueryClient();
  const rates = useQuery({ ...ratesQuery, enabled: isOpen });
  const waiting = (rates.data?.items ?? [])
    .slice(0, RECENT)
    .filter((one) => one.sourced && !one.counsel_approved);
  const chosen = waiting.filter((one) => !left.has(one.semester));
  const approve = useMutation({
    mutationFn: async () => {
      for (const { semester } of chosen) {
        await api.PUT('/v1/legal-rates/{semester}/approval', {
          params: { path: { semester } },
          body: { counsel: counsel.trim() },
        });
      }
    },
    onSuccess: dialog.close,
    onSettled: () =>
      Promise.all(
        ['legal-rates', 'previews'].map((root) =>
          queryClient.invalidateQueries({ queryKey: [root] }),
        ),
      ),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    approve.mutate();
  };

  return (
    <>
      <Button size="compact-sm" onClick={dialog.open}>
        <Trans>Enregistrer l’accord du conseil</Trans>
      </Button>
      <Dialog opened={isOpen} onClose={dialog.close} title={t`Taux approuvés par votre conseil`}>
        <form className={classes['form']} onSubmit={submit}>
          <p className="muted">
            <Trans>
              Une mise en demeure ne chiffre les intérêts qu’aux taux approuvés. L’accord reste au
              journal de la société.
            </Trans>
          </p>
          {rates.isPending ? <Loading /> : null}
          {waiting.map((one) => {
            const percent = one.statutory.replace('.', ',');
            const name = one.semester
              .replace('-H1', ', 1er semestre')
              .replace('-H2', ', 2e semestre');
            return (
              <Checkbox
                key={one.semester}
                label={t`${name} : ${percent} % l’an`}
                description={
                  one.evidence === 'verified' ? t`vérifié` : t`publié par une seule source`
                }
                checked={!left.has(one.semester)}
                onChange={(event) => {
                  const next = new Set(left);
                  if (event.currentTarget.checked) next.delete(one.semester);
                  else next.add(one.semester);
                  setLeft(next);
                }}
              />
            );
          })}
          <TextInput
            label={t`Nom du conseil`}
            required
            withAsterisk={false}
            maxLength={200}
            value={counsel}
            onChange={(event) => setCounsel(event.currentTarget.value)}
          />
          <ActError error={approve.error ?? rates.error} />
          <Button
            type="submit"
            variant="filled"
            loading={approve.isPending}
            disabled={chosen.length === 0}
          >
            <Trans>Enregistrer l’accord</Trans>
          </Button>
        </form>
      </Dialog>
    </>
  );
}
