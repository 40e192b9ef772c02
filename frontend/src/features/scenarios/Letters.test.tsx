import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { beforeEach, expect, it } from 'vitest';
import type { Schemas } from '~/api/client';
import { anAction, anActionGroup } from '~/test/actionFactories';
import { aCompany, aPage } from '~/test/factories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { ActPage } from './ActPage';
import type { ActSearch } from './search';

const group = anActionGroup({ channel: 'letter', mode: 'manual', ready: 2, excluded: 0 });
const loire = anAction({ channel: 'letter' });
const nordis = anAction({
  channel: 'letter',
  customer: { id: 'n', code: 'C2', name: 'Nordis Logistique' },
  amount_minor: 1_548_072,
});

beforeEach(() => {
  // The browser of the tests draws no PDF and knows no object address.
  URL.createObjectURL = () => 'blob:pages';
  URL.revokeObjectURL = () => {};
  Object.defineProperty(navigator, 'pdfViewerEnabled', { value: true, configurable: true });
});

function serve(notes: Schemas['PreviewNote'][] = []) {
  const sent: { path: string; key: string | null; body: unknown }[] = [];
  let lies = false;
  let isPosted = false;
  const letter = {
    delivery_id: 'd1',
    print_id: 'p1',
    printed_at: '2026-11-24T08:00:00Z',
    pages: 1,
  };
  const keep = async (request: Request) => {
    sent.push({
      path: new URL(request.url).pathname,
      key: request.headers.get('Idempotency-Key'),
      body: await request.json(),
    });
  };
  server.use(
    http.get('*/v1/actions/groups', () =>
      HttpResponse.json({
        as_of: '2026-11-24',
        fresh: { ok: true, last_success_at: '2026-11-24T07:12:00Z' },
        tiles: [{ channel: 'letter', actions: 2 }],
        groups: isPosted ? [] : [group],
      } satisfies Schemas['GroupsOut']),
    ),
    http.get('*/v1/actions', () =>
      HttpResponse.json(aPage([{ ...loire, letter: lies ? letter : null }, nordis])),
    ),
    http.get('*/v1/actions/:id/preview', () =>
      HttpResponse.json({
        sender: 'Claire Vasseur (Ateliers Morvan)',
        to: ['BTP Loire-Océan, 27 rue des Fondeurs, 44800 Saint-Herblain'],
        reply_to: '',
        subject: 'Relance',
        html: '',
        text: '',
        release_at: '2026-11-24T08:30:00Z',
        notes,
      }),
    ),
    http.get('*/v1/actions/:id/letter', () => HttpResponse.arrayBuffer(new ArrayBuffer(8))),
    http.get('*/v1/letter-prints/p1/file', () => HttpResponse.arrayBuffer(new ArrayBuffer(8))),
    http.post('*/v1/actions/print', async ({ request }) => {
      await keep(request);
      lies = true;
      return HttpResponse.json(
        {
          id: 'p1',
          letters: 1,
          pages: 1,
          skipped: [
            { action_id: nordis.id, code: 'no_address', detail: 'Aucune adresse postale.' },
          ],
        } satisfies Schemas['PrintedOut'],
        { status: 201 },
      );
    }),
    http.post('*/v1/actions/finish', async ({ request }) => {
      await keep(request);
      isPosted = true;
      return HttpResponse.json(
        {
          confirmation_id: 'c1',
          confirmed: 1,
          messages: 1,
          amounts: [{ currency: 'EUR', amount_minor: 2_496_000 }],
          skipped: [],
          undo_until: new Date(Date.now() + 30_000).toISOString(),
        } satisfies Schemas['ConfirmedOut'],
        { status: 202 },
      );
    }),
  );
  return sent;
}

function Page({ onSearch }: { onSearch: (patch: Partial<ActSearch>) => void }) {
  const [search, setSearch] = useState<ActSearch>({});
  return (
    <ActPage
      search={search}
      onSearch={(patch) => {
        onSearch(patch);
        if (!patch.envoi) setSearch((current) => ({ ...current, ...patch }));
      }}
    />
  );
}

