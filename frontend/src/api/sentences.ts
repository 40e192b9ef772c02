import { t } from '@lingui/core/macro';
import type { ApiError } from './client';

/** What a person reads about an error: what happened, what was not touched, what to do. */
export type Sentence = { fact: string; advice: string };

const nothingChanged = () => t`Rien n’a été modifié.`;
const reload = () =>
  t`Rien n’a été modifié. Rechargez la page, puis vérifiez avant de recommencer.`;
const correct = () => t`Rien n’a été enregistré. Corrigez, puis réessayez.`;
const gone = () => t`Il a pu être supprimé, ou appartenir à une autre société.`;

type Sentences = Record<string, () => Sentence>;

const OF_ACCESS: Sentences = {
  network: () => ({
    fact: t`Le serveur ne répond pas.`,
    advice: t`Vos données sont intactes. Vérifiez la connexion, puis réessayez.`,
  }),
  unreadable: () => ({
    fact: t`La réponse du serveur est illisible.`,
    advice: t`Vos données sont intactes. Réessayez, puis prévenez votre administrateur.`,
  }),
  not_ready: () => ({
    fact: t`Le service démarre.`,
    advice: t`Vos données sont intactes. Réessayez dans un instant.`,
  }),
  not_logged_in: () => ({
    fact: t`Votre session est terminée.`,
    advice: t`Connectez-vous à nouveau, cette page vous attend.`,
  }),
  credentials_refused: () => ({
    fact: t`Adresse ou mot de passe inconnus.`,
    advice: t`Vérifiez les deux, puis réessayez.`,
  }),
  too_many_log_ins: () => ({
    fact: t`Trop d’essais pour cette adresse.`,
    advice: t`Attendez quelques minutes, puis réessayez.`,
  }),
  password_wrong: () => ({
    fact: t`Ce mot de passe n’est pas le bon.`,
    advice: t`Rien n’a été modifié. Vérifiez-le, puis réessayez.`,
  }),
  password_weak: () => ({
    fact: t`Ce mot de passe se devinerait.`,
    advice: t`Choisissez au moins 12 caractères variés : une phrase convient bien.`,
  }),
  too_many_resets: () => ({
    fact: t`Trop de liens demandés en peu de temps.`,
    advice: t`Attendez un quart d’heure, et regardez les messages déjà reçus.`,
  }),
  reset_over: () => ({
    fact: t`Ce lien n’est plus valable.`,
    advice: t`Votre mot de passe reste le même. Demandez un autre lien.`,
  }),
  company_required: () => ({
    fact: t`Aucune société n’est ouverte.`,
    advice: t`Choisissez une société, puis recommencez.`,
  }),
  company_not_found: () => ({
    fact: t`Cette société ne vous est pas ouverte.`,
    advice: t`Choisissez-en une autre, ou demandez un rôle à son administrateur.`,
  }),
  not_allowed: () => ({
    fact: t`Votre rôle ne permet pas cette action.`,
    advice: t`Demandez à un responsable de votre société.`,
  }),
  foreign_origin: () => ({
    fact: t`Cette demande ne vient pas de la console.`,
    advice: t`Ouvrez la console à son adresse habituelle, puis recommencez.`,
  }),
  idempotency_mismatch: () => ({
    fact: t`Cet envoi a déjà été demandé avec un autre contenu.`,
    advice: reload(),
  }),
  request_invalid: () => ({ fact: t`Une valeur n’est pas acceptée.`, advice: correct() }),
  cursor_invalid: () => ({
    fact: t`La suite de cette liste n’existe plus.`,
    advice: t`Rechargez la page pour la lire depuis le début.`,
  }),
};

const OF_STALE_RECORDS: Sentences = Object.fromEntries(
  ['customer_stale', 'company_stale', 'template_stale', 'webhook_endpoint_stale'].map((code) => [
    code,
    () => ({
      fact: t`Quelqu’un a modifié cette fiche pendant votre saisie.`,
      advice: t`Votre saisie n’a rien remplacé. Rechargez pour voir la version actuelle.`,
    }),
  ]),
);

const OF_TEAMS: Sentences = {
  session_not_found: () => ({
    fact: t`Cet appareil est déjà déconnecté.`,
    advice: nothingChanged(),
  }),
  member_not_found: () => ({
    fact: t`Cette personne ne travaille plus dans la société.`,
    advice: nothingChanged(),
  }),
  last_admin: () => ({
    fact: t`C’est le seul administrateur de la société.`,
    advice: t`Rien n’a été modifié. Donnez d’abord ce rôle à une autre personne.`,
  }),
  sales_rep_required: () => ({
    fact: t`Il manque le nom du commercial dans la comptabilité.`,
    advice: correct(),
  }),
  already_member: () => ({
    fact: t`Cette personne travaille déjà dans la société.`,
    advice: t`Changez son rôle dans la liste des utilisateurs.`,
  }),
  already_invited: () => ({
    fact: t`Cette adresse a déjà une invitation en attente.`,
    advice: t`Renvoyez-la, ou retirez-la avant d’en faire une autre.`,
  }),
  too_many_invitations: () => ({
    fact: t`Trop d’invitations attendent une réponse.`,
    advice: t`Retirez celles qui ne servent plus, puis recommencez.`,
  }),
  invitation_not_found: () => ({
    fact: t`Cette invitation n’attend plus de réponse.`,
    advice: nothingChanged(),
  }),
  invitation_over: () => ({
    fact: t`Cette invitation n’est plus valable.`,
    advice: t`Demandez-en une autre à la personne qui vous a invité.`,
  }),
  name_required: () => ({ fact: t`Il manque votre nom.`, advice: correct() }),
  penalty_figure_required: () => ({
    fact: t`Il manque la valeur du taux convenu.`,
    advice: correct(),
  }),
  logo_refused: () => ({
    fact: t`Ce fichier n’est pas un logo utilisable.`,
    advice: t`Rien n’a été changé. Il faut un PNG ou un JPEG, de 16 à 4 000 pixels de côté.`,
  }),
  logo_too_large: () => ({
    fact: t`Ce fichier dépasse 2 Mo.`,
    advice: t`Rien n’a été changé. Réduisez l’image, puis réessayez.`,
  }),
  logo_not_found: () => ({ fact: t`La société n’a pas de logo.`, advice: nothingChanged() }),
};

