import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import type { Schemas } from '~/api/client';
import { anAction } from '~/test/actionFactories';
import {
  aCompany,
  aCustomer,
  aHold,
  anExplanation,
  aPage,
  aReceivable,
  aTimelineEntry,
} from '~/test/factories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { CustomerPage } from './CustomerPage';

const customer = aCustomer();
const due = aReceivable();
const disputed = aReceivable({
  number: 'FA-26-0521',
  balance_minor: 1_233_025,
  holds: [aHold({ kind: 'dispute' })],
});
const credit = aReceivable({
  number: 'AV-26-0031',
  kind: 'credit_note',
  amount_minor: -90_000,
  balance_minor: -90_000,
  days_late: 0,
});

const explanation = anExplanation({
  receivables: [
    {
      receivable_id: due.id,
      number: due.number,
      verdict: 'due_today',
      code: 'due_today',
      reason: 'À relancer aujourd’hui.',
      due_on: '2026-11-24',
      step_label: 'Relance 4',
      until: null,
    },
    {
      receivable_id: disputed.id,
      number: disputed.number,
      verdict: 'excluded',
      code: 'dispute',
      reason: 'Un litige est ouvert.',
      due_on: null,
      step_label: '',
      until: null,
    },
  ],
});

const summary = {
  lines: 3,
  totals: [
    {
      currency: 'EUR',
      lines: 3,
      debit_minor: 2_378_025,
      credit_minor: -90_000,
      balance_minor: 2_288_025,
      overdue_minor: 2_288_025,
    },
  ],
} satisfies Schemas['AccountSummaryOut'];

const dunning = {
  level: 3,
  last_pre_notice_on: null,
  last_reminder_on: '2026-11-17',
  last_thank_you_on: null,
  actions_done: 7,
  next_action: null,
} satisfies Schemas['DunningOut'];

const link = {
  id: 'l1',
  sent_to: 'compta@guerin-freres.example',
  contact_id: null,
  delivery_id: null,
  scope: 'full',
  state: 'open',
  created_at: '2026-11-17T08:00:00Z',
  expires_at: '2026-12-12T08:00:00Z',
  first_opened_at: null,
  renewal_asked_at: null,
  revoked_at: null,
} satisfies Schemas['StaffLinkOut'];

function serve() {
  const state = {
    customer,
    holds: [] as Schemas['HoldOut'][],
    promises: [] as Schemas['PromiseOut'][],
    asked: [] as string[],
    sent: [] as unknown[],
  };
  server.use(
    http.get('*/v1/customers/:id', () => HttpResponse.json(state.customer)),
    http.get('*/v1/customers/:id/receivables', ({ request }) => {
      state.asked.push(new URL(request.url).searchParams.get('state') ?? '');
      return HttpResponse.json(aPage([due, disputed, credit]));
    }),
    http.get('*/v1/customers/:id/receivables/summary', () => HttpResponse.json(summary)),
    http.get('*/v1/customers/:id/timeline', () => HttpResponse.json(aPage([aTimelineEntry()]))),
    http.get('*/v1/actions', () => HttpResponse.json(aPage([anAction()]))),
    http.get('*/v1/promises', () => HttpResponse.json(aPage(state.promises))),
    http.delete('*/v1/promises/:id', ({ params }) => {
      state.promises = [];
      state.sent.push(['cancel', params['id']]);
      return new HttpResponse(null, { status: 204 });
    }),
    http.get('*/v1/aging/choices', () => HttpResponse.json({ reachable_levels: [0, 1, 2, 3, 4] })),
    http.post('*/v1/customers/:id/promises', async ({ request }) => {
      state.sent.push(await request.json());
      return HttpResponse.json({}, { status: 201 });
    }),
    http.get('*/v1/customers/:id/dunning', () => HttpResponse.json(dunning)),
    http.get('*/v1/customers/:id/portal-links', () => HttpResponse.json(aPage([link]))),
    http.delete('*/v1/portal-links/:id', ({ params }) => {
      state.sent.push(['revoke', params['id']]);
      return new HttpResponse(null, { status: 204 });
    }),
    http.patch('*/v1/contacts/:id', async ({ request }) => {
      state.sent.push(await request.json());
      return HttpResponse.json({});
    }),
    http.patch('*/v1/receivables/:id', async ({ request }) => {
      state.sent.push(await request.json());
      return HttpResponse.json(due);
    }),
    http.get('*/v1/customers/:id/explain', () => HttpResponse.json(explanation)),
    http.get('*/v1/customers/:id/holds', () => HttpResponse.json({ items: state.holds })),
    http.post('*/v1/customers/:id/holds', async ({ request }) => {
      state.sent.push(await request.json());
      const hold = aHold({ customer_id: customer.id });
      state.holds = [hold];
      return HttpResponse.json(hold, { status: 201 });
    }),
    http.delete('*/v1/holds/:id', () => {
      state.holds = [];
      return new HttpResponse(null, { status: 204 });
    }),
    http.patch('*/v1/customers/:id', async ({ request }) => {
      state.sent.push([request.headers.get('If-Match'), await request.json()]);
      return HttpResponse.json(
        { type: 'about:blank', title: '', status: 412, code: 'customer_stale', detail: '' },
        { status: 412, headers: { 'content-type': 'application/problem+json' } },
      );
    }),
  );
  return state;
}

