import { t } from '@lingui/core/macro';
import type { Tone } from '~/components/StatusPill';
import { formatDay } from '~/shared/dates';
import type { ContactChange } from './api';

/** Where a change stands, as a shape and a word. */
export function stateOf(change: ContactChange): { tone: Tone; word: string } {
  switch (change.status) {
    case 'to_review':
      return { tone: 'warn', word: t`À vérifier` };
    case 'waiting': {
      const day = change.counts_on ? formatDay(change.counts_on) : '';
      return { tone: 'info', word: t`En vigueur le ${day}` };
    }
    case 'applied':
      return { tone: 'ok', word: t`En vigueur` };
    case 'rejected':
      return { tone: 'idle', word: t`Refusé` };
    case 'undone':
      return { tone: 'idle', word: t`Annulé` };
    default:
      return { tone: 'idle', word: t`Remplacé` };
  }
}

const FIELDS = [
  'civility',
  'last_name',
  'first_name',
  'email',
  'phone',
  'department',
  'function',
] as const;

type Field = (typeof FIELDS)[number];

function fieldName(field: Field): string {
  switch (field) {
    case 'civility':
      return t`Civilité`;
    case 'last_name':
      return t`Nom`;
    case 'first_name':
      return t`Prénom`;
    case 'email':
      return t`E-mail`;
    case 'phone':
      return t`Téléphone`;
    case 'department':
      return t`Service`;
    default:
      return t`Fonction`;
  }
}

export type Told = { name: string; before: string; after: string };

/** What was asked, field by field, with what stands there now. */
export function toldOf(change: ContactChange): Told[] {
  const text = (values: Record<string, unknown>, field: Field) => String(values[field] ?? '');
  return FIELDS.map((field) => ({
    name: fieldName(field),
    before: text(change.previous, field),
    after: text(change.facts, field),
  })).filter((one) => one.after !== one.before);
}
