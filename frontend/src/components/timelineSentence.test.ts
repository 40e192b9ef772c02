import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { aTimelineEntry } from '~/test/factories';
import { exchangesOf, sentenceOf } from './timelineSentence';

const plain = (text: string) => text.replace(/\s/g, ' ');
const told = (type: string, data: Record<string, unknown>) => {
  const { word, fact, details } = sentenceOf(aTimelineEntry({ type, data }));
  return plain([word, fact, ...details].join(' | '));
};

it('tells promises, disputes, payments and holds in French, with their sums and days', () => {
  expect(
    told('promise.made', {
      amount_minor: 1_328_460,
      currency: 'EUR',
      due_on: '2026-11-27',
      receivable_ids: ['a', 'b'],
    }),
  ).toBe('Promesse | 13 284,60 € pour le 27/11/2026 | 2 pièces');
  expect(
    told('dispute.opened', { reason: 'quantity', amount_minor: 428_500, currency: 'XPF' }),
  ).toBe('Litige | Litige ouvert : quantité | 428 500 F CFP');
  expect(told('receivable.paid', { number: 'FA-1', amount_minor: 100, currency: 'EUR' })).toBe(
    'Payé | FA-1 réglée | 1,00 €',
  );
  expect(told('hold.released', { kind: 'stop' })).toBe(
    'Reprise | Suspension levée : relances suspendues',
  );
  expect(told('hold.placed', { kind: 'stop', reason: '<b>Direction</b>' })).toBe(
    'Suspension | Relances suspendues | <b>Direction</b>',
  );
});

it('tells a reminder, its message and its opening as one exchange', () => {
  const data = { source_id: 'a1', kind: 'first_reminder', level: 3, channel: 'email' };
  const exchanges = exchangesOf([
    aTimelineEntry({ type: 'delivery.opened', data }),
    aTimelineEntry(),
    aTimelineEntry({ type: 'delivery.sent', data: { ...data, recipient: 'a@b.example' } }),
    aTimelineEntry({ type: 'hold.placed', data: { kind: 'promise' } }),
  ]);
  expect(exchanges).toHaveLength(1);
  expect(exchanges[0]?.sentence).toMatchObject({ word: 'Ouvert', fact: 'Relance 3 par e-mail' });
  expect(exchanges[0]?.sentence.details).toContain('à a@b.example');
});

it('tells plainly what it does not know yet, and every kind of fact about a customer', () => {
  const generic = told('comet.seen', {});
  expect(generic).toBe('Noté | Le dossier a été mis à jour');
  const rooms = [
    'customers',
    'deliveries',
    'disputes',
    'payments',
    'portal',
    'promises',
    'receivables',
  ];
  const types = rooms.flatMap((room) => {
    const source = readFileSync(`../backend/quittance/${room}/events.py`, 'utf8');
    return [...source.matchAll(/type: ClassVar\[str\] = "([\w.]+)"/g)].map(([, type = '']) => type);
  });
  const ofNoCustomer = ['ledger.loaded', 'letters.printed', 'profile.created'];
  expect(types.length).toBeGreaterThan(20);
  for (const type of types.filter((one) => !ofNoCustomer.includes(one))) {
    expect([type, told(type, {})]).not.toEqual([type, generic]);
  }
});
