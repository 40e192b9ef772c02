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

export function stepKindName(kind: string): string {
  switch (kind) {
    case 'pre_notice':
      return t`Prévenance`;
    case 'reminder':
      return t`Relance`;
    case 'formal_notice':
      return t`Mise en demeure`;
    case 'thank_you':
      return t`Remerciement`;
    default:
      return t`Message`;
  }
}