it('shows the pages of a letter, to whom it goes, and what it does not claim', async () => {
  serve(['interest_withheld']);
  showPage(() => <Page onSearch={() => {}} />);

  const pages = await screen.findByTitle('Lettre à BTP Loire-Océan');
  expect(pages.getAttribute('src')).toMatch(/^blob:/);
  expect(screen.getByText(/27 rue des Fondeurs/)).toBeInTheDocument();
  expect(screen.getByText('Intérêts non réclamés.')).toBeInTheDocument();
  expect(screen.getByText('pas encore')).toBeInTheDocument();
});

it('prints all the letters in one file, says which are left out, then says them posted', async () => {
  const sent = serve();
  const followed: Partial<ActSearch>[] = [];
  const { user } = showPage(() => <Page onSearch={(patch) => void followed.push(patch)} />);

  await user.click(await screen.findByRole('checkbox', { name: 'Recto verso' }));
  await user.click(screen.getByRole('button', { name: 'Imprimer les 2 lettres' }));

  await screen.findByText('Rien n’est encore noté comme posté.');
  expect(sent[0]).toMatchObject({
    path: '/v1/actions/print',
    body: { actions: [{ id: loire.id }, { id: nordis.id }], duplex: true },
  });
  expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/);
  expect(readable(screen.getByText('1 lettre écartée.').parentElement as HTMLElement)).toContain(
    'Nordis Logistique : Aucune adresse postale.',
  );
  const row = await screen.findByRole('row', { name: /BTP Loire-Océan/ });
  await waitFor(() => expect(within(row).getByText('Imprimée')).toBeInTheDocument());

  await user.type(screen.getByLabelText('Commentaire'), 'Déposées à 16 h');
  await user.click(screen.getByRole('button', { name: 'Terminer 1 lettre postée' }));

  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toMatchObject({
    path: '/v1/actions/finish',
    body: { actions: [loire.id], comment: 'Déposées à 16 h' },
  });
  await waitFor(() => expect(followed).toContainEqual({ envoi: 'c1', action: undefined }));
});

it('keeps the agreement of counsel, and the notice claims its interest', async () => {
  serve(['interest_withheld']);
  const approved: unknown[] = [];
  const rates = (semester: string, statutory: string, evidence: Schemas['Evidence']) =>
    ({
      semester,
      refinancing: '2.40',
      legal: '2.75',
      statutory,
      floor: '8.25',
      evidence,
      sourced: true,
      counsel_approved: false,
      counsel: '',
      approved_by: '',
      approved_at: null,
    }) satisfies Schemas['RatesOut'];
  server.use(
    http.get('*/v1/legal-rates', () =>
      HttpResponse.json(
        aPage([rates('2026-H2', '12.40', 'unverified'), rates('2026-H1', '12.15', 'verified')]),
      ),
    ),
    http.put('*/v1/legal-rates/:semester/approval', async ({ params, request }) => {
      approved.push([params['semester'], await request.json()]);
      return HttpResponse.json(rates('2026-H1', '12.15', 'verified'));
    }),
  );
  const { user } = showPage(() => <Page onSearch={() => {}} />, {
    ...aCompany(),
    permissions: ['read', 'act', 'configure'],
  });

  await user.click(await screen.findByRole('button', { name: 'Enregistrer l’accord du conseil' }));
  const dialog = await screen.findByRole('dialog', { name: 'Taux approuvés par votre conseil' });
  await user.click(
    await within(dialog).findByRole('checkbox', { name: '2026, 2e semestre : 12,40 % l’an' }),
  );
  await user.type(within(dialog).getByLabelText('Nom du conseil'), 'Me Le Goff');
  await user.click(within(dialog).getByRole('button', { name: 'Enregistrer l’accord' }));

  await waitFor(() => expect(approved).toEqual([['2026-H1', { counsel: 'Me Le Goff' }]]));
});
