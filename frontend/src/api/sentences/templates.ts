import { t } from '@lingui/core/macro';
import { correct, gone, nothingChanged, type Sentences } from './advice';

export const OF_TEXTS: Sentences = {
  template_refused: () => ({ fact: t`Ce texte ne peut pas être publié.`, advice: correct() }),
  template_block_unreadable: () => ({
    fact: t`Un bloc de ce texte est illisible.`,
    advice: correct(),
  }),
  template_value_missing: () => ({
    fact: t`Il manque une information pour écrire ce message.`,
    advice: t`Complétez la fiche du client ou de la société, puis réessayez.`,
  }),
  template_not_found: () => ({ fact: t`Ce modèle n’existe pas, ou plus.`, advice: gone() }),
  several_currencies: () => ({
    fact: t`Un message ne réclame qu’une seule devise.`,
    advice: correct(),
  }),
  message_too_large: () => ({
    fact: t`Le message est trop lourd pour partir.`,
    advice: nothingChanged(),
  }),
  message_link_unsafe: () => ({
    fact: t`Un lien de ce message n’est pas sûr.`,
    advice: t`Rien n’est parti. Prévenez votre administrateur.`,
  }),
  penalty_rate_not_approved: () => ({
    fact: t`Le taux des pénalités n’est pas validé.`,
    advice: t`Rien n’est parti. Un responsable doit le valider.`,
  }),
  letter_unprintable: () => ({
    fact: t`Cette lettre ne peut pas être imprimée.`,
    advice: t`Vérifiez l’adresse postale du client et le logo de la société.`,
  }),
  letter_not_printed: () => ({
    fact: t`Ces pages ne sont pas ou plus conservées.`,
    advice: t`Rien n’a été modifié. Imprimez la lettre à nouveau si elle est encore à envoyer.`,
  }),
  letter_changed: () => ({
    fact: t`Le compte a changé depuis l’impression de cette lettre.`,
    advice: t`Rien n’est noté comme posté. Réimprimez-la avant de l’envoyer.`,
  }),
  message_on_paper: () => ({
    fact: t`Ce message est une lettre.`,
    advice: t`Ouvrez ses pages plutôt que son texte.`,
  }),
  legal_rate_missing: () => ({
    fact: t`Aucun taux légal n’est connu pour une partie de ce retard.`,
    advice: t`La lettre attend : le taux d’un semestre ne se devine pas. Complétez les taux, puis réessayez.`,
  }),
  claim_time_barred: () => ({
    fact: t`Une des factures est prescrite.`,
    advice: t`Rien ne part. Retirez-la de ce message, ou consultez votre conseil.`,
  }),
  semester_not_found: () => ({
    fact: t`Aucun taux n’est connu pour ce semestre.`,
    advice: nothingChanged(),
  }),
};
