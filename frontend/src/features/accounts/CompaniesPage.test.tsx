import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it, vi } from 'vitest';
import type { Schemas } from '~/api/client';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { CompaniesPage } from './CompaniesPage';

const companies = {
  items: [
    {
      id: '00000000-0000-7000-8000-00000000000a',
      name: 'Ateliers Morvan',
      role: 'collector',
      currency: 'EUR',
      overdue_minor: 53_859_400,
      upcoming_minor: 44_260_700,
      total_minor: 98_120_100,
      customers: 128,
    },
    {
      id: '00000000-0000-7000-8000-00000000000b',
      name: 'Nacre du Lagon',
      role: 'manager',
      currency: 'XPF',
      overdue_minor: 428_500,
      upcoming_minor: 0,
      total_minor: 428_500,
      customers: 3,
    },
  ],
  totals: [
    {
      currency: 'EUR',
      overdue_minor: 53_859_400,
      upcoming_minor: 44_260_700,
      total_minor: 98_120_100,
      customers: 128,
    },
    {
      currency: 'XPF',
      overdue_minor: 428_500,
      upcoming_minor: 0,
      total_minor: 428_500,
      customers: 3,
    },
  ],
} satisfies Schemas['CompaniesOut'];

it('shows what each company is owed, a grand total per currency, and opens the chosen one', async () => {
  server.use(http.get('*/v1/companies', () => HttpResponse.json(companies)));
  const onOpen = vi.fn();
  const { user } = showPage(() => <CompaniesPage onOpen={onOpen} onLogOut={() => undefined} />);

  const row = await screen.findByRole('row', { name: /Ateliers Morvan/ });
  expect(readable(row)).toContain('538 594,00 €442 607,00 €981 201,00 €');

  const totals = screen.getAllByRole('row', { name: /Toutes les sociétés/ });
  expect(totals).toHaveLength(2);
  expect(readable(totals[1] ?? null)).toContain('428 500 F CFP');

  await user.click(within(row).getByRole('button', { name: 'Ateliers Morvan' }));
  expect(onOpen).toHaveBeenCalledWith(companies.items[0]);
});