it('shows figures, account and history, and says why each entry is chased or not', async () => {
  const state = serve();
  const { user } = showPage(() => <CustomerPage id={customer.id} />);

  expect(await screen.findByRole('heading', { name: customer.name })).toBeInTheDocument();
  expect(readable(screen.getByText('En retard').parentElement)).toBe('En retard63 269,65 €');
  expect(await screen.findByText(/ : 1 facture, 11 450,00\s€\./)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Voir le détail du calcul' }));
  expect(screen.getByText(/^Relance 4,/)).toBeInTheDocument();

  const row = await screen.findByRole('row', { name: /AV-26-0031/ });
  expect(readable(row)).toContain('\u2212900,00');
  expect(within(row).getByText('avoir')).toBeInTheDocument();
  expect(await screen.findByText('Relance 3 par e-mail')).toBeInTheDocument();

  const total = screen.getByRole('row', { name: /Solde/ });
  expect(readable(total)).toContain('22 880,25');

  await user.click(screen.getByRole('radio', { name: 'Lettrées' }));
  await waitFor(() => expect(state.asked.at(-1)).toBe('closed'));
});

it('stops the reminders with a reason, then starts them again', async () => {
  const state = serve();
  const { user } = showPage(() => <CustomerPage id={customer.id} />);

  await user.click(await screen.findByRole('button', { name: 'Suspendre' }));
  await user.type(await screen.findByLabelText('Pourquoi'), 'Négociation');
  await user.click(screen.getByRole('button', { name: 'Suspendre les relances' }));
  expect(state.sent[0]).toEqual({ kind: 'stop', reason: 'Négociation', receivable_id: null });

  await user.click(await screen.findByRole('button', { name: 'Reprendre les relances' }));
  expect(await screen.findByRole('button', { name: 'Suspendre' })).toBeInTheDocument();
});

it('keeps a note being written over one somebody else has just changed, and says so', async () => {
  const state = serve();
  const { user } = showPage(() => <CustomerPage id={customer.id} />);
  const note = await screen.findByRole('textbox', { name: 'Note d’équipe' });
  await user.type(note, ' Appeler avant.');
  state.customer = aCustomer({ ...customer, note: 'En congés.', version: 5 });

  await user.click(screen.getByRole('button', { name: 'Enregistrer la note' }));
  expect(await screen.findByText('Quelqu’un a changé cette note entre-temps.')).toBeInTheDocument();
  expect(screen.getByText('Elle dit maintenant : « En congés. »')).toBeInTheDocument();
  expect(note).toHaveValue('Passe ses virements le jeudi. Appeler avant.');

  await user.click(screen.getByRole('button', { name: 'Remplacer la note' }));
  const said = { note: 'Passe ses virements le jeudi. Appeler avant.' };
  await waitFor(() =>
    expect(state.sent).toEqual([
      ['"4"', said],
      ['"5"', said],
    ]),
  );
});

it('offers no act to a person who may only read', async () => {
  serve();
  showPage(() => <CustomerPage id={customer.id} />, aCompany({ permissions: ['read'] }));

  await screen.findByRole('heading', { name: customer.name });
  expect(screen.queryByRole('button', { name: 'Suspendre' })).not.toBeInTheDocument();
  expect(screen.queryByRole('link', { name: 'Vérifier avant envoi' })).not.toBeInTheDocument();
  expect(screen.queryByRole('textbox', { name: 'Note d’équipe' })).not.toBeInTheDocument();
  expect(screen.getByText(customer.note)).toBeInTheDocument();
});

it('notes a promise for the ticked receivables, for no more than they owe', async () => {
  const state = serve();
  const { user } = showPage(() => <CustomerPage id={customer.id} />);

  expect(await screen.findByRole('button', { name: 'Promesse' })).toBeDisabled();
  await user.click(await screen.findByRole('checkbox', { name: 'Cocher FA-26-0402' }));
  expect(screen.getByRole('checkbox', { name: 'Cocher AV-26-0031' })).toBeDisabled();
  await user.click(screen.getByRole('button', { name: 'Promesse' }));

  const amount = await screen.findByLabelText('Montant promis');
  await user.clear(amount);
  await user.type(amount, '12000');
  await user.click(screen.getByRole('button', { name: 'Noter la promesse' }));
  expect(state.sent).toEqual([]);
  await user.clear(amount);
  await user.type(amount, '5 000,50');
  await user.click(screen.getByRole('button', { name: 'Noter la promesse' }));
  await waitFor(() =>
    expect(state.sent[0]).toMatchObject({
      currency: 'EUR',
      amount_minor: 500_050,
      receivables: [{ receivable_id: due.id }],
    }),
  );
});

it('tells when each step was last done, and ends a link to the customer’s space', async () => {
  const state = serve();
  const { user } = showPage(() => <CustomerPage id={customer.id} />);
  const last = await screen.findByText('Dernière relance');
  await waitFor(() => expect(last.nextElementSibling).toHaveTextContent('17/11/2026'));
  expect(screen.getByText('Actions sur l’impayé').nextElementSibling).toHaveTextContent('7');
  await user.click(await screen.findByRole('button', { name: /Révoquer le lien/ }));
  await waitFor(() => expect(state.sent).toEqual([['revoke', 'l1']]));
});

it('corrects a contact, and sends only what changed', async () => {
  const state = serve();
  const { user } = showPage(() => <CustomerPage id={customer.id} />);
  await user.click(await screen.findByRole('button', { name: 'Modifier Sylvie Lemoine' }));
  const email = await screen.findByLabelText('Adresse e-mail');
  await user.clear(email);
  await user.type(email, 's.lemoine@guerin.example');
  await user.click(screen.getByRole('checkbox', { name: 'Reçoit les relances' }));
  await user.click(screen.getByRole('button', { name: 'Enregistrer le contact' }));
  await waitFor(() =>
    expect(state.sent).toEqual([{ email: 's.lemoine@guerin.example', receives_reminders: false }]),
  );
  // The keyboard is back where the dialog was asked from.
  const edit = screen.getByRole('button', { name: 'Modifier Sylvie Lemoine' });
  await waitFor(() => expect(edit).toHaveFocus());
});

it('changes the level, the note and the expected day of one line', async () => {
  const state = serve();
  const { user } = showPage(() => <CustomerPage id={customer.id} />);
  await user.click(await screen.findByRole('button', { name: 'Modifier FA-26-0402' }));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByRole('option', { name: 'Relance 4' })).toBeInTheDocument();
  expect(within(dialog).queryByRole('option', { name: 'Relance 8' })).not.toBeInTheDocument();
  await user.selectOptions(within(dialog).getByLabelText('Niveau de relance'), '1');
  await user.type(within(dialog).getByLabelText('Note sur cette pièce'), 'Bon de livraison joint');
  await user.click(within(dialog).getByRole('button', { name: 'Enregistrer' }));
  await waitFor(() => expect(state.sent).toEqual([{ level: 1, note: 'Bon de livraison joint' }]));
});

