import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { aCompany, aPage } from '~/test/factories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import type { ContactChange } from './api';
import { ContactChangesPage } from './ContactChangesPage';
import type { ContactsSearch } from './search';

function Page() {
  const [search, setSearch] = useState<ContactsSearch>({ vue: 'a-verifier' });
  return (
    <ContactChangesPage
      search={search}
      onSearch={(patch) => setSearch((current) => ({ ...current, ...patch }))}
    />
  );
}

function aChange(over: Partial<ContactChange> = {}): ContactChange {
  return {
    id: '01a20000-0000-7000-8000-0000000000c1',
    customer_id: '01a20000-0000-7000-8000-000000000001',
    customer_code: 'C00019',
    customer_name: 'BTP Loire-Océan',
    kind: 'update',
    status: 'to_review',
    contact_id: '01a20000-0000-7000-8000-000000000002',
    contact_name: 'Anne Hamon',
    new_contact_id: null,
    facts: { email: 'anne@ailleurs.example', phone: '' },
    previous: { email: 'compta@btp-loire-ocean.example', phone: '02 40 11 78 30' },
    address: 'anne@ailleurs.example',
    asked_by: 'compta@btp-loire-ocean.example',
    asked_at: '2026-11-24T08:12:00Z',
    counts_on: null,
    settled_at: null,
    reviewed_at: null,
    ip: '203.0.113.7',
    user_agent: 'Navigateur',
    ...over,
  };
}

it('shows what a debtor asks against what stands, and accepts it', async () => {
  const decided: unknown[] = [];
  let items = [aChange()];
  server.use(
    http.get('*/v1/contact-changes', () => HttpResponse.json(aPage(items))),
    http.post('*/v1/contact-changes/:id/review', async ({ request }) => {
      decided.push(await request.json());
      items = [];
      return HttpResponse.json(aChange({ status: 'waiting', counts_on: '2026-12-01' }));
    }),
  );
  const { user } = showPage(Page);

  const card = await screen.findByRole('listitem');
  expect(readable(card)).toContain('Anne Hamon met à jour ses coordonnées');
  expect(readable(card)).toContain('compta@btp-loire-ocean.example anne@ailleurs.example');
  expect(readable(card)).toContain('02 40 11 78 30 effacé');

  await user.click(within(card).getByRole('button', { name: /^Accepter/ }));
  await waitFor(() => expect(decided).toEqual([{ decision: 'accept' }]));
  expect(await screen.findByText('Aucun contact à vérifier')).toBeInTheDocument();
});

it('undoes what counts already, and offers nothing to those who only read', async () => {
  const forwarded = aChange({
    kind: 'forward',
    status: 'waiting',
    counts_on: '2026-12-01',
    facts: { last_name: 'Petit', email: 'l.petit@btp-loire-ocean.example' },
    previous: {},
  });
  server.use(http.get('*/v1/contact-changes', () => HttpResponse.json(aPage([forwarded]))));

  const { unmount } = showPage(Page);
  const card = await screen.findByRole('listitem');
  expect(readable(card)).toContain('En vigueur le 01/12/2026');
  expect(readable(card)).toContain('Anne Hamon dit que la bonne personne est');
  expect(within(card).getByRole('button', { name: /^Annuler le changement/ })).toBeEnabled();
  unmount();

  showPage(Page, aCompany({ role: 'auditor', permissions: ['read'] }));
  expect(within(await screen.findByRole('listitem')).queryByRole('button')).toBeNull();
});
