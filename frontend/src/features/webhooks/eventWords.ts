import { t } from '@lingui/core/macro';

type Words = Record<string, () => string>;

/** What each event of the contract tells, in French; a test holds the list to the contract. */
const WORDS: Words = {
  'action.skipped': () => t`Une relance prévue a été passée par une personne.`,
  'actions.confirmation_undone': () => t`Un envoi confirmé a été annulé avant de partir.`,
  'actions.confirmed': () => t`Des relances ont été confirmées, leur envoi est proche.`,
  'answer.received': () => t`Un débiteur a répondu sur une ou plusieurs pièces.`,
  'answer.reviewed': () => t`La réponse d’un débiteur a été lue.`,
  'api_key.created': () => t`Une clé d’API a été créée.`,
  'api_key.revoked': () => t`Une clé d’API a été révoquée.`,
  'company.changed': () => t`Les réglages de la société ont changé.`,
  'company.opened': () => t`La société a été ouverte.`,
  'contact.changed': () => t`Un contact a été ajouté ou modifié.`,
  'contact_change.asked': () => t`Un débiteur propose d’autres coordonnées.`,
  'contact_change.settled': () => t`Un changement de coordonnées a été accepté, refusé ou annulé.`,
  'customer.changed': () => t`La fiche d’un client a changé, hors comptabilité.`,
  'delivery.dropped': () => t`Un message n’est pas parti : il n’avait plus lieu d’être.`,
  'delivery.opened': () => t`Le débiteur a suivi le lien d’un message.`,
  'delivery.refused': () => t`Un message n’arrivera pas.`,
  'delivery.returned': () => t`Un message approuvé attend une nouvelle confirmation.`,
  'delivery.sent': () => t`Un message est parti.`,
  'delivery.unconfirmed': () => t`Un message est peut-être parti, à vérifier.`,
  'dispute.closed': () => t`Un litige est clos.`,
  'dispute.opened': () => t`Un débiteur conteste tout ou partie d’une somme.`,
  'fact_rule.changed': () => t`Une règle d’envoi sur un fait a changé.`,
  'hold.placed': () => t`Un client ou une pièce n’est plus relancé.`,
  'hold.released': () => t`Un client ou une pièce peut de nouveau être relancé.`,
  'ledger.load_decided': () => t`Un import retenu a été appliqué ou refusé.`,
  'ledger.load_failed': () => t`Un import n’a rien apporté : fichier illisible.`,
  'ledger.load_held_back': () => t`Un import attend la décision d’une personne.`,
  'ledger.rolled_back': () => t`Un import a été repris : ses changements sont défaits.`,
  'ledger.loaded': () => t`Un import a été appliqué.`,
  'legal_rates.approved': () => t`Un taux légal a été approuvé.`,
  'legal_rates.withdrawn': () => t`Un taux légal a été retiré.`,
  'letters.printed': () => t`Des lettres ont été imprimées.`,
  'member.invitation_revoked': () => t`Une invitation a été retirée.`,
  'member.invited': () => t`Une personne a été invitée.`,
  'member.joined': () => t`Une personne a rejoint la société.`,
  'member.reinstated': () => t`Une personne suspendue a retrouvé ses droits.`,
  'member.removed': () => t`Une personne a quitté la société.`,
  'member.role_changed': () => t`Le rôle d’une personne a changé.`,
  'member.suspended': () => t`Les droits d’une personne sont suspendus.`,
  'payment.announced': () => t`Un débiteur dit avoir payé.`,
  'payment.notice_accepted': () => t`Un paiement annoncé est tenu pour vrai.`,
  'payment.notice_confirmed': () => t`Un paiement annoncé est arrivé.`,
  'payment.notice_rejected': () => t`Un paiement annoncé n’a pas été retrouvé.`,
  'portal.link_handed_over': () => t`Un lien vers l’espace débiteur a été remis en main propre.`,
  'portal.link_revoked': () => t`Un lien de l’espace débiteur ne s’ouvre plus.`,
  'portal.opened': () => t`Un débiteur a ouvert son espace.`,
  'portal.renewal_requested': () => t`Un débiteur demande un nouveau lien.`,
  'profile.created': () => t`Une classe de clients a été créée.`,
  'promise.broken': () => t`Une promesse n’a pas été tenue.`,
  'promise.cancelled': () => t`Une promesse a été annulée.`,
  'promise.kept': () => t`Une promesse a été tenue.`,
  'promise.made': () => t`Un client a promis un règlement.`,
  'promise.partially_kept': () => t`Une promesse a été tenue en partie.`,
  'receivable.forecast_moved': () => t`Un règlement est attendu un autre jour.`,
  'receivable.level_changed': () => t`Le niveau de relance d’une pièce a changé.`,
  'receivable.note_changed': () => t`La note d’une pièce a changé.`,
  'receivable.paid': () => t`Une pièce est soldée.`,
  'receivable.part_paid': () => t`Une pièce est payée en partie.`,
  'receivable.reopened': () => t`Une pièce soldée est de nouveau due.`,
  'reminder.done': () => t`Une relance a été faite.`,
  'scenario.changed': () => t`Un scénario de relance a changé.`,
  'template.changed': () => t`Un modèle de message a changé.`,
  'template.reset': () => t`Un modèle a repris son texte d’origine.`,
  'webhook.endpoint_added': () => t`Une adresse a été ajoutée aux webhooks.`,
  'webhook.endpoint_changed': () => t`Une adresse de webhook a changé.`,
  'webhook.endpoint_disabled': () => t`Une adresse ne reçoit plus rien : échec, refus ou arrêt.`,
  'webhook.endpoint_failing': () => t`Une adresse échoue depuis une demi-journée.`,
  'webhook.endpoint_removed': () => t`Une adresse de webhook a été supprimée.`,
  'webhook.secret_rotated': () => t`Le secret d’une adresse a été renouvelé.`,
};

/** A sentence about a type of events; the type itself for one this console does not know yet. */
export function eventWords(type: string): string {
  if (type === 'webhook.test') return t`Message d’essai.`;
  return WORDS[type]?.() ?? type;
}

const GROUPS: Words = {
  action: () => t`Relances`,
  actions: () => t`Relances`,
  reminder: () => t`Relances`,
  answer: () => t`Réponses des débiteurs`,
  portal: () => t`Espace des débiteurs`,
  api_key: () => t`Société`,
  company: () => t`Société`,
  contact: () => t`Clients et contacts`,
  contact_change: () => t`Clients et contacts`,
  customer: () => t`Clients et contacts`,
  profile: () => t`Clients et contacts`,
  delivery: () => t`Messages envoyés`,
  dispute: () => t`Litiges`,
  fact_rule: () => t`Relances`,
  hold: () => t`Suspensions`,
  ledger: () => t`Imports`,
  legal_rates: () => t`Société`,
  letters: () => t`Messages envoyés`,
  member: () => t`Utilisateurs`,
  payment: () => t`Paiements`,
  promise: () => t`Promesses`,
  receivable: () => t`Pièces`,
  scenario: () => t`Relances`,
  template: () => t`Modèles`,
  webhook: () => t`Webhooks`,
};

/** The heading under which a type of events is offered. */
export function eventGroup(type: string): string {
  return GROUPS[type.split('.')[0] ?? '']?.() ?? t`Autres`;
}

/** The types this console has words for. */
export const KNOWN_TYPES: readonly string[] = Object.keys(WORDS);
