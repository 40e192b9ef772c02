import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Radio, Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import { currencySymbol } from '~/shared/money';
import { messageName } from '~/shared/words';
import { FactMessage } from './FactMessage';
import { changesOf, draftOf, type FactRuleDraft, wrongIn } from './factRuleDraft';
import classes from './factRules.module.css';
import { type FactRule, factRulesQuery, useChangeFactRule } from './factRulesApi';
import { factSentence, missingWords } from './factRuleWords';

type Props = { rule: FactRule; wakes: boolean; onClose: () => void };

/** Edits over the version they were begun on: what somebody else saved meanwhile is not undone. */
export function FactRuleDialog({ rule, wakes, onClose }: Props) {
  const { t } = useLingui();
  const { currency } = useCompany();
  const queryClient = useQueryClient();
  const save = useChangeFactRule();
  const [seen, setSeen] = useState(rule);
  const [edits, setEdits] = useState<Partial<FactRuleDraft>>(wakes ? { isActive: true } : {});
  const [hasTried, setHasTried] = useState(false);
  const draft = { ...draftOf(seen, currency), ...edits };
  const wrong = wrongIn(draft, seen, currency);
  const set = (patch: Partial<FactRuleDraft>) => {
    setEdits((current) => ({ ...current, ...patch }));
    save.reset();
  };
  const wrongly = (field: keyof FactRuleDraft, words: string) =>
    hasTried && wrong.has(field) ? words : null;

  const readAgain = async () => {
    const { items } = await queryClient.fetchQuery({ ...factRulesQuery, staleTime: 0 });
    setSeen(items.find((one) => one.fact === seen.fact) ?? seen);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setHasTried(true);
    if (wrong.size > 0 || save.isPending) return;
    const changes = changesOf(draft, seen, currency);
    if (Object.keys(changes).length === 0) return onClose();
    save.mutate(
      { rule: seen, changes },
      {
        onSuccess: onClose,
        onError: ({ problem }) => {
          if (problem.status === 412) void readAgain();
        },
      },
    );
  };

  return (
    <Dialog
      size="lg"
      onClose={onClose}
      title={factSentence(seen, currency)}
      closeOnClickOutside={Object.keys(edits).length === 0}
    >
      <form className={classes['form']} onSubmit={submit} noValidate>
        <Switch
          label={t`Envoyer « ${messageName(seen.template_kind)} »`}
          description={seen.missing ? missingWords(seen.missing) : t`Pour ce qui arrive désormais.`}
          checked={draft.isActive}
          disabled={seen.missing === 'source' && !draft.isActive}
          onChange={(event) => set({ isActive: event.currentTarget.checked })}
        />
        <Radio.Group
          label={t`Envoi`}
          value={draft.leaving}
          onChange={(leaving) => set({ leaving: leaving as FactRuleDraft['leaving'] })}
        >
          <div className={classes['choices']}>
            <Radio
              value="automatic"
              label={t`E-mail automatique`}
              description={t`À l’heure d’envoi de la société, sans rien demander.`}
            />
            <Radio
              value="to_confirm"
              label={t`E-mail à confirmer`}
              description={t`Attend dans « Agir par scénario » que vous l’envoyiez.`}
            />
            <Radio
              value="letter"
              label={t`Lettre à imprimer`}
              description={t`Attend dans « Agir par scénario », parmi les lettres.`}
            />
          </div>
        </Radio.Group>
        <div className={classes['figures']}>
          <TextInput
            label={t`Jours après le fait`}
            description={t`De 0 à 15. 0 : le jour même.`}
            inputMode="numeric"
            maxLength={2}
            value={draft.delayDays}
            error={wrongly('delayDays', t`Un nombre de 0 à 15.`)}
            onChange={(event) => set({ delayDays: event.currentTarget.value })}
          />
          {seen.fact === 'credit_limit_reached' ? (
            <TextInput
              label={t`Part du plafond, en %`}
              description={t`De 50 à 100. Un second message suit à 100 %.`}
              inputMode="numeric"
              maxLength={3}
              value={draft.percent}
              error={wrongly('percent', t`Un nombre de 50 à 100.`)}
              onChange={(event) => set({ percent: event.currentTarget.value })}
            />
          ) : null}
          {seen.fact === 'large_balance' ? (
            <TextInput
              label={t`À partir d’un solde de`}
              description={t`Un message par mois civil au plus.`}
              inputMode="decimal"
              maxLength={24}
              data-autofocus={wakes || undefined}
              rightSection={<span className="muted">{currencySymbol(currency)}</span>}
              rightSectionWidth={currency === 'XPF' ? 56 : 30}
              rightSectionPointerEvents="none"
              value={draft.threshold}
              error={wrongly('threshold', t`Un montant au-dessus de zéro.`)}
              onChange={(event) => set({ threshold: event.currentTarget.value })}
            />
          ) : null}
        </div>
        <FactMessage rule={seen} channel={draft.leaving === 'letter' ? 'letter' : 'email'} />
        <ActError error={save.error} />
        <div className={classes['acts']}>
          <Button variant="subtle" onClick={onClose}>
            <Trans>Abandonner</Trans>
          </Button>
          <Button type="submit" variant="filled" loading={save.isPending}>
            <Trans>Enregistrer le déclencheur</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
