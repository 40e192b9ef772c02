import { t } from '@lingui/core/macro';

/** Why a receivable or a customer is not reminded today, in a collector's words. */
export function reasonFor(code: string): string {
  switch (code) {
    case 'stop':
      return t`Relances suspendues`;
    case 'insolvency':
      return t`Procédure collective : aucune relance n’est permise`;
    case 'limitation':
      return t`Créance prescrite, ou sur le point de l’être`;
    case 'promise':
      return t`Promesse de règlement en cours`;
    case 'plan':
      return t`Échéancier accordé`;
    case 'payment_announced':
      return t`Paiement annoncé par le client`;
    case 'payment_pending':
      return t`Paiement en ligne, comptabilisation en cours`;
    case 'answer_to_review':
      return t`Réponse du client à lire`;
    case 'dispute':
      return t`Litige ouvert`;
    case 'automatic_method':
      return t`Règlement automatique`;
    case 'below_minimum':
      return t`Montant sous le minimum de relance`;
    case 'covered_by_credit':
      return t`Couvert par un avoir ou un règlement à affecter`;
    case 'no_address':
      return t`Aucune adresse pour joindre le client`;
    case 'paid':
      return t`Déjà payé`;
    case 'is_credit':
      return t`Avoir ou règlement, déduit du total`;
    case 'in_flight':
      return t`Relance déjà en cours d’envoi`;
    case 'already_reached':
      return t`Étape déjà faite`;
    case 'too_late':
      return t`Échéance passée : la prévenance n’a plus d’objet`;
    case 'not_overdue':
      return t`Échéance pas encore passée`;
    case 'passed_over':
      return t`Étape passée aujourd’hui`;
    case 'scenario_ended':
      return t`Toutes les étapes du scénario sont faites`;
    case 'no_scenario':
      return t`Aucun scénario pour le profil du client`;
    case 'scenario_off':
      return t`Scénario désactivé`;
    case 'fact_too_old':
      return t`Règlement trop ancien pour un remerciement`;
    case 'first_load':
      return t`Règlement de la première reprise de données`;
    case 'contact_cap':
      return t`Assez de contacts sur cette période`;
    default:
      return t`Écarté par une règle`;
  }
}

/** The same reasons in one or two words, for the marks of a table. */
export function shortReasonFor(code: string): string {
  switch (code) {
    case 'stop':
      return t`Stop`;
    case 'insolvency':
      return t`Procédure collective`;
    case 'limitation':
      return t`Prescription`;
    case 'promise':
      return t`Promis`;
    case 'plan':
      return t`Échéancier`;
    case 'payment_announced':
      return t`Paiement annoncé`;
    case 'payment_pending':
      return t`Paiement en cours`;
    case 'answer_to_review':
      return t`Réponse à lire`;
    case 'dispute':
      return t`Litige`;
    case 'automatic_method':
      return t`Automatique`;
    case 'covered_by_credit':
      return t`Couvert par un avoir`;
    case 'no_address':
      return t`Sans adresse`;
    case 'below_minimum':
      return t`Sous le minimum`;
    case 'contact_cap':
      return t`Assez de contacts`;
    case 'in_flight':
      return t`En cours d’envoi`;
    case 'paid':
      return t`Déjà payé`;
    default:
      return t`Retenue`;
  }
}

export function channelName(channel: string): string {
  switch (channel) {
    case 'email':
      return t`E-mail`;
    case 'sms':
      return t`SMS`;
    case 'letter':
      return t`Lettre`;
    case 'registered_letter':
      return t`Recommandé`;
    case 'electronic_registered_letter':
      return t`Recommandé électronique`;
    case 'phone':
      return t`Appel`;
    default:
      return t`Autre moyen`;
  }
}

/** The name of a step: `Prévenance`, `Relance 2`, `Mise en demeure`. */
export function stepName(kind: string, level: number): string {
  switch (kind) {
    case 'pre_notice':
      return t`Prévenance`;
    case 'formal_notice':
      return t`Mise en demeure`;
    case 'thank_you':
      return t`Remerciement`;
    case 'reminder':
      return level > 0 ? t`Relance ${level}` : t`Relance`;
    default:
      return t`Message`;
  }
}

