import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { beforeEach, expect, it } from 'vitest';
import { aCompany, aPage } from '~/test/factories';
import { showPage } from '~/test/render';
import { server } from '~/test/setup';
import { aKey, aLine, anEndpoint } from '~/test/webhookFactories';
import { DevelopersPage } from './DevelopersPage';
import type { DevelopersSearch } from './search';

const ADMIN = { ...aCompany(), permissions: ['read', 'configure', 'administer'] as const };

function Page() {
  const [search, setSearch] = useState<DevelopersSearch>({});
  return (
    <DevelopersPage
      search={search}
      onSearch={(patch) => setSearch((current) => ({ ...current, ...patch }))}
    />
  );
}

const show = () => showPage(Page, { ...ADMIN, permissions: [...ADMIN.permissions] });

beforeEach(() =>
  server.use(
    http.get('*/v1/api-keys', () => HttpResponse.json(aPage([aKey()]))),
    http.get('*/v1/webhook-endpoints', () => HttpResponse.json({ items: [anEndpoint()] })),
    http.get('*/v1/webhook-endpoints/summary', () => HttpResponse.json({ items: [] })),
    http.get('*/v1/webhook-messages', () => HttpResponse.json(aPage([aLine()]))),
    http.get('*/v1/event-types', () =>
      HttpResponse.json({
        items: ['dispute.opened', 'promise.made'].map((type) => ({ type, summary: '' })),
      }),
    ),
  ),
);

it('shows a new key once, with its warning, and revokes one after a question', async () => {
  const asked: unknown[] = [];
  server.use(
    http.post('*/v1/api-keys', async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json({ ...aKey({ id: 'key-2', name: 'ERP' }), key: 'qk_tout_le_texte' });
    }),
    http.delete('*/v1/api-keys/key-1', () => {
      asked.push('revoked');
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user } = show();

  expect(await screen.findByRole('row', { name: /Sage 100/ })).toHaveTextContent('lire, charger');
  await user.click(screen.getByRole('button', { name: 'Créer une clé' }));
  await user.type(await screen.findByLabelText('Nom'), 'ERP');
  await user.click(screen.getByRole('checkbox', { name: 'charger' }));
  await user.click(screen.getByRole('button', { name: 'Créer la clé' }));
  expect(await screen.findByLabelText('Clé')).toHaveValue('qk_tout_le_texte');
  expect(screen.getByText('Cette clé n’est montrée que maintenant.')).toBeVisible();
  expect(asked).toEqual([{ name: 'ERP', scopes: ['read', 'load'] }]);
  await user.click(screen.getByRole('button', { name: 'J’ai copié la clé' }));
  await waitFor(() => expect(screen.queryByDisplayValue('qk_tout_le_texte')).toBeNull());

  await user.click(screen.getByRole('button', { name: /Révoquer la clé Sage/ }));
  await user.click(await screen.findByRole('button', { name: 'Révoquer la clé' }));
  await waitFor(() => expect(asked).toContain('revoked'));
});

it('adds an address for chosen events and shows its secret once', async () => {
  const asked: unknown[] = [];
  server.use(
    http.post('*/v1/webhook-endpoints', async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json({ ...anEndpoint(), secret: 'whsec_secret' });
    }),
  );
  const { user } = show();

  await user.click(await screen.findByRole('button', { name: 'Ajouter un webhook' }));
  await user.click(await screen.findByLabelText('Adresse'));
  await user.paste('https://erp.example/q');
  await user.click(screen.getByText('Choisir'));
  await user.type(screen.getByLabelText('Chercher un événement'), 'promis');
  expect(screen.queryByRole('checkbox', { name: 'dispute.opened' })).toBeNull();
  expect(screen.getByText('Un client a promis un règlement.')).toBeVisible();
  await user.click(screen.getByRole('checkbox', { name: 'promise.made' }));
  await user.click(screen.getByRole('button', { name: 'Ajouter l’adresse' }));
  expect(await screen.findByLabelText('Secret de signature')).toHaveValue('whsec_secret');
  expect(asked).toEqual([
    { url: 'https://erp.example/q', description: '', event_types: ['promise.made'] },
  ]);
});

