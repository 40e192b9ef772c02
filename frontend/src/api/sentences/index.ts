import { t } from '@lingui/core/macro';
import type { ApiError } from '../client';
import { OF_ACCESS, OF_TEAMS } from './accounts';
import { correct, gone, nothingChanged, reload, type Sentence, type Sentences } from './advice';
import { OF_IMPORTS } from './connectors';
import { OF_AGREEMENTS, OF_CUSTOMERS } from './customers';
import { OF_ACTIONS } from './scenarios';
import { OF_TEXTS } from './templates';
import { OF_PROGRAMS } from './webhooks';

const OF_STALE_RECORDS: Sentences = Object.fromEntries(
  ['customer_stale', 'company_stale', 'template_stale', 'webhook_endpoint_stale'].map((code) => [
    code,
    () => ({
      fact: t`Quelqu’un a modifié cette fiche pendant votre saisie.`,
      advice: t`Votre saisie n’a rien remplacé. Rechargez pour voir la version actuelle.`,
    }),
  ]),
);

const BY_CODE: Sentences = {
  ...OF_IMPORTS,
  ...OF_ACCESS,
  ...OF_STALE_RECORDS,
  ...OF_TEAMS,
  ...OF_CUSTOMERS,
  ...OF_AGREEMENTS,
  ...OF_ACTIONS,
  ...OF_TEXTS,
  ...OF_PROGRAMS,
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
