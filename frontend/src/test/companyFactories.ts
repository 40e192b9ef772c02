import type { Schemas } from '~/api/client';
import { newId } from './factories';

export function aCompanySettings(
  changes: Partial<Schemas['CompanyOut']> = {},
): Schemas['CompanyOut'] {
  return {
    id: newId(),
    name: 'Ateliers Morvan',
    legal_form: 'SAS au capital de 120 000 €',
    address_lines: ['8 rue des Forges'],
    postcode: '44000',
    city: 'Nantes',
    country: 'FR',
    registration: 'RCS Nantes 512 048 367',
    vat_number: 'FR12512048367',
    bank_details: 'FR76 3000 6000 0112 3456 7890 189',
    email: 'compta@ateliers-morvan.example',
    phone: '02 40 00 00 00',
    jurisdiction: 'FR',
    currency: 'EUR',
    time_zone: 'Europe/Paris',
    default_debtor_type: 'professional',
    payment_terms: '30 jours',
    reminder_time: '09:30:00',
    minimum_minor: 1_500,
    link_days: 25,
    contacts_per_period: 2,
    contact_period_days: 7,
    disputes_hold: true,
    penalty_regime: 'statutory',
    penalty_figure: null,
    suspension_clause: '',
    logo_sha256: null,
    plan_confirmed_at: null,
    ledger_fresh_at: '2026-11-24T07:12:00Z',
    version: 4,
    ...changes,
  };
}
