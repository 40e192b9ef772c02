import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { expect, it } from 'vitest';
import type { Schemas } from '~/api/client';
import { aLine, anAction, anActionGroup } from '~/test/actionFactories';
import { aPage } from '~/test/factories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { ActPage } from './ActPage';
import { SendingToast } from './SendingToast';
import type { ActSearch } from './search';

const group = anActionGroup();
const loire = anAction();
const nordis = anAction({
  customer: { id: 'n', code: 'C2', name: 'Nordis Logistique' },
  amount_minor: 1_548_072,
});
const hotel = anAction({
  customer: { id: 'h', code: 'C3', name: 'Hôtel du Parc Montbrun' },
  ready: false,
  excluded_reason: 'promise',
  excluded_detail: 'Une promesse court encore, jusqu’au 27/11/2026.',
  overridable: false,
});

const preview = {
  sender: 'Claire Vasseur (Ateliers Morvan)',
  to: ['factures@btp-loire-ocean.example'],
  reply_to: 'claire.vasseur@morvan.example',
  subject: '2 factures échues',
  html: '<p>Bonjour Monsieur Hamon</p>',
  text: '',
  release_at: '2026-11-24T08:30:00Z',
  notes: [],
} satisfies Schemas['quittance__scenarios__schemas__PreviewOut'];

function serve() {
  const sent: { key: string | null; body: unknown }[] = [];
  server.use(
    http.get('*/v1/actions/groups', () =>
      HttpResponse.json({
        as_of: '2026-11-24',
        fresh: { ok: true, last_success_at: '2026-11-24T07:12:00Z' },
        tiles: [{ channel: 'email', actions: 3 }],
        groups: [group],
      } satisfies Schemas['GroupsOut']),
    ),
    http.get('*/v1/actions', () => HttpResponse.json(aPage([loire, nordis, hotel]))),
    http.get('*/v1/actions/:id/preview', () => HttpResponse.json(preview)),
    http.post('*/v1/confirmations/:id/undo', () => {
      sent.push({ key: null, body: 'undone' });
      return HttpResponse.json({});
    }),
    http.post('*/v1/actions/confirm', async ({ request }) => {
      sent.push({ key: request.headers.get('Idempotency-Key'), body: await request.json() });
      return HttpResponse.json(
        {
          confirmation_id: 'c1',
          confirmed: 2,
          messages: 2,
          amounts: [{ currency: 'EUR', amount_minor: 4_044_072 }],
          skipped: [{ action_id: hotel.id, code: 'no_address', detail: 'Aucune adresse.' }],
          undo_until: new Date(Date.now() + 30_000).toISOString(),
        } satisfies Schemas['ConfirmedOut'],
        { status: 202 },
      );
    }),
    http.get('*/v1/confirmations/:id', () =>
      HttpResponse.json({
        id: 'c1',
        total: 2,
        done: 1,
        failed: 1,
        left_out: 0,
        leaves_at: null,
        pending: 0,
        undo_until: '2026-11-24T08:30:30Z',
        confirmed_at: '2026-11-24T08:30:00Z',
        undone_at: null,
        recipients: [
          {
            action_id: loire.id,
            customer_name: 'BTP Loire-Océan',
            address: 'factures@btp-loire-ocean.example',
            customer_id: loire.customer.id,
            status: 'delivered',
            reason: '',
          },
          {
            action_id: nordis.id,
            customer_name: 'Nordis Logistique',
            address: 'compta@nordis.example',
            customer_id: nordis.customer.id,
            status: 'bounced',
            reason: 'refused',
          },
        ],
      } satisfies Schemas['ConfirmationOut']),
    ),
  );
  return sent;
}

function Page() {
  const [search, setSearch] = useState<ActSearch>({});
  return (
    <>
      <ActPage
        search={search}
        onSearch={(patch) => setSearch((current) => ({ ...current, ...patch }))}
      />
      <SendingToast />
    </>
  );
}

