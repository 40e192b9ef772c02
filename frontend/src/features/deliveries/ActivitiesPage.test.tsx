import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { aDelivery } from '~/test/actionFactories';
import { aPage } from '~/test/factories';
import { showPage } from '~/test/render';
import { server } from '~/test/setup';
import { ActivitiesPage } from './ActivitiesPage';
import type { ActivitiesSearch } from './search';

function Page() {
  const [search, setSearch] = useState<ActivitiesSearch>({});
  return (
    <ActivitiesPage
      search={search}
      onSearch={(patch) => setSearch((current) => ({ ...current, ...patch }))}
    />
  );
}

it('lists messages with their state, filters by channel and shows the bytes that left', async () => {
  const seen: string[] = [];
  const opened = aDelivery();
  server.use(
    http.get('*/v1/deliveries', ({ request }) => {
      seen.push(new URL(request.url).search);
      return HttpResponse.json(aPage([opened]));
    }),
    http.get('*/v1/deliveries/summary', () => HttpResponse.json({ deliveries: 1, counts: [] })),
    http.get('*/v1/members', () => HttpResponse.json(aPage([]))),
    http.get('*/v1/deliveries/:id/message', () =>
      HttpResponse.json({
        subject: 'Relance 1',
        html: '<p>Bonjour</p>',
        text: '',
        from: 'Claire Vasseur',
        to: 'factures@btp-loire-ocean.example',
        reply_to: '',
        date: null,
        attachments: [],
      }),
    ),
  );
  const { user } = showPage(Page);

  const row = await screen.findByRole('row', { name: /BTP Loire-Océan/ });
  expect(within(row).getAllByText('Ouvert')[0]).toBeInTheDocument();

  await user.keyboard('p');
  expect(await screen.findByTitle('Message envoyé')).toHaveAttribute('srcdoc', '<p>Bonjour</p>');

  await user.click(screen.getByRole('button', { name: /Canal/ }));
  await user.click(await screen.findByRole('menuitem', { name: 'SMS' }));
  await waitFor(() => expect(seen.at(-1)).toContain('channel=sms'));
});

it('counts the states, and lets a person say what became of a doubtful message', async () => {
  const said: unknown[] = [];
  const doubtful = aDelivery({ status: 'unconfirmed', opened_at: null, has_message: false });
  server.use(
    http.get('*/v1/deliveries', () => HttpResponse.json(aPage([doubtful]))),
    http.get('*/v1/deliveries/summary', () =>
      HttpResponse.json({
        deliveries: 13,
        counts: [
          { status: 'sent', currency: 'EUR', deliveries: 12, amount_minor: 1 },
          { status: 'unconfirmed', currency: 'EUR', deliveries: 1, amount_minor: 1 },
        ],
      }),
    ),
    http.get('*/v1/members', () => HttpResponse.json(aPage([]))),
    http.post('*/v1/deliveries/:id/settle', async ({ request }) => {
      said.push(await request.json());
      return HttpResponse.json({});
    }),
  );
  const { user } = showPage(Page);

  const states = await screen.findByRole('list', { name: 'Messages par état' });
  expect(within(states).getByRole('button', { name: 'Envoyé 12' })).toBeInTheDocument();
  await user.keyboard('p');
  await user.click(await screen.findByRole('button', { name: 'Il n’est pas parti' }));
  await waitFor(() => expect(said).toEqual([{ outcome: 'not_sent' }]));
});

it('repairs the address that was refused', async () => {
  const said: unknown[] = [];
  const refused = aDelivery({ status: 'refused', reason: 'refused', opened_at: null });
  server.use(
    http.get('*/v1/deliveries', () => HttpResponse.json(aPage([refused]))),
    http.get('*/v1/deliveries/summary', () => HttpResponse.json({ deliveries: 1, counts: [] })),
    http.get('*/v1/members', () => HttpResponse.json(aPage([]))),
    http.get('*/v1/deliveries/:id/message', () =>
      HttpResponse.json({ html: '', text: 'Bonjour', attachments: [] }),
    ),
    http.patch('*/v1/contacts/:id', async ({ request }) => {
      said.push(await request.json());
      return HttpResponse.json({});
    }),
  );
  const { user } = showPage(Page);
  await screen.findByRole('row', { name: /BTP Loire-Océan/ });
  await user.keyboard('p');
  const email = await screen.findByLabelText('Corriger l’adresse du contact');
  await user.clear(email);
  await user.type(email, 'compta@btp-loire-ocean.example');
  await user.click(screen.getByRole('button', { name: 'Enregistrer l’adresse' }));
  expect(await screen.findByText(/Adresse corrigée/)).toBeInTheDocument();
  expect(said).toEqual([{ email: 'compta@btp-loire-ocean.example' }]);
});
