import type { Schemas } from '~/api/client';
import { newId } from './factories';

export function anActionGroup(changes: Partial<Schemas['GroupOut']> = {}): Schemas['GroupOut'] {
  return {
    scenario_id: newId(),
    fact: null,
    scenario_name: 'Standard, avec e-mail',
    profile: 'Standard',
    audience: 'with_email',
    rank: 1,
    step_kind: 'reminder',
    label: 'Relance 1',
    trigger: 'échéance + 8 j',
    channel: 'email',
    mode: 'to_confirm',
    ready: 2,
    excluded: 1,
    amount_minor: 4_044_072,
    currency: 'EUR',
    ...changes,
  };
}

export function anAction(changes: Partial<Schemas['ActionOut']> = {}): Schemas['ActionOut'] {
  return {
    id: newId(),
    scenario_id: newId(),
    customer: { id: newId(), code: 'C00001', name: 'BTP Loire-Océan' },
    currency: 'EUR',
    amount_minor: 2_496_000,
    level: 0,
    step_kind: 'reminder',
    rank: 1,
    label: 'Relance 1',
    channel: 'email',
    mode: 'to_confirm',
    due_on: '2026-11-24',
    days_waiting: 0,
    max_days_late: 8,
    status: 'planned',
    ready: true,
    excluded_reason: '',
    excluded_detail: '',
    overridable: true,
    recipient: { name: 'M. Hamon', email: 'factures@btp-loire-ocean.example' },
    letter: null,
    lines: [aLine(), aLine({ number: 'FA-26-0589', amount_minor: 1_075_000 })],
    ...changes,
  };
}

export function aLine(
  changes: Partial<Schemas['ActionOut']['lines'][number]> = {},
): Schemas['ActionOut']['lines'][number] {
  return {
    receivable_id: newId(),
    number: 'FA-26-0588',
    due_on: '2026-11-16',
    days_late: 8,
    balance_minor: 1_421_000,
    amount_minor: 1_421_000,
    level: 0,
    included: true,
    excluded_reason: '',
    excluded_detail: '',
    overridable: true,
    ...changes,
  };
}

export function aDelivery(changes: Partial<Schemas['DeliveryOut']> = {}): Schemas['DeliveryOut'] {
  return {
    id: newId(),
    customer: { id: newId(), code: 'C00001', name: 'BTP Loire-Océan' },
    contact_id: newId(),
    source_id: newId(),
    sender_id: null,
    sender_name: '',
    channel: 'email',
    kind: 'first_reminder',
    step_kind: 'reminder',
    level: 1,
    role: 'primary',
    status: 'opened',
    reason: '',
    detail: '',
    recipient_name: 'M. Hamon',
    recipient_address: 'factures@btp-loire-ocean.example',
    subject: '2 factures échues',
    receivables: 2,
    amount_minor: 2_496_000,
    approved_minor: 2_496_000,
    currency: 'EUR',
    has_message: true,
    created_at: '2026-11-17T07:30:00Z',
    release_at: '2026-11-17T07:30:00Z',
    sent_at: '2026-11-17T07:31:00Z',
    settled_at: '2026-11-17T07:31:00Z',
    opened_at: '2026-11-17T08:05:00Z',
    ...changes,
  };
}