it('shows what is promised and for which day, until nobody counts on it any more', async () => {
  const state = serve();
  state.promises = [
    {
      id: 'p1',
      customer_id: customer.id,
      customer_code: customer.code,
      customer_name: customer.name,
      sales_rep: '',
      level: 3,
      overdue_minor: 1_145_000,
      currency: 'EUR',
      amount_minor: 500_050,
      due_on: '2026-12-04',
      days_passed: 0,
      grace_days: 3,
      status: 'pending',
      source: 'collector',
      method: '',
      details: '',
      made_by_name: 'Karim Lasalle',
      made_at: '2026-11-20T08:00:00Z',
      settled_at: null,
      receivables: [{ receivable_id: due.id, amount_minor: 500_050, received_minor: null }],
    },
  ];
  const { user } = showPage(() => <CustomerPage id={customer.id} />);

  const section = (await screen.findByRole('heading', { name: /Promesses/ })).closest('section');
  expect(readable(section)).toContain('5 000,50 € pour le 04/12/2026');
  expect(readable(section)).toContain('Karim Lasalle · FA-26-0402');
  await user.click(screen.getByRole('button', { name: /^Annuler la promesse/ }));
  await waitFor(() => expect(state.sent).toEqual([['cancel', 'p1']]));
  await waitFor(() =>
    expect(screen.queryByRole('heading', { name: /Promesses/ })).not.toBeInTheDocument(),
  );
});
