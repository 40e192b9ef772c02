import { t } from '@lingui/core/macro';
import { correct, nothingChanged, reload, type Sentences } from './advice';

export const OF_ACCESS: Sentences = {
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

export const OF_TEAMS: Sentences = {
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
