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