it('opens a message with each try, its headers and its body, and sends it again', async () => {
  let replayed: unknown;
  server.use(
    http.get('*/v1/webhook-messages/message-1', () =>
      HttpResponse.json({
        id: 'message-1',
        type: 'promise.made',
        created_at: '2026-11-24T09:42:07Z',
        body: '{"type":"promise.made"}',
        deliveries: [],
      }),
    ),
    http.post('*/v1/webhook-messages/message-1/replay', async ({ request }) => {
      replayed = await request.json();
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user } = show();

  await user.click(await screen.findByRole('row', { name: /promise\.made/ }));
  const peek = await screen.findByRole('complementary', { name: /promise\.made/ });
  expect(within(peek).getByText('503')).toBeVisible();
  expect(within(peek).getByText('upstream connect error')).toBeVisible();
  expect(within(peek).getByText(/webhook-signature: v1,9c1f/)).toBeVisible();
  expect(await within(peek).findByText(/"type": "promise\.made"/)).toBeVisible();
  await user.click(within(peek).getByRole('button', { name: 'Relivrer maintenant' }));
  await waitFor(() => expect(replayed).toEqual({ endpoint_id: 'endpoint-1' }));
});

it('says why an address was stopped, starts it again and sends what it missed', async () => {
  let endpoint = anEndpoint({
    status: 'disabled_auto',
    disabled_at: '2026-11-23T09:00:00Z',
    disabled_reason: 'failing',
    failing_since: '2026-11-18T09:00:00Z',
  });
  let recovered: unknown;
  server.use(
    http.get('*/v1/webhook-endpoints', () => HttpResponse.json({ items: [endpoint] })),
    http.patch('*/v1/webhook-endpoints/endpoint-1', ({ request }) => {
      expect(request.headers.get('if-match')).toBe('"3"');
      endpoint = anEndpoint({ version: 4 });
      return HttpResponse.json(endpoint);
    }),
    http.post('*/v1/webhook-endpoints/endpoint-1/recover', async ({ request }) => {
      recovered = await request.json();
      return HttpResponse.json({ recovered: 2, missed: 5 });
    }),
  );
  const { user } = show();

  const list = await screen.findByRole('region', { name: 'Webhooks' });
  const row = await within(list).findByRole('row', { name: /hooks\.crm-morvan/ });
  expect(within(row).getAllByText('Arrêtée')[0]).toBeVisible();
  expect(screen.getByText(/n’a accepté aucun message depuis cinq jours/)).toBeVisible();
  await user.click(row);
  await user.click(screen.getByRole('button', { name: 'Réactiver l’adresse' }));
  await user.click(await screen.findByRole('button', { name: 'Relivrer ce qui a manqué' }));
  expect(await screen.findByText(/7 messages repartent/)).toBeVisible();
  expect(recovered).toEqual({ since: '2026-11-18T09:00:00Z', with_missed: true });
});

it('counts what waits for an address that is down, and sends it now', async () => {
  let asked: unknown;
  const down = anEndpoint({ first_failure_at: '2026-11-24T06:30:00Z' });
  const tally = { endpoint_id: down.id, delivered: 61, pending: 14, failed: 0 };
  server.use(
    http.get('*/v1/webhook-endpoints', () => HttpResponse.json({ items: [down] })),
    http.get('*/v1/webhook-endpoints/summary', () => HttpResponse.json({ items: [tally] })),
    http.post('*/v1/webhook-endpoints/endpoint-1/recover', async ({ request }) => {
      asked = await request.json();
      return HttpResponse.json({ recovered: 14, missed: 0 });
    }),
  );
  const { user } = show();

  expect(await screen.findByText(/14 messages attendent que hooks\.crm-morvan/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Relivrer maintenant' }));
  expect(await screen.findByText(/14 messages repartent/)).toBeVisible();
  expect(asked).toMatchObject({ with_missed: false });
});

it('tells a collector whom to ask', async () => {
  showPage(Page);
  expect(await screen.findByText(/réservés aux responsables/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Créer une clé' })).toBeNull();
});
