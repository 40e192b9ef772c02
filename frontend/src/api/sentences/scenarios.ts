import { t } from '@lingui/core/macro';
import { correct, gone, nothingChanged, reload, type Sentences } from './advice';

export const OF_ACTIONS: Sentences = {
  action_not_found: () => ({ fact: t`Cette action n’est plus prévue.`, advice: reload() }),
  action_not_planned: () => ({
    fact: t`Cette action est déjà traitée, ou replanifiée.`,
    advice: reload(),
  }),
  action_not_manual: () => ({
    fact: t`Cette action part par e-mail : elle se confirme.`,
    advice: nothingChanged(),
  }),
  nothing_to_send: () => ({
    fact: t`Il n’y a plus rien à réclamer.`,
    advice: t`Ce qui restait vient d’être payé, promis, suspendu, ou n’est pas coché.`,
  }),
  confirmation_not_found: () => ({ fact: t`Cet envoi n’existe pas, ou plus.`, advice: gone() }),
  too_late_to_undo: () => ({
    fact: t`Il est trop tard pour annuler.`,
    advice: t`Les messages ont commencé à partir.`,
  }),
  override_not_allowed: () => ({
    fact: t`Votre rôle ne permet pas de relancer malgré cette suspension.`,
    advice: nothingChanged(),
  }),
  no_message: () => ({
    fact: t`Cette étape n’a pas de message à prévisualiser.`,
    advice: t`Elle se fait hors de Quittance, puis se note ici.`,
  }),
  no_address: () => ({
    fact: t`Aucune adresse ne permet de joindre ce client.`,
    advice: t`Ajoutez un contact qui reçoit les relances.`,
  }),
  delivery_not_found: () => ({ fact: t`Ce message n’existe pas, ou plus.`, advice: gone() }),
  delivery_not_unconfirmed: () => ({
    fact: t`Le sort de ce message est déjà connu.`,
    advice: nothingChanged(),
  }),
  message_not_written: () => ({
    fact: t`Le texte de ce message n’est pas disponible.`,
    advice: t`Un message est écrit au moment de partir.`,
  }),
  scenario_not_found: () => ({ fact: t`Ce scénario n’existe pas, ou plus.`, advice: gone() }),
  scenario_stale: () => ({
    fact: t`Quelqu’un a modifié ce scénario pendant votre saisie.`,
    advice: reload(),
  }),
  scenario_invalid: () => ({
    fact: t`Ces étapes ne peuvent pas se suivre ainsi.`,
    advice: correct(),
  }),
  fact_rule_stale: () => ({
    fact: t`Quelqu’un a modifié cette règle entre-temps.`,
    advice: reload(),
  }),
  fact_rule_without_text: () => ({
    fact: t`Aucun texte n’est écrit pour ce message sur ce canal.`,
    advice: t`Écrivez-le dans les modèles, puis activez la règle.`,
  }),
  fact_rule_without_source: () => ({
    fact: t`Rien ne nous signale encore ce fait : la règle ne peut pas servir.`,
    advice: nothingChanged(),
  }),
  fact_rule_not_automatic: () => ({
    fact: t`Seuls les e-mails partent sans confirmation.`,
    advice: correct(),
  }),
};
