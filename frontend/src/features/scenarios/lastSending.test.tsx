import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { chooseCompany } from '~/api/company';
import { showPage } from '~/test/render';
import { rememberSending } from './lastSending';
import { SendingToast } from './SendingToast';

it('tells of a sending, and offers to undo it, in its own company only', async () => {
  chooseCompany('morvan');
  rememberSending({
    id: 'c1',
    channel: 'email',
    messages: 2,
    customers: 2,
    sums: '40,00 €',
    undoUntil: new Date(Date.now() + 30_000).toISOString(),
    skipped: [],
  });
  const first = showPage(SendingToast);
  expect(await screen.findByRole('button', { name: 'Annuler l’envoi' })).toBeInTheDocument();
  first.unmount();

  chooseCompany('noumea');
  showPage(() => (
    <>
      <p>Ailleurs</p>
      <SendingToast />
    </>
  ));
  expect(await screen.findByText('Ailleurs')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Annuler l’envoi' })).not.toBeInTheDocument();
});
