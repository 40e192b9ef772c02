import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { expect, it } from 'vitest';
import type { Schemas } from '~/api/client';
import { aCompany, aPage, newId } from '~/test/factories';
import { someWork } from '~/test/homeFactories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { AnswersPage } from './AnswersPage';
import { ANSWERS_DEFAULTS, type AnswersSearch } from './search';

const answer: Schemas['StaffAnswerOut'] = {
  id: newId(),
  customer_id: newId(),
  customer_code: 'C00412',
  customer_name: 'Hôtel du Parc <Montbrun>',
  kind: 'upcoming',
  fields: { due_on: '2026-11-27', method: 'transfer', remarks: 'Dès réception du virement' },
  receivable_ids: [],
  lines: [
    {
      receivable_id: newId(),
      number: 'FA-26-0577',
      due_on: '2026-11-02',
      currency: 'EUR',
      balance_minor: 788_460,
    },
  ],
  sent_to: 'compta@hotel.example',
  sent_at: '2026-11-24T07:05:00Z',
  ip: '',
  user_agent: '',
  reviewed_at: null,
};

const promise: Schemas['PromiseOut'] = {
  id: newId(),
  customer_id: newId(),
  customer_code: 'C00087',
  customer_name: 'BTP Loire-Océan',
  sales_rep: 'T. Lacaze',
  level: 2,
  overdue_minor: 6_326_965,
  currency: 'EUR',
  amount_minor: 1_328_460,
  due_on: '2026-11-06',
  days_passed: 18,
  grace_days: 3,
  status: 'broken',
  source: 'portal',
  method: 'transfer',
  details: '',
  made_by_name: '',
  made_at: '2026-11-01T09:00:00Z',
  settled_at: null,
  receivables: [],
};

const dispute: Schemas['DisputeOut'] = {
  id: newId(),
  customer_id: newId(),
  customer_code: 'C00099',
  customer_name: 'Clinique Sainte-Odile',
  level: 2,
  reason: 'quantity',
  details: 'Deux palettes manquent',
  currency: 'EUR',
  amount_minor: null,
  contested_minor: 1_233_025,
  status: 'open',
  source: 'portal',
  owner_id: null,
  opened_by_name: '',
  opened_at: '2026-11-12T09:00:00Z',
  closed_at: null,
  outcome_note: '',
  receivable_ids: [newId()],
};

function Page({ start = {} }: { start?: Partial<AnswersSearch> }) {
  const [search, setSearch] = useState<AnswersSearch>({ ...ANSWERS_DEFAULTS, ...start });
  return (
    <AnswersPage
      search={search}
      onSearch={(patch) => setSearch((current) => ({ ...current, ...patch }))}
    />
  );
}

function serve() {
  const state = { answers: [answer], asked: [] as string[], said: [] as unknown[] };
  const summary = { count: 1, totals: [{ currency: 'EUR', count: 1, amount_minor: 1_328_460 }] };
  server.use(
    http.get('*/v1/home/work', () => HttpResponse.json(someWork())),
    http.get('*/v1/answers', () => HttpResponse.json(aPage(state.answers))),
    http.post('*/v1/answers/:id/:decision', async ({ params, request }) => {
      const text = await request.text();
      state.said.push([params['decision'], text ? JSON.parse(text) : null]);
      state.answers = [];
      return HttpResponse.json({ ...answer, reviewed_at: '2026-11-24T08:00:00Z' });
    }),
    http.get('*/v1/promises', ({ request }) => {
      state.asked.push(new URL(request.url).search);
      return HttpResponse.json(aPage([promise]));
    }),
    http.get('*/v1/promises/summary', () => HttpResponse.json(summary)),
    http.get('*/v1/disputes', () => HttpResponse.json(aPage([dispute]))),
    http.get('*/v1/disputes/summary', () =>
      HttpResponse.json({
        count: 1,
        totals: [{ currency: 'EUR', count: 1, contested_minor: 1_233_025 }],
      }),
    ),
    http.post('*/v1/disputes/:id/close', async ({ request }) => {
      state.said.push(await request.json());
      return HttpResponse.json({ ...dispute, status: 'rejected' });
    }),
  );
  return state;
}

it('reads an answer in French and accepts what the debtor promised', async () => {
  const state = serve();
  const { user } = showPage(() => <Page />);

  const card = (await screen.findByText('Hôtel du Parc <Montbrun>')).closest('li');
  expect(readable(card)).toContain('Promet de payer le 27/11/2026 par virement, 7 884,60 €');
  expect(screen.getByText('Dès réception du virement')).toBeInTheDocument();
  await user.click(
    screen.getByRole('button', { name: 'Accepter la promesse : Hôtel du Parc <Montbrun>' }),
  );
  expect(await screen.findByText('Tout est lu')).toBeInTheDocument();
  expect(state.said).toEqual([['accept', null]]);
});

it('refuses an answer with a reason', async () => {
  const state = serve();
  const { user } = showPage(() => <Page />);
  await user.click(await screen.findByRole('button', { name: /Refuser la promesse/ }));
  const dialog = await screen.findByRole('dialog');
  await user.type(
    within(dialog).getByLabelText('Pourquoi (facultatif)'),
    'Déjà reportée deux fois',
  );
  await user.click(within(dialog).getByRole('button', { name: 'Refuser la promesse' }));
  await waitFor(() =>
    expect(state.said).toEqual([['refuse', { note: 'Déjà reportée deux fois' }]]),
  );
});

it('lists broken promises with the days passed and their sums', async () => {
  const state = serve();
  const { user } = showPage(() => <Page />);
  await user.click(await screen.findByRole('button', { name: /^Promesses/ }));
  await user.click(await screen.findByRole('radio', { name: 'Non tenues' }));
  await waitFor(() =>
    expect(state.asked.at(-1)).toBe('?status=broken&status=partially_kept&unpaid=true&limit=100'),
  );
  const row = await screen.findByRole('row', { name: /BTP Loire-Océan/ });
  expect(readable(row)).toContain('06/11/2026 il y a 18 jours');
  expect(readable(screen.getByRole('row', { name: /1 promesse/ }))).toContain('13 284,60');
});

it('closes a dispute with its outcome', async () => {
  const state = serve();
  const { user } = showPage(() => <Page start={{ vue: 'litiges' }} />);
  await user.click(
    await screen.findByRole('button', { name: 'Clore le litige de Clinique Sainte-Odile' }),
  );
  const dialog = await screen.findByRole('dialog');
  await user.selectOptions(within(dialog).getByLabelText('Issue'), 'rejected');
  await user.click(within(dialog).getByRole('button', { name: 'Clore le litige' }));
  await waitFor(() => expect(state.said).toEqual([{ outcome: 'rejected', note: '' }]));
});

it('offers no decision to those who may only read', async () => {
  serve();
  showPage(() => <Page />, aCompany({ role: 'sales', permissions: ['read'] }));
  expect(await screen.findByText('Hôtel du Parc <Montbrun>')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /Accepter/ })).not.toBeInTheDocument();
});
