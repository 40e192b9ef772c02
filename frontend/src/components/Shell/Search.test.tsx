import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import type { Schemas } from '~/api/client';
import { aCompany, newId } from '~/test/factories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { placesFor, placesNamed } from './places';
import { Search } from './Search';

const guerin = newId();
const found = {
  customers: [{ id: guerin, code: 'C00412', name: 'Transports Guérin Frères', city: 'Angers' }],
  receivables: [
    {
      id: newId(),
      number: 'FA-26-0521',
      kind: 'invoice',
      status: 'open',
      due_on: '2026-10-04',
      currency: 'EUR',
      amount_minor: 1_233_025,
      balance_minor: 1_233_025,
      customer_id: guerin,
      customer_name: 'Transports Guérin Frères',
    },
  ],
  contacts: [],
} satisfies Schemas['FoundOut'];

const LABEL = 'Chercher un client, une pièce, un contact ou un écran';

it('is reached by Ctrl K, marks what was typed, and opens the first row with Enter', async () => {
  const asked: string[] = [];
  server.use(
    http.get('*/v1/search', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('q') ?? '');
      return HttpResponse.json(found);
    }),
  );
  const { user, router } = showPage(Search);
  const field = await screen.findByLabelText(LABEL);

  await user.keyboard('{Control>}k{/Control}');
  expect(field).toHaveFocus();
  await user.keyboard('guer');
  const [row] = await screen.findAllByRole('option');
  expect(readable(row ?? null)).toBe('Transports Guérin FrèresC00412 · Angers');
  expect(row?.querySelector('b')).toHaveTextContent('Guér');
  expect(readable(screen.getByRole('option', { name: /FA-26-0521/ }))).toContain('12 330,25');
  expect(asked).toEqual(['guer']);

  await user.keyboard('{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe(`/clients/${guerin}`));
});

it('offers screens by their names and other words, and says so when nothing is found', async () => {
  server.use(
    http.get('*/v1/search', () =>
      HttpResponse.json({ customers: [], receivables: [], contacts: [] }),
    ),
  );
  const { user, router } = showPage(Search);
  await user.click(await screen.findByLabelText(LABEL));
  await user.keyboard('balance agee');
  expect(await screen.findByRole('option', { name: 'Qui vous doit quoi' })).toBeInTheDocument();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/qui-vous-doit-quoi'));

  await user.click(screen.getByLabelText(LABEL));
  await user.keyboard('zzzz');
  expect(await screen.findByText(/Rien ne porte ce nom/)).toBeInTheDocument();
});

it('names no screen that the role may not open', () => {
  const may = (permissions: Schemas['SessionCompanyOut']['permissions']) =>
    placesFor({ ...aCompany({ permissions }), today: '2026-11-24', mayAct: false });
  expect(placesNamed(may(['read']), 'import')).toEqual([]);
  expect(placesNamed(may(['read', 'load']), 'import')[0]?.path).toBe('/imports');
});
