import type { Schemas } from '~/api/client';
import { anAgingTotal, newId, TODAY } from './factories';

export function aHome(changes: Partial<Schemas['HomeOut']> = {}): Schemas['HomeOut'] {
  return {
    as_of: TODAY,
    is_empty: false,
    paid_since: '2026-08-26',
    totals: [aHomeTotal()],
    debtors: [aDebtor()],
    ledger: {
      is_fresh: true,
      fresh_at: '2026-11-24T07:12:00Z',
      to_review: 0,
      last_load: null,
    },
    ...changes,
  };
}

export function aHomeTotal(
  changes: Partial<Schemas['HomeTotalOut']> = {},
): Schemas['HomeTotalOut'] {
  return {
    ...anAgingTotal(),
    overdue_customers: 74,
    upcoming_customers: 96,
    paid_minor: 148_293_014,
    ...changes,
  };
}

export function aDebtor(changes: Partial<Schemas['HomeDebtorOut']> = {}): Schemas['HomeDebtorOut'] {
  return {
    customer_id: newId(),
    code: 'C00412',
    name: 'Transports Guérin Frères',
    profile: 'Standard',
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
    flags: ['promise'],
    ...changes,
  };
}

export function someWork(changes: Partial<Schemas['WorkOut']> = {}): Schemas['WorkOut'] {
  return {
    as_of: TODAY,
    reminders: [
      {
        channel: 'email',
        currency: 'EUR',
        ready: 42,
        excluded: 4,
        customers: 38,
        amount_minor: 17_175_191,
      },
    ],
    items: [
      {
        what: 'answers',
        count: 3,
        since_on: '2026-11-23',
        amounts: [{ currency: 'EUR', amount_minor: 1_248_000 }],
        parts: [
          { code: 'dispute', count: 1 },
          { code: 'upcoming', count: 2 },
        ],
      },
    ],
    ...changes,
  };
}
