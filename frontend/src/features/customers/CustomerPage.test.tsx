import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import type { Schemas } from '~/api/client';
import { aCompany, aCustomer, aHold, aPage, aReceivable, aTimelineEntry } from '~/test/factories';
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

const explanation = {
  as_of: '2026-11-24',
  may_be_reminded: true,
  receivables: [
    {
      receivable_id: due.id,
      number: due.number,
      verdict: 'due_today',
      code: 'due',
      reason: '',
      due_on: '2026-11-24',
      step_label: 'Relance 4',
      until: null,
    },
    {
      receivable_id: disputed.id,
      number: disputed.number,
      verdict: 'excluded',
      code: 'dispute',
      reason: '',
      due_on: null,
      step_label: null,
      until: null,
    },
  ],
} satisfies Schemas['ExplainedOut'];

function serve() {
  const state = { holds: [] as Schemas['HoldOut'][], asked: [] as string[], sent: [] as unknown[] };
  server.use(
    http.get('*/v1/customers/:id', () => HttpResponse.json(customer)),
    http.get('*/v1/customers/:id/receivables', ({ request }) => {
      state.asked.push(new URL(request.url).searchParams.get('state') ?? '');
      return HttpResponse.json(aPage([due, disputed, credit]));
    }),
    http.get('*/v1/customers/:id/timeline', () => HttpResponse.json(aPage([aTimelineEntry()]))),
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
  expect(await screen.findByText('Relançable aujourd’hui : 1 facture.')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Voir le détail du calcul' }));
  expect(screen.getByText('Relance 4, aujourd’hui')).toBeInTheDocument();

  const row = await screen.findByRole('row', { name: /AV-26-0031/ });
  expect(readable(row)).toContain('\u2212900,00');
  expect(within(row).getByText('avoir')).toBeInTheDocument();
  expect(await screen.findByText('Relance 3')).toBeInTheDocument();

  await user.click(screen.getByRole('radio', { name: 'Lettrées' }));
  await waitFor(() => expect(state.asked).toEqual(['open', 'closed']));
});

it('stops the reminders with a reason, then starts them again', async () => {
  const state = serve();
  const { user } = showPage(() => <CustomerPage id={customer.id} />);

  await user.click(await screen.findByRole('button', { name: 'Suspendre' }));
  await user.type(await screen.findByLabelText('Pourquoi'), 'Négociation');
  await user.click(screen.getByRole('button', { name: 'Suspendre les relances' }));
  expect(state.sent[0]).toEqual({ kind: 'stop', reason: 'Négociation', last_on: null });

  await user.click(await screen.findByRole('button', { name: 'Reprendre les relances' }));
  expect(await screen.findByRole('button', { name: 'Suspendre' })).toBeInTheDocument();
});

it('refuses to write over a note somebody else has just changed', async () => {
  const state = serve();
  const { user } = showPage(() => <CustomerPage id={customer.id} />);

  await user.type(await screen.findByRole('textbox', { name: 'Note d’équipe' }), ' Appeler avant.');
  await user.click(screen.getByRole('button', { name: 'Enregistrer la note' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Quelqu’un a modifié cette fiche');
  expect(state.sent[0]).toEqual(['"4"', { note: 'Passe ses virements le jeudi. Appeler avant.' }]);
});

it('offers no act to a person who may only read', async () => {
  serve();
  showPage(() => <CustomerPage id={customer.id} />, aCompany({ permissions: ['read'] }));

  await screen.findByRole('heading', { name: customer.name });
  expect(screen.queryByRole('button', { name: 'Suspendre' })).not.toBeInTheDocument();
  expect(screen.queryByRole('link', { name: 'Vérifier avant envoi' })).not.toBeInTheDocument();
});
