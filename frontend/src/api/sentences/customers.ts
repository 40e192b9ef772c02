import { t } from '@lingui/core/macro';
import { correct, gone, nothingChanged, reload, type Sentences } from './advice';

export const OF_CUSTOMERS: Sentences = {
  customer_not_found: () => ({ fact: t`Ce client n’existe pas, ou plus.`, advice: gone() }),
  contact_not_found: () => ({ fact: t`Ce contact n’existe pas, ou plus.`, advice: gone() }),
  contact_change_not_found: () => ({
    fact: t`Ce changement de contact n’existe pas, ou plus.`,
    advice: gone(),
  }),
  contact_change_settled: () => ({
    fact: t`Ce changement de contact est déjà décidé.`,
    advice: reload(),
  }),
  portal_link_not_found: () => ({ fact: t`Ce lien n’existe pas, ou plus.`, advice: gone() }),
  contact_exists: () => ({
    fact: t`Un contact de ce client a déjà cette adresse.`,
    advice: correct(),
  }),
  collector_unknown: () => ({
    fact: t`Cette personne ne travaille pas dans la société.`,
    advice: correct(),
  }),
  profile_not_found: () => ({ fact: t`Ce profil n’existe pas, ou plus.`, advice: gone() }),
  receivable_not_found: () => ({ fact: t`Cette pièce n’existe pas, ou plus.`, advice: gone() }),
  receivable_closed: () => ({ fact: t`Une des pièces est déjà soldée.`, advice: reload() }),
  receivables_mixed: () => ({
    fact: t`Les pièces ne sont pas du même client ou de la même devise.`,
    advice: correct(),
  }),
  hold_not_found: () => ({ fact: t`Cette suspension est déjà levée.`, advice: nothingChanged() }),
  hold_not_yours: () => ({
    fact: t`Seul un responsable peut lever cette suspension.`,
    advice: nothingChanged(),
  }),
  hold_endless: () => ({
    fact: t`Une suspension n’a pas de date de fin.`,
    advice: t`Rien n’a été enregistré. Elle dure jusqu’à ce que vous la leviez.`,
  }),
  hold_of_another_customer: () => ({
    fact: t`Cette pièce est celle d’un autre client.`,
    advice: correct(),
  }),
};

export const OF_AGREEMENTS: Sentences = {
  promise_not_found: () => ({ fact: t`Cette promesse n’existe pas, ou plus.`, advice: gone() }),
  promise_exceeds_debt: () => ({
    fact: t`La promesse dépasse ce qui reste dû sur ces pièces.`,
    advice: correct(),
  }),
  promise_in_past: () => ({ fact: t`Le jour promis est déjà passé.`, advice: correct() }),
  promise_too_far: () => ({ fact: t`Le jour promis est trop lointain.`, advice: correct() }),
  too_many_promises: () => ({
    fact: t`Ces pièces ont déjà été promises plusieurs fois.`,
    advice: nothingChanged(),
  }),
  promise_settled: () => ({ fact: t`Cette promesse est déjà close.`, advice: nothingChanged() }),
  dispute_not_found: () => ({ fact: t`Ce litige n’existe pas, ou plus.`, advice: gone() }),
  dispute_closed_already: () => ({ fact: t`Ce litige est déjà clos.`, advice: nothingChanged() }),
  receivable_disputed: () => ({
    fact: t`Un litige est déjà ouvert sur une de ces pièces.`,
    advice: t`Clôturez-le avant d’en ouvrir un autre, ou décochez la pièce.`,
  }),
  disputed_part_needs_one: () => ({
    fact: t`Un montant contesté ne porte que sur une seule pièce.`,
    advice: correct(),
  }),
  dispute_owner_unknown: () => ({
    fact: t`Cette personne ne travaille pas dans la société.`,
    advice: correct(),
  }),
  payment_notice_not_found: () => ({
    fact: t`Cette annonce de paiement n’existe pas, ou plus.`,
    advice: gone(),
  }),
  payment_notice_reviewed: () => ({
    fact: t`Cette annonce de paiement a déjà été traitée.`,
    advice: nothingChanged(),
  }),
  paid_in_future: () => ({ fact: t`Le jour du paiement est à venir.`, advice: correct() }),
  answer_not_refusable: () => ({
    fact: t`Cette réponse ne se refuse pas : elle se marque comme lue.`,
    advice: nothingChanged(),
  }),
  answer_not_found: () => ({ fact: t`Cette réponse n’existe pas, ou plus.`, advice: gone() }),
};
