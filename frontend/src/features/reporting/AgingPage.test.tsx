import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { expect, it } from 'vitest';
import type { Schemas } from '~/api/client';
import {
  aCustomer,
  anAgingRow,
  anAgingTotal,
  anExplanation,
  aPage,
  aReceivable,
  aTimelineEntry,
} from '~/test/factories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { AgingPage } from './AgingPage';
import { AGING_DEFAULTS, type AgingSearch } from './search';

const guerin = anAgingRow();
const tilleuls = anAgingRow({
  code: 'C00090',
  name: 'Résidence A<b> Les Tilleuls',
  level: 0,
  flags: ['stop'],
  total_minor: 123_456_789_012_34,
  new_buckets: [],
});

const choices = {
  profiles: [{ id: 'p1', name: 'Export' }],
  collectors: [],
  sales_reps: ['T. Lacaze'],
  categories: [],
  payment_methods: ['Chèque', 'Virement'],
  free1: [],
  free2: [],
  currencies: ['EUR'],
  levels: [0, 1, 2, 3],
  reachable_levels: [0, 1, 2, 3, 4],
} satisfies Schemas['ChoicesOut'];

function serve() {
  const seen: string[] = [];
  server.use(
    http.get('*/v1/aging', ({ request }) => {
      seen.push(new URL(request.url).search);
      return HttpResponse.json(aPage([guerin, tilleuls]));
    }),
    http.get('*/v1/aging/summary', () =>
      HttpResponse.json({ customers: 128, totals: [anAgingTotal()], as_of: '2026-11-24' }),
    ),
    http.get('*/v1/aging/choices', () => HttpResponse.json(choices)),
    http.get('*/v1/customers/:id/explain', () => HttpResponse.json(anExplanation())),
    http.get('*/v1/customers/:id', ({ params }) =>
      HttpResponse.json(aCustomer({ id: String(params['id']) })),
    ),
    http.get('*/v1/customers/:id/receivables', () => HttpResponse.json(aPage([aReceivable()]))),
    http.get('*/v1/customers/:id/timeline', () => HttpResponse.json(aPage([aTimelineEntry()]))),
  );
  return seen;
}

function Page() {
  const [search, setSearch] = useState<AgingSearch>(AGING_DEFAULTS);
  return (
    <AgingPage
      search={search}
      onSearch={(patch) => setSearch((current) => ({ ...current, ...patch }))}
    />
  );
}

it('shows each debtor by age, and the sums of the whole filter as the server counted them', async () => {
  serve();
  showPage(Page);

  const row = await screen.findByRole('row', { name: /Transports Guérin Frères/ });
  expect(readable(row)).toContain('8 420,0013 284,60');
  expect(within(row).getByText('nouv.')).toBeInTheDocument();
  expect(within(row).getAllByTitle('Relance 3')[0]).toHaveTextContent('R3');

  const total = await screen.findByRole('row', { name: /128 clients, tout le filtre/ });
  expect(readable(total)).toContain('993 508,02');
  expect(screen.getByRole('columnheader', { name: 'Total' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
});

it('writes hostile names as text and keeps every digit of a huge sum', async () => {
  serve();
  showPage(Page);

  const row = await screen.findByRole('row', { name: /Résidence A<b> Les Tilleuls/ });
  expect(readable(row)).toContain('123 456 789 012,34');
  expect(within(row).getByText('Stop')).toBeInTheDocument();
});

it('asks the server for the view, the sort and the level that were chosen', async () => {
  const seen = serve();
  const { user } = showPage(Page);
  await screen.findByRole('row', { name: /Guérin/ });
  expect(seen[0]).toBe('?reminders=all&sort=-total&limit=100');

  await user.click(screen.getByRole('button', { name: /^À relancer/ }));
  await waitFor(() => expect(seen.at(-1)).toContain('reminders=to_remind'));
  await user.click(screen.getByRole('button', { name: 'Client' }));
  await waitFor(() => expect(seen.at(-1)).toContain('sort=name'));
  await user.click(screen.getByRole('button', { name: /Niveau/ }));
  await user.click(await screen.findByRole('menuitem', { name: 'R2' }));
  await waitFor(() => expect(seen.at(-1)).toContain('level=2'));
  await user.click(screen.getByRole('button', { name: 'Filtre' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Règlement' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Chèque' }));
  await waitFor(() => expect(seen.at(-1)).toContain('payment_method=Ch%C3%A8que'));
});

it('moves through the list by keys and keeps the list beside the preview', async () => {
  serve();
  const { user } = showPage(Page);
  await screen.findByRole('row', { name: /Guérin/ });

  await user.keyboard('p');
  const peek = await screen.findByRole('complementary', { name: /Guérin/ });
  expect(await within(peek).findByText('FA-26-0402')).toBeInTheDocument();
  expect(within(peek).getByText(/Relance 4/)).toBeInTheDocument();

  await user.keyboard('j');
  expect(await screen.findByRole('complementary', { name: /Tilleuls/ })).toBeInTheDocument();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('complementary')).not.toBeInTheDocument());
  expect(screen.getByRole('row', { name: /Guérin/ })).toBeInTheDocument();
});
