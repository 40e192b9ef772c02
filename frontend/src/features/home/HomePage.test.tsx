import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import type { Schemas } from '~/api/client';
import { aCompany, aTimelineEntry, newId } from '~/test/factories';
import { aDebtor, aHome, aHomeTotal, someWork } from '~/test/homeFactories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { HomePage } from './HomePage';

const watched = {
  customers: 1,
  coming: [
    {
      customer_id: newId(),
      code: 'C1',
      name: 'Clinique Sainte-Odile',
      due_on: '2026-11-27',
      currency: 'EUR',
      receivables: 4,
      amount_minor: 3_187_704,
    },
  ],
  past: [{ ...aTimelineEntry(), customer_id: newId(), code: 'C2', name: 'Imprimerie A<b>' }],
  done: [{ channel: 'email', today: 12, last_30_days: 240 }],
} satisfies Schemas['WatchedOut'];

type Served = { home?: Schemas['HomeOut']; work?: Schemas['WorkOut']; gaps?: Schemas['GapOut'][] };

function serve({ home = aHome(), work = someWork(), gaps = [] }: Served = {}) {
  server.use(
    http.get('*/v1/home', () => HttpResponse.json(home)),
    http.get('*/v1/home/work', () => HttpResponse.json(work)),
    http.get('*/v1/home/watched', () => HttpResponse.json(watched)),
    http.get('*/v1/home/breakdown', () => HttpResponse.json({ items: [] })),
    http.get('*/v1/reconciliation-gaps', () => HttpResponse.json({ items: gaps })),
  );
}

it('tells what is owed, what to do first with one filled button, and who owes most', async () => {
  serve();
  showPage(HomePage);

  expect(readable((await screen.findByText('Vos clients vous doivent')).parentElement)).toBe(
    'Vos clients vous doivent993 508,02 €',
  );
  expect(readable(screen.getByText('En retard, 74 clients').parentElement)).toContain(
    '381 027,67 €',
  );
  expect(readable(screen.getByText('Payé en 90 jours').parentElement)).toContain('1 482 930,14 €');

  const first = await screen.findByRole('link', { name: 'Vérifier les 42 e-mails' });
  expect(first).toHaveAttribute('href', '/agir?canal=email');
  const lines = screen.getAllByRole('listitem').map(readable);
  expect(lines).toContain('3 réponses reçues sur le portail1 litige, 2 promesses12 480,00 €Lire');
  expect(screen.getByText(/45 actions/)).toBeInTheDocument();

  const row = screen.getByRole('row', { name: /Transports Guérin Frères/ });
  expect(readable(row)).toContain('63 269,65');
  expect(await screen.findByRole('link', { name: 'Imprimerie A<b>' })).toBeInTheDocument();
  expect(readable(screen.getByText(/échéances de/))).toBe('échéances de 31 877,04 €, 4 factures');
});

it('keeps currencies apart, each with its sums and its debtors', async () => {
  serve({
    home: aHome({
      totals: [aHomeTotal(), aHomeTotal({ currency: 'XPF', total_minor: 428_500 })],
      debtors: [aDebtor(), aDebtor({ currency: 'XPF', name: 'SARL Nouméa Froid' })],
    }),
  });
  showPage(HomePage);
  const sums = await screen.findByText('Vos clients vous doivent, en XPF');
  expect(readable(sums.parentElement)).toContain('428 500 F CFP');
  const tables = screen.getAllByRole('table', { name: 'Les retards les plus lourds' });
  expect(tables).toHaveLength(2);
  expect(within(tables[1] as HTMLElement).getByText('SARL Nouméa Froid')).toBeInTheDocument();
});

it('names the accounts whose lettering does not balance', async () => {
  serve({
    gaps: [
      {
        customer_id: newId(),
        code: 'C00087',
        name: 'BTP Loire-Océan',
        reconciliation_code: 'AB',
        currency: 'EUR',
        lines: 3,
        left_minor: -1_250,
      },
    ],
  });
  const { user } = showPage(HomePage);
  await user.click(await screen.findByRole('button', { name: 'Voir les comptes' }));
  expect(screen.getByText('lettrage AB')).toBeInTheDocument();
  expect(readable(screen.getByText(/12,50/))).toBe('−12,50 €');
});

it('sends a new company to its first import, and those who may only read to somebody else', async () => {
  serve({ home: aHome({ is_empty: true, totals: [], debtors: [] }) });
  const { unmount } = showPage(HomePage);
  expect(await screen.findByRole('link', { name: 'Déposer un grand livre' })).toHaveAttribute(
    'href',
    '/imports',
  );
  unmount();
  showPage(HomePage, aCompany({ role: 'auditor', permissions: ['read'] }));
  expect(await screen.findByText(/Demandez à un gestionnaire/)).toBeInTheDocument();
  expect(screen.queryByRole('link', { name: 'Déposer un grand livre' })).not.toBeInTheDocument();
});
