import { plural, t } from '@lingui/core/macro';
import type { Problem } from '~/api/client';
import { stepName } from '~/shared/words';
import { type DraftStep, daysOf, modeOf, type Reference } from './scenarioDraft';

const NBSP = '\u00A0';

/** Whom a scenario is for. */
export function audienceWords(audience: string): string {
  return audience === 'with_email' ? t`clients avec e-mail` : t`clients sans e-mail`;
}

export function nameOf({ kind, rank }: Pick<DraftStep, 'kind' | 'rank'>): string {
  return stepName(kind, rank);
}

function dayCount(days: number): string {
  return plural(days, { one: '# jour', other: '# jours' }).replace(' ', NBSP);
}

/** When a step falls due: `échéance + 8 jours`, `relance 1 + 8 jours`. */
export function whenWords(step: DraftStep, reference: Reference, before?: DraftStep): string {
  const days = daysOf(step);
  const count = days === null ? '…' : dayCount(days);
  if (step.kind === 'pre_notice') return `${t`échéance`} −${NBSP}${count}`;
  if (step.kind === 'thank_you') return `${t`règlement lettré`} +${NBSP}${count}`;
  if (step.fromPrevious && before) {
    return `${nameOf(before).toLocaleLowerCase('fr')} +${NBSP}${count}`;
  }
  return `${referenceWord(reference)} +${NBSP}${count}`;
}

export function referenceWord(reference: Reference): string {
  return reference === 'due_date' ? t`échéance` : t`facture`;
}

/** Who makes the step leave. */
export function modeWords(step: DraftStep): string {
  switch (modeOf(step)) {
    case 'automatic':
      return t`automatique`;
    case 'to_confirm':
      return t`à confirmer`;
    default:
      return t`à faire`;
  }
}

/** What is wrong with a step, in the words of who wrote it. */
function flawWords(code: string): string {
  switch (code) {
    case 'no_active_step':
      return t`Activez au moins une étape.`;
    case 'two_of_a_kind':
      return t`Une seule étape de cette sorte par scénario.`;
    case 'too_many_reminders':
      return t`Sept relances au plus.`;
    case 'shared_rank':
    case 'wrong_rank':
      return t`Deux étapes ont le même niveau, ou un niveau hors de l’ordre.`;
    case 'mixed_references':
    case 'payment_reference':
    case 'thank_you_date':
      return t`Cette étape ne compte pas depuis la même date que les autres.`;
    case 'no_previous_step':
      return t`La première relance n’a pas d’étape avant elle : comptez depuis la date.`;
    case 'before_its_date':
      return t`Seule une prévenance part avant la date.`;
    case 'no_room_for_pre_notice':
      return t`Comptée depuis la facture, une prévenance n’a pas de place : désactivez-la.`;
    case 'pre_notice_date':
      return t`Une prévenance part au moins un jour avant l’échéance.`;
    case 'ignores_without_date':
      return t`Pour passer la précédente, l’étape doit avoir sa propre date.`;
    case 'out_of_order':
      return t`Le même jour que l’étape d’avant, ou plus tôt : ajoutez des jours.`;
    case 'notice_not_last':
      return t`La mise en demeure est la dernière relance : retirez celles qui suivent.`;
    case 'not_automatic':
      return t`Seul un e-mail part sans personne.`;
    case 'copies_of_an_email_only':
      return t`Seul un e-mail se lit en copie.`;
    case 'nobody_to_mail':
      return t`Ces clients n’ont pas d’adresse e-mail : choisissez un autre canal.`;
    case 'text_of_another_step':
      return t`Ce modèle est écrit pour une autre sorte d’étape.`;
    default:
      return t`Cette valeur n’est pas acceptée.`;
  }
}

/** What the server says of each step, by its place in the list; `all` for the whole scenario. */
export function flawsOf(problem: Problem | undefined): Map<number | 'all', string[]> {
  const found = new Map<number | 'all', string[]>();
  for (const { loc, code } of problem?.errors ?? []) {
    const place = loc[1] === 'steps' && typeof loc[2] === 'number' ? loc[2] : 'all';
    const words = flawWords(code);
    const told = found.get(place) ?? [];
    if (!told.includes(words)) found.set(place, [...told, words]);
  }
  return found;
}

/** Why a step does not leave on the day it was set for; empty when it does. */
export function delayWords(code: string): string {
  switch (code) {
    case 'closed_day':
      return t`reportée au premier jour ouvré`;
    case 'minimum_gap':
      return t`délai minimum depuis l’étape d’avant`;
    default:
      return '';
  }
}
