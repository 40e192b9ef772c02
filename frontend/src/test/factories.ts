import type { Schemas } from '~/api/client';

/** The day of every test: a Tuesday. */
export const TODAY = '2026-11-24';

let count = 0;

export function newId(): string {
  count += 1;
  return `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`;
}

export function aCompany(
  changes: Partial<Schemas['SessionCompanyOut']> = {},
): Schemas['SessionCompanyOut'] {
  return {
    id: newId(),
    name: 'Ateliers Morvan',
    role: 'collector',
    permissions: ['read', 'load', 'act'],
    currency: 'EUR',
    time_zone: 'Europe/Paris',
    ...changes,
  };
}

export function anAgingRow(changes: Partial<Schemas['AgingRowOut']> = {}): Schemas['AgingRowOut'] {
  return {
    customer_id: newId(),
    code: 'C00412',
    name: 'Transports Guérin Frères',
    profile: 'Standard',
    sales_rep: 'T. Lacaze',
    free1: '',
    free2: '',
    currency: 'EUR',
    level: 3,
    last_reminder_on: '2026-11-17',
    oldest_due_on: '2026-07-27',
    not_due_minor: 842_000,
    days_1_30_minor: 1_328_460,
    days_31_60_minor: 1_893_025,
    days_61_90_minor: 960_480,
    days_over_90_minor: 2_145_000,
    overdue_minor: 6_326_965,
    total_minor: 7_168_965,
    new_buckets: ['days_31_60'],
    flags: [],
    note: '',
    ...changes,
  };
}

export function anAgingTotal(
  changes: Partial<Schemas['AgingTotalOut']> = {},
): Schemas['AgingTotalOut'] {
  return {
    currency: 'EUR',
    customers: 128,
    not_due_minor: 61_248_035,
    days_1_30_minor: 18_421_560,
    days_31_60_minor: 9_684_012,
    days_61_90_minor: 4_130_788,
    days_over_90_minor: 5_866_407,
    overdue_minor: 38_102_767,
    total_minor: 99_350_802,
    ...changes,
  };
}

export function aCustomer(changes: Partial<Schemas['CustomerOut']> = {}): Schemas['CustomerOut'] {
  return {
    id: newId(),
    code: 'C00412',
    name: 'Transports Guérin Frères',
    debtor_type: 'professional',
    registration: '512 048 367',
    vat_number: 'FR12512048367',
    address_lines: ['12 rue des Quais'],
    postcode: '49000',
    city: 'Angers',
    country: 'FR',
    phone: '02 41 00 00 00',
    mobile: '',
    sales_rep: 'Thomas Lacaze',
    category: 'Transport',
    payment_method: 'Virement',
    payment_terms: '30 jours fin de mois',
    credit_limit_minor: 8_000_000,
    currency: 'EUR',
    language: 'fr',
    free1: '',
    free2: '',
    profile: { id: newId(), name: 'Standard' },
    collector: { id: newId(), full_name: 'Claire Vasseur' },
    watched: true,
    note: 'Passe ses virements le jeudi.',
    version: 4,
    contacts: [aContact()],
    balances: [
      {
        currency: 'EUR',
        overdue_minor: 6_326_965,
        upcoming_minor: 842_000,
        total_minor: 7_168_965,
        paid_90d_minor: 2_411_840,
        oldest_days_late: 120,
      },
    ],
    ...changes,
  };
}

function aContact(
  changes: Partial<Schemas['CustomerOut']['contacts'][number]> = {},
): Schemas['CustomerOut']['contacts'][number] {
  return {
    id: newId(),
    civility: 'Mme',
    first_name: 'Sylvie',
    last_name: 'Lemoine',
    email: 'compta@guerin-freres.example',
    phone: '',
    department: 'comptabilité',
    function: '',
    language: 'fr',
    receives_reminders: true,
    is_main: true,
    email_status: 'ok',
    ...changes,
  };
}

export function aReceivable(
  changes: Partial<Schemas['ReceivableOut']> = {},
): Schemas['ReceivableOut'] {
  return {
    id: newId(),
    number: 'FA-26-0402',
    label: 'Facture de juin',
    kind: 'invoice',
    document_key: 'FA-26-0402',
    entry_on: '2026-06-12',
    invoiced_on: '2026-06-12',
    due_on: '2026-07-27',
    days_late: 120,
    currency: 'EUR',
    amount_minor: 1_145_000,
    balance_minor: 1_145_000,
    chaseable_minor: 1_145_000,
    level: 3,
    level_reached_on: '2026-11-17',
    reminders: 3,
    order_no: '',
    document_url: '',
    reconciled_on: null,
    payment_method: 'Virement',
    reconciliation_code: '',
    status: 'open',
    derived: false,
    note: '',
    forecast_on: null,
    free1: '',
    free2: '',
    free3: '',
    holds: [],
    flags: [],
    ...changes,
  };
}

export function aHold(changes: Partial<Schemas['HoldOut']> = {}): Schemas['HoldOut'] {
  return {
    id: newId(),
    kind: 'stop',
    customer_id: newId(),
    receivable_id: null,
    first_on: '2026-11-12',
    last_on: null,
    amount_minor: null,
    reason: 'Négociation en cours',
    source: 'user',
    placed_by: 'Claire Vasseur',
    placed_at: '2026-11-12T09:00:00Z',
    overridable_by: ['collector'],
    ...changes,
  };
}

export function aTimelineEntry(
  changes: Partial<Schemas['TimelineEntryOut']> = {},
): Schemas['TimelineEntryOut'] {
  return {
    id: newId(),
    at: '2026-11-17T08:00:00Z',
    type: 'reminder.done',
    actor: 'Quittance',
    actor_kind: 'system',
    data: {
      action_id: 'a1',
      step_kind: 'reminder',
      level: 3,
      channel: 'email',
      receivables: ['r1', 'r2', 'r3'],
      amount_minor: 3_105_480,
      currency: 'EUR',
      comment: '',
    },
    ...changes,
  };
}

export function anExplanation(
  changes: Partial<Schemas['ExplainedOut']> = {},
): Schemas['ExplainedOut'] {
  return {
    as_of: '2026-11-24',
    may_be_reminded: true,
    code: '',
    reason: '',
    scenario_name: 'Standard, avec e-mail',
    next_step: { label: 'Relance 4', due_on: '2026-11-20', channel: 'email' },
    due_today: 1,
    left_out: 0,
    receivables: [],
    ...changes,
  };
}

export function aPage<Row>(items: Row[]): { items: Row[]; next_cursor: string | null } {
  return { items, next_cursor: null };
}
