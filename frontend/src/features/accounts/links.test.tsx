import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it, vi } from 'vitest';
import type { Schemas } from '~/api/client';
import { showPage } from '~/test/render';
import { server } from '~/test/setup';
import { ForgottenPasswordPage } from './ForgottenPasswordPage';
import { InvitationPage } from './InvitationPage';
import { NewPasswordPage } from './NewPasswordPage';

const KEY = 'k'.repeat(43);
const INVITATION: Schemas['InvitationSeenOut'] = {
  company_name: 'Ateliers Morvan',
  email: 'lea@morvan.example',
  role: 'collector',
  invited_by: 'Claire Vasseur',
  expires_at: '2026-11-30T08:00:00Z',
  has_account: false,
};

function refusal(status: number, code: string) {
  return HttpResponse.json(
    { type: '', title: '', status, code, detail: '', errors: [] },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}

it('an invitation is accepted with a name and a password', async () => {
  const asked: unknown[] = [];
  server.use(
    http.post('*/v1/invitations/open', () => HttpResponse.json(INVITATION)),
    http.post('*/v1/invitations/accept', async ({ request }) => {
      asked.push(await request.json());
      if (asked.length === 1) return refusal(422, 'password_weak');
      return HttpResponse.json({ user: {}, companies: [] });
    }),
  );
  const onDone = vi.fn();
  const { user } = showPage(() => <InvitationPage linkKey={KEY} onDone={onDone} />);

  expect(await screen.findByRole('heading', { name: 'Rejoindre Ateliers Morvan' })).toBeVisible();
  expect(screen.getByText('chargé de recouvrement')).toBeVisible();
  await user.type(screen.getByLabelText('Prénom et nom'), 'Léa Petit');
  await user.type(screen.getByLabelText('Mot de passe'), 'une phrase bien longue');
  await user.click(screen.getByRole('button', { name: 'Rejoindre la société' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Ce mot de passe se devinerait.');

  await user.click(screen.getByRole('button', { name: 'Rejoindre la société' }));
  await waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(asked[1]).toEqual({
    key: KEY,
    full_name: 'Léa Petit',
    password: 'une phrase bien longue',
  });
});

it('who has an account already gives its password, and no name', async () => {
  server.use(
    http.post('*/v1/invitations/open', () =>
      HttpResponse.json({ ...INVITATION, has_account: true }),
    ),
  );
  showPage(() => <InvitationPage linkKey={KEY} onDone={() => undefined} />);
  expect(
    await screen.findByLabelText('Mot de passe de votre compte Quittance'),
  ).toBeInTheDocument();
  expect(screen.queryByLabelText('Prénom et nom')).toBeNull();
});

it('a link that is over says so, and what to do', async () => {
  server.use(
    http.post('*/v1/invitations/open', () => refusal(410, 'invitation_over')),
    http.post('*/v1/password-resets/open', () => refusal(410, 'reset_over')),
  );
  const { unmount } = showPage(() => <InvitationPage linkKey={KEY} onDone={() => undefined} />);
  expect(await screen.findByText(/Demandez-en une autre/)).toBeVisible();
  unmount();

  showPage(() => <NewPasswordPage linkKey={KEY} onDone={() => undefined} />);
  expect(await screen.findByRole('link', { name: 'Demander un autre lien' })).toHaveAttribute(
    'href',
    '/mot-de-passe-oublie',
  );
});

it('a forgotten password: the answer does not tell whether the account exists', async () => {
  server.use(http.post('*/v1/password-resets', () => new HttpResponse(null, { status: 204 })));
  const { user } = showPage(() => <ForgottenPasswordPage />);
  await user.type(await screen.findByLabelText('Adresse e-mail'), 'lea@morvan.example');
  await user.click(screen.getByRole('button', { name: 'Envoyer le lien' }));
  expect(await screen.findByRole('status')).toHaveTextContent(
    'Si un compte existe pour lea@morvan.example',
  );
});

it('the link of a forgotten password sets a new one', async () => {
  const asked: unknown[] = [];
  server.use(
    http.post('*/v1/password-resets/open', () =>
      HttpResponse.json({ email: 'lea@morvan.example', expires_at: '2026-11-24T09:00:00Z' }),
    ),
    http.post('*/v1/password-resets/finish', async ({ request }) => {
      asked.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const onDone = vi.fn();
  const { user } = showPage(() => <NewPasswordPage linkKey={KEY} onDone={onDone} />);
  await user.type(await screen.findByLabelText('Nouveau mot de passe'), 'une phrase bien longue');
  await user.click(screen.getByRole('button', { name: 'Changer le mot de passe' }));
  await waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(asked).toEqual([{ key: KEY, password: 'une phrase bien longue' }]);
});
