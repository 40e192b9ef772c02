import { t } from '@lingui/core/macro';
import type { Tone } from '~/components/StatusPill';
import type { Attempt, Endpoint, LogLine, Scope } from './api';

export type State = { tone: Tone; word: string };

export const SCOPES: readonly Scope[] = ['read', 'load', 'act', 'configure', 'administer'];

export function scopeName(scope: Scope): string {
  switch (scope) {
    case 'read':
      return t`lire`;
    case 'load':
      return t`charger`;
    case 'act':
      return t`agir`;
    case 'configure':
      return t`configurer`;
    case 'administer':
      return t`administrer`;
  }
}

/** What a program with this scope may do. */
export function scopeWords(scope: Scope): string {
  switch (scope) {
    case 'read':
      return t`Lire clients, pièces, relances et événements.`;
    case 'load':
      return t`Envoyer clients, pièces et fichiers comptables.`;
    case 'act':
      return t`Confirmer des relances, noter promesses et litiges.`;
    case 'configure':
      return t`Changer scénarios, modèles, réglages et webhooks.`;
    case 'administer':
      return t`Gérer les utilisateurs et les clés.`;
  }
}

/** `22 min`, `3 h 10`, `2 j`: the largest useful unit. */
export function spanOf(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  const hours = Math.floor(minutes / 60);
  if (minutes < 1) return t`moins d’une minute`;
  if (hours < 1) return t`${minutes} min`;
  if (hours < 48) return t`${hours} h ${String(minutes % 60).padStart(2, '0')}`;
  const days = Math.floor(hours / 24);
  return t`${days} j`;
}

/** `412 ms`, `1,2 s`. */
export function lengthOf(milliseconds: number): string {
  if (milliseconds < 1000) return t`${milliseconds} ms`;
  const seconds = (milliseconds / 1000).toLocaleString('fr-FR', { maximumFractionDigits: 1 });
  return t`${seconds} s`;
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** How an endpoint is, in a shape and a word. */
export function endpointState(endpoint: Endpoint, now: number): State {
  if (endpoint.status === 'gone') return { tone: 'bad', word: t`Disparue` };
  if (endpoint.status === 'disabled_auto') return { tone: 'bad', word: t`Arrêtée` };
  if (endpoint.status === 'disabled') return { tone: 'idle', word: t`En pause` };
  if (endpoint.first_failure_at) {
    const span = spanOf(now - Date.parse(endpoint.first_failure_at));
    return { tone: 'bad', word: t`En échec, ${span}` };
  }
  return { tone: 'ok', word: t`Active` };
}

/** Why nothing is sent to an endpoint any more. */
export function disabledReason(endpoint: Endpoint): string {
  switch (endpoint.disabled_reason) {
    case 'gone':
      return t`Elle a répondu qu’elle n’existe plus (410).`;
    case 'asked':
      return t`Elle a demandé de ne plus rien recevoir.`;
    case 'failing':
      return t`Elle n’a accepté aucun message depuis cinq jours.`;
    default:
      return t`Une personne l’a mise en pause.`;
  }
}

/** The state of one message at one endpoint. */
export function lineState(line: Pick<LogLine, 'status' | 'attempts'>): State {
  switch (line.status) {
    case 'delivered':
      return { tone: 'ok', word: t`Livré` };
    case 'aborted':
      return { tone: 'bad', word: t`Refusé` };
    case 'failed':
      return { tone: 'bad', word: t`Abandonné` };
    default:
      return line.attempts.length === 0
        ? { tone: 'idle', word: t`À envoyer` }
        : { tone: 'info', word: t`Nouvel essai` };
  }
}

export function statusName(status: LogLine['status']): string {
  switch (status) {
    case 'pending':
      return t`En attente`;
    case 'delivered':
      return t`Livré`;
    case 'failed':
      return t`Abandonné`;
    case 'aborted':
      return t`Refusé`;
  }
}

/** What came back: a status, or why nothing did. */
export function answerState(attempt: Attempt): State {
  if (attempt.status_code === null) return { tone: 'warn', word: t`Sans réponse` };
  const isTaken = attempt.status_code >= 200 && attempt.status_code < 300;
  return { tone: isTaken ? 'ok' : 'bad', word: String(attempt.status_code) };
}

/** Why nobody answered, in French; the server's own words for what is not listed. */
export function errorWords(error: string): string {
  if (error.startsWith('No answer within')) return t`Pas de réponse dans le délai de 15 secondes.`;
  if (error.startsWith('No connection within')) return t`Pas de connexion en 5 secondes.`;
  if (error.includes('does not resolve')) return t`Le nom de l’hôte est inconnu.`;
  if (error.includes('not public')) return t`L’hôte mène à une adresse qui n’est pas publique.`;
  if (error.startsWith('No connection')) return t`Connexion refusée ou impossible.`;
  if (error.includes('not HTTP')) return t`La réponse n’est pas du HTTP.`;
  if (error.includes('stopped talking')) return t`L’autre côté s’est tu en cours de réponse.`;
  if (error.includes('broke')) return t`La connexion a été coupée.`;
  return t`L’adresse n’a pas pu être appelée.`;
}