const OF_CUSTOMERS: Sentences = {
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

const OF_AGREEMENTS: Sentences = {
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
  promise_settled: () => ({ fact: t`Cette promesse est déjà close.`, advice: nothingChanged() }),
  dispute_not_found: () => ({ fact: t`Ce litige n’existe pas, ou plus.`, advice: gone() }),
  dispute_closed_already: () => ({ fact: t`Ce litige est déjà clos.`, advice: nothingChanged() }),
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
  answer_not_found: () => ({ fact: t`Cette réponse n’existe pas, ou plus.`, advice: gone() }),
};

const OF_ACTIONS: Sentences = {
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
};

const OF_TEXTS: Sentences = {
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

const OF_IMPORTS: Sentences = {
  body_too_large: () => ({
    fact: t`Le fichier dépasse 1 Go.`,
    advice: t`Rien n’a été importé. Partagez-le en plusieurs fichiers.`,
  }),
  file_empty: () => ({
    fact: t`Le fichier est vide.`,
    advice: t`Rien n’a été importé. Vérifiez l’export, puis recommencez.`,
  }),
  import_not_found: () => ({ fact: t`Cet import n’existe pas, ou plus.`, advice: gone() }),
  import_not_ready: () => ({
    fact: t`Cet import est déjà en cours, ou appliqué.`,
    advice: reload(),
  }),
  import_not_waiting: () => ({
    fact: t`Cet import n’attend plus de décision.`,
    advice: reload(),
  }),
  import_superseded: () => ({
    fact: t`Un import complet plus récent a été appliqué.`,
    advice: t`Rien n’a été modifié. Importez un fichier plus récent.`,
  }),
  import_without_file: () => ({
    fact: t`Cet import n’a pas de fichier.`,
    advice: t`Ses lignes viennent d’un logiciel : corrigez-les à la source.`,
  }),
  import_not_applied: () => ({
    fact: t`Cet import n’est pas dans votre base.`,
    advice: nothingChanged(),
  }),
  import_rollback_over: () => ({
    fact: t`Cet import ne peut plus être annulé : les 24 heures sont passées.`,
    advice: nothingChanged(),
  }),
  import_overlaid: () => ({
    fact: t`Un import plus récent a modifié votre base.`,
    advice: t`Rien n’a été modifié. Annulez d’abord le plus récent.`,
  }),
  import_depended_upon: () => ({
    fact: t`Cet import ne peut plus être annulé : d’autres saisies s’y appuient.`,
    advice: nothingChanged(),
  }),
  reviewer_required: () => ({
    fact: t`Cet import attend la décision d’une personne.`,
    advice: nothingChanged(),
  }),
  column_mapping_not_found: () => ({
    fact: t`Cette correspondance n’existe plus.`,
    advice: nothingChanged(),
  }),
  column_mapping_refused: () => ({
    fact: t`Une colonne choisie n’est pas dans le fichier.`,
    advice: correct(),
  }),
};

const BY_CODE: Sentences = {
  ...OF_IMPORTS,
  ...OF_ACCESS,
  ...OF_STALE_RECORDS,
  ...OF_TEAMS,
  ...OF_CUSTOMERS,
  ...OF_AGREEMENTS,
  ...OF_ACTIONS,
  ...OF_TEXTS,
};

const BY_STATUS: Record<number, () => Sentence> = {
  401: () => ({
    fact: t`Votre session est terminée.`,
    advice: t`Connectez-vous à nouveau, cette page vous attend.`,
  }),
  403: () => ({
    fact: t`Votre rôle ne permet pas cette action.`,
    advice: t`Demandez à un responsable de votre société.`,
  }),
  404: () => ({ fact: t`Cet élément n’existe pas, ou plus.`, advice: gone() }),
  409: () => ({ fact: t`La situation a changé entre-temps.`, advice: reload() }),
  410: () => ({ fact: t`Il est trop tard pour cette action.`, advice: nothingChanged() }),
  412: () => ({
    fact: t`Quelqu’un a modifié cette fiche pendant votre saisie.`,
    advice: t`Votre saisie n’a rien remplacé. Rechargez pour voir la version actuelle.`,
  }),
  413: () => ({ fact: t`Le fichier est trop lourd.`, advice: t`Rien n’a été enregistré.` }),
  422: () => ({ fact: t`Une valeur n’est pas acceptée.`, advice: correct() }),
  429: () => ({
    fact: t`Trop de demandes en peu de temps.`,
    advice: t`Attendez une minute, puis réessayez.`,
  }),
  503: () => ({
    fact: t`Le service est momentanément indisponible.`,
    advice: t`Vos données sont intactes. Réessayez dans un instant.`,
  }),
};

const ANY: () => Sentence = () => ({
  fact: t`Le serveur a répondu par une erreur.`,
  advice: t`Vos données sont intactes. Réessayez, puis prévenez votre administrateur.`,
});

export function knowsCode(code: string): boolean {
  return Object.hasOwn(BY_CODE, code);
}

export function sentenceFor({ problem }: ApiError): Sentence {
  const known = knowsCode(problem.code) ? BY_CODE[problem.code] : BY_STATUS[problem.status];
  return (known ?? ANY)();
}