/** The texts a message can be written from, in the order of a file's life. */
export const MESSAGE_KINDS = [
  'welcome',
  'invoice_sending',
  'pre_notice',
  'first_reminder',
  'reminder_1',
  'reminder_2',
  'reminder_3',
  'formal_notice',
  'payment_received',
  'partial_payment',
  'payment_failed',
  'credit_limit_reached',
  'large_balance',
  'promise_confirmation',
  'promise_broken',
  'dispute_acknowledgement',
  'dispute_resolved',
  'portal_link_renewal',
  'portal_link_forwarded',
  'contact_change_notice',
] as const;

/** The name of a text, for those who filter by it. */
export function messageName(kind: string): string {
  switch (kind) {
    case 'welcome':
      return t`Message de bienvenue`;
    case 'invoice_sending':
      return t`Envoi de facture`;
    case 'pre_notice':
      return t`Prévenance`;
    case 'first_reminder':
      return t`Première relance`;
    case 'reminder_1':
      return t`Relance simple`;
    case 'reminder_2':
      return t`Relance ferme`;
    case 'reminder_3':
      return t`Dernière relance`;
    case 'formal_notice':
      return t`Mise en demeure`;
    case 'payment_received':
      return t`Remerciement`;
    case 'partial_payment':
      return t`Règlement partiel`;
    case 'payment_failed':
      return t`Paiement refusé`;
    case 'credit_limit_reached':
      return t`Plafond d’encours atteint`;
    case 'large_balance':
      return t`Solde important`;
    case 'promise_confirmation':
      return t`Promesse notée`;
    case 'promise_broken':
      return t`Promesse non tenue`;
    case 'dispute_acknowledgement':
      return t`Litige noté`;
    case 'dispute_resolved':
      return t`Litige clos`;
    case 'portal_link_renewal':
      return t`Nouveau lien`;
    case 'portal_link_forwarded':
      return t`Lien transmis`;
    case 'contact_change_notice':
      return t`Changement de contact`;
    default:
      return t`Message`;
  }
}

/** A message as a collector calls it: reminders bear their level, whatever text they use. */
export function messageTitle(kind: string, level: number): string {
  return kind.includes('reminder') && level > 0 ? t`Relance ${level}` : messageName(kind);
}

/** What a debtor contests, in a collector's words. */
export function disputeReasonName(reason: string): string {
  switch (reason) {
    case 'price':
      return t`prix`;
    case 'quantity':
      return t`quantité`;
    case 'quality':
      return t`qualité`;
    case 'not_delivered':
      return t`non livré`;
    case 'not_ordered':
      return t`non commandé`;
    case 'invoice_missing':
      return t`facture non reçue`;
    case 'invoice_error':
      return t`erreur de facture`;
    case 'duplicate':
      return t`doublon`;
    case 'credit_expected':
      return t`avoir attendu`;
    default:
      return t`autre motif`;
  }
}

/** What became of a message, or why it did not leave; empty when the state says it all. */
export function deliveryReason(code: string): string {
  switch (code) {
    case '':
    case 'undone':
      return '';
    case 'refused':
      return t`refusé par la messagerie du destinataire`;
    case 'address_dead':
      return t`cette adresse n’existe pas, ou plus`;
    case 'gave_up':
      return t`injoignable après plusieurs essais`;
    case 'to_confirm_again':
      return t`la situation a changé, à confirmer de nouveau`;
    case 'address_changed':
      return t`l’adresse du contact a changé`;
    case 'shrunk':
      return t`réduit à ce qui reste à réclamer`;
    case 'reprinted':
      return t`remplacée par une nouvelle impression`;
    case 'letter_changed':
      return t`le compte a changé depuis l’impression`;
    case 'legal_rate_missing':
      return t`taux légal inconnu pour une partie du retard`;
    case 'claim_time_barred':
      return t`une facture est prescrite`;
    case 'not_sent':
      return t`noté comme non parti`;
    case 'reopened':
      return t`le règlement n’est plus lettré`;
    case 'letter_unprintable':
    case 'template_value_missing':
    case 'message_link_unsafe':
    case 'several_currencies':
    case 'message_too_large':
      return t`le message n’a pas pu être écrit`;
    default:
      return inSentence(reasonFor(code));
  }
}

/** A phrase within a sentence: its first letter is small, unless it opens an acronym. */
export function inSentence(phrase: string): string {
  return /^\p{Lu}\p{Lu}/u.test(phrase)
    ? phrase
    : phrase.charAt(0).toLocaleLowerCase('fr') + phrase.slice(1);
}
