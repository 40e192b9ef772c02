import { t } from '@lingui/core/macro';
import type { ApiError } from './client';

/** What a person reads about an error: what happened, what was not touched, what to do. */
export type Sentence = { fact: string; advice: string };

function byCode(code: string): Sentence | null {
  switch (code) {
    case 'network':
      return {
        fact: t`Le serveur ne répond pas.`,
        advice: t`Vos données sont intactes. Vérifiez la connexion, puis réessayez.`,
      };
    case 'credentials_refused':
      return {
        fact: t`Adresse ou mot de passe inconnus.`,
        advice: t`Vérifiez les deux, puis réessayez.`,
      };
    case 'too_many_log_ins':
      return {
        fact: t`Trop d’essais pour cette adresse.`,
        advice: t`Attendez quelques minutes, puis réessayez.`,
      };
    case 'company_required':
    case 'company_not_found':
      return {
        fact: t`Cette société ne vous est pas ouverte.`,
        advice: t`Choisissez-en une autre, ou demandez un rôle à son administrateur.`,
      };
    default:
      return null;
  }
}

function byStatus(status: number): Sentence {
  switch (status) {
    case 401:
      return {
        fact: t`Votre session est terminée.`,
        advice: t`Connectez-vous à nouveau, cette page vous attend.`,
      };
    case 403:
      return {
        fact: t`Votre rôle ne permet pas cette action.`,
        advice: t`Demandez à un responsable de votre société.`,
      };
    case 404:
      return {
        fact: t`Cet élément n’existe pas, ou plus.`,
        advice: t`Il a pu être supprimé ou appartenir à une autre société.`,
      };
    case 409:
      return {
        fact: t`La situation a changé entre-temps.`,
        advice: t`Rien n’a été modifié. Rechargez, puis vérifiez avant de recommencer.`,
      };
    case 410:
      return { fact: t`Il est trop tard pour cette action.`, advice: t`Rien n’a été modifié.` };
    case 412:
      return {
        fact: t`Quelqu’un a modifié cette fiche pendant votre saisie.`,
        advice: t`Votre saisie n’a rien remplacé. Rechargez pour voir la version actuelle.`,
      };
    case 413:
      return { fact: t`Le fichier est trop lourd.`, advice: t`Rien n’a été enregistré.` };
    case 422:
      return {
        fact: t`Une valeur n’est pas acceptée.`,
        advice: t`Rien n’a été enregistré. Corrigez la valeur, puis réessayez.`,
      };
    case 429:
      return {
        fact: t`Trop de demandes en peu de temps.`,
        advice: t`Attendez une minute, puis réessayez.`,
      };
    case 503:
      return {
        fact: t`Le service est momentanément indisponible.`,
        advice: t`Vos données sont intactes. Réessayez dans un instant.`,
      };
    default:
      return {
        fact: t`Le serveur a répondu par une erreur.`,
        advice: t`Vos données sont intactes. Réessayez, puis prévenez votre administrateur.`,
      };
  }
}

export function sentenceFor(error: ApiError): Sentence {
  return byCode(error.problem.code) ?? byStatus(error.problem.status);
}