it('shows who leaves, who stays and why, and the real message', async () => {
  serve();
  showPage(Page);

  const ready = await screen.findByRole('table', { name: 'Prêts à partir' });
  expect(within(ready).getAllByRole('checkbox', { checked: true })).toHaveLength(3);
  const excluded = screen.getByRole('row', { name: /Hôtel du Parc/ });
  expect(
    within(excluded).getAllByTitle('Une promesse court encore, jusqu’au 27/11/2026.')[0],
  ).toBeInTheDocument();
  expect(within(excluded).getByRole('checkbox')).toBeDisabled();

  const frame = await screen.findByTitle('Message à BTP Loire-Océan');
  expect(frame).toHaveAttribute('sandbox', '');
  expect(frame).toHaveAttribute('srcdoc', preview.html);
});

it('sends after a confirmation that names count and sum, once per intent', async () => {
  const sent = serve();
  const { user } = showPage(Page);

  await user.click(await screen.findByRole('button', { name: 'Envoyer 2, passer 1' }));
  const dialog = await screen.findByRole('dialog', { name: 'Envoyer 2 e-mails' });
  expect(readable(dialog)).toContain('40 440,72 €, à 2 clients');
  await user.click(within(dialog).getByRole('button', { name: 'Envoyer 2 e-mails' }));

  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toEqual({ actions: [{ id: loire.id }, { id: nordis.id }] });
  expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/);

  expect(await screen.findByText('Adresse refusée')).toBeInTheDocument();
  expect(screen.getByText('refusé par la messagerie du destinataire')).toBeInTheDocument();
  expect(screen.getByText('1 échec, à reprendre')).toBeInTheDocument();
  expect(screen.getByText('Aucune adresse.')).toBeInTheDocument();

  await user.click(screen.getByRole('button', { name: 'Annuler l’envoi' }));
  await waitFor(() => expect(sent.at(-1)?.body).toBe('undone'));
  expect((await screen.findAllByText('Envoi annulé : rien n’est parti.'))[0]).toBeInTheDocument();
});

it('counts again when a customer is unticked', async () => {
  serve();
  const { user } = showPage(Page);

  await user.click(await screen.findByRole('checkbox', { name: 'Cocher Nordis Logistique' }));
  expect(screen.getByRole('button', { name: 'Envoyer 1, passer 2' })).toBeInTheDocument();
});

it('lets a person remind in spite of a hold the rules allow to override, with its lines', async () => {
  const sent = serve();
  const capped = anAction({
    customer: { id: 'j', code: 'C4', name: 'Jardinerie Taillefer' },
    ready: false,
    excluded_reason: 'contact_cap',
    lines: [aLine({ included: false, excluded_reason: 'contact_cap', amount_minor: 661_888 })],
  });
  server.use(http.get('*/v1/actions', () => HttpResponse.json(aPage([loire, capped]))));
  const { user } = showPage(Page);

  await user.click(await screen.findByRole('checkbox', { name: 'Cocher Jardinerie Taillefer' }));
  await user.click(screen.getByRole('button', { name: 'Envoyer 2' }));
  const dialog = await screen.findByRole('dialog', { name: 'Envoyer 2 e-mails' });
  await user.click(within(dialog).getByRole('button', { name: 'Envoyer 2 e-mails' }));
  await waitFor(() =>
    expect(sent[0]?.body).toEqual({
      actions: [
        { id: loire.id },
        { id: capped.id, receivable_ids: [capped.lines[0]?.receivable_id] },
      ],
    }),
  );
});

it('shows the message of the chosen lines only', async () => {
  serve();
  const asked: (string | null)[] = [];
  server.use(
    http.get('*/v1/actions/:id/preview', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('receivable_ids'));
      return HttpResponse.json(preview);
    }),
  );
  const { user } = showPage(Page);

  await user.click(await screen.findByRole('checkbox', { name: /FA-26-0589/ }));
  await waitFor(() => expect(asked).toEqual([null, loire.lines[0]?.receivable_id]));
});
