import type { Schemas } from '~/api/client';
import { formatAmount, parseMoney } from '~/shared/money';
import type { Company, CompanyChanges } from './companyApi';

/** The settings as they are typed: every field a text, but for what is ticked. */
export type Draft = {
  name: string;
  legal_form: string;
  registration: string;
  vat_number: string;
  address_lines: string;
  postcode: string;
  city: string;
  bank_details: string;
  payment_terms: string;
  email: string;
  phone: string;
  time_zone: string;
  reminder_time: string;
  minimum_minor: string;
  contacts_per_period: string;
  contact_period_days: string;
  link_days: string;
  disputes_hold: boolean;
  penalty_regime: string;
  penalty_figure: string;
  suspension_clause: string;
};

export type Field = keyof Draft;

const MOST_ADDRESS_LINES = 6;

export function draftOf(company: Company): Draft {
  return {
    name: company.name,
    legal_form: company.legal_form,
    registration: company.registration,
    vat_number: company.vat_number,
    address_lines: company.address_lines.join('\n'),
    postcode: company.postcode,
    city: company.city,
    bank_details: company.bank_details,
    payment_terms: company.payment_terms,
    email: company.email,
    phone: company.phone,
    time_zone: company.time_zone,
    reminder_time: company.reminder_time.slice(0, 5),
    minimum_minor: formatAmount(company.minimum_minor, company.currency),
    contacts_per_period: String(company.contacts_per_period),
    contact_period_days: String(company.contact_period_days),
    link_days: String(company.link_days),
    disputes_hold: company.disputes_hold,
    penalty_regime: company.penalty_regime,
    penalty_figure: decimal(company.penalty_figure),
    suspension_clause: company.suspension_clause,
  };
}

/** `12.500` → `12,5`. */
function decimal(figure: string | null): string {
  if (figure === null) return '';
  return figure.includes('.') ? figure.replace(/\.?0+$/, '').replace('.', ',') : figure;
}

const WHOLE: Partial<Record<Field, readonly [least: number, most: number]>> = {
  contacts_per_period: [1, 30],
  contact_period_days: [1, 90],
  link_days: [1, 90],
};

/** The fields whose text means nothing: the bounds a number must keep, or null. */
export function wrongFields(
  draft: Draft,
  currency: string,
): Map<Field, readonly [number, number] | null> {
  const wrong = new Map<Field, readonly [number, number] | null>();
  for (const [field, [least, most]] of Object.entries(WHOLE) as [Field, [number, number]][]) {
    const text = String(draft[field]).trim();
    const number = Number(text);
    if (!/^\d{1,4}$/.test(text) || number < least || number > most) wrong.set(field, [least, most]);
  }
  const minimum = parseMoney(draft.minimum_minor, currency);
  if (minimum === null || minimum < 0) wrong.set('minimum_minor', null);
  if (
    needsFigure(draft.penalty_regime) &&
    !/^\d{1,2}([.,]\d{1,3})?$/.test(draft.penalty_figure.trim())
  )
    wrong.set('penalty_figure', null);
  if (!/^\d\d:\d\d$/.test(draft.reminder_time)) wrong.set('reminder_time', null);
  if (linesOf(draft.address_lines).length > MOST_ADDRESS_LINES) wrong.set('address_lines', null);
  if (draft.name.trim() === '') wrong.set('name', null);
  return wrong;
}

/** The fields whose value the server did not take. */
export function refusedFields(
  errors: Schemas['Problem']['errors'],
  draft: Draft,
): Map<Field, null> {
  const named = errors.map(({ loc }) => String(loc[1]));
  return new Map(named.filter((name) => name in draft).map((name) => [name as Field, null]));
}

/** Whether the rate of late interest is said by a figure of the contract. */
export function needsFigure(regime: string): boolean {
  return regime !== 'statutory';
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The fields of the draft that say something else than the company does. */
export function changedFields(draft: Draft, company: Company): Field[] {
  const said = draftOf(company);
  return (Object.keys(said) as Field[]).filter((field) => draft[field] !== said[field]);
}

/** What to ask the server to change; the draft has no wrong field. */
export function changesOf(
  draft: Draft,
  fields: readonly Field[],
  currency: string,
): CompanyChanges {
  const changes: Record<string, unknown> = {};
  for (const field of fields) changes[field] = valueIn(draft, field, currency);
  // A regime and its figure are judged together.
  if (fields.includes('penalty_regime') && needsFigure(draft.penalty_regime)) {
    changes['penalty_figure'] = valueIn(draft, 'penalty_figure', currency);
  }
  return changes as CompanyChanges;
}

function valueIn(draft: Draft, field: Field, currency: string): unknown {
  const value = draft[field];
  if (typeof value === 'boolean') return value;
  if (field === 'address_lines') return linesOf(value);
  if (field === 'minimum_minor') return parseMoney(value, currency);
  if (field === 'penalty_figure') return value.trim().replace(',', '.') || null;
  return field in WHOLE ? Number(value) : value.trim();
}
