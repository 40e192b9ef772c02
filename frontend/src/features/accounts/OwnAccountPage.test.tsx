import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it, vi } from 'vitest';
import type { Schemas } from '~/api/client';
import { aPage, newId } from '~/test/factories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { OwnAccountPage } from './OwnAccountPage';

const user_ = {
  id: newId(),
  full_name: 'Claire Vasseur',
  email: 'claire@morvan.example',
  job_title: 'Chargée de recouvrement',
  phone: '',
};

function aSession(changes: Partial<Schemas['OwnSessionOut']> = {}): Schemas['OwnSessionOut'] {
  return {
    id: newId(),
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    ip: '192.0.2.7',
    opened_at: '2026-11-23T08:00:00Z',
    last_used_at: '2026-11-24T07:30:00Z',
    is_current: true,
    ...changes,
  };
}

it('shows each device, ends one, and leaves them all', async () => {
  const phone = aSession({
    user_agent:
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36',
    is_current: false,
  });
  let sessions = [aSession(), phone];
  server.use(
    http.get('*/v1/account/sessions', () => HttpResponse.json(aPage(sessions))),
    http.delete('*/v1/account/sessions/:id', ({ params }) => {
      sessions = sessions.filter((one) => one.id !== params['id']);
      return new HttpResponse(null, { status: 204 });
    }),
    http.post('*/v1/account/log-out-everywhere', () => new HttpResponse(null, { status: 204 })),
  );
  const onLoggedOut = vi.fn();
  const { user } = showPage(() => <OwnAccountPage user={user_} onLoggedOut={onLoggedOut} />);

  const [here, there] = await screen.findAllByRole('listitem');
  expect(readable(here ?? null)).toContain('Firefox sur Linux');
  expect(readable(here ?? null)).toContain('cet appareil');
  expect(readable(there ?? null)).toContain('depuis 192.0.2.7');

  await user.click(screen.getByRole('button', { name: 'Déconnecter Chrome sur Android' }));
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1));

  await user.click(screen.getByRole('button', { name: 'Se déconnecter partout' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Se déconnecter partout' }));
  await waitFor(() => expect(onLoggedOut).toHaveBeenCalled());
});

it('asks for the present password, and says when it is wrong', async () => {
  const seen: unknown[] = [];
  server.use(
    http.get('*/v1/account/sessions', () => HttpResponse.json(aPage([aSession()]))),
    http.post('*/v1/account/password', async ({ request }) => {
      seen.push(await request.json());
      if (seen.length > 1) return new HttpResponse(null, { status: 204 });
      return HttpResponse.json(
        { type: '', title: '', status: 422, code: 'password_wrong', detail: '', errors: [] },
        { status: 422, headers: { 'content-type': 'application/problem+json' } },
      );
    }),
  );
  const { user } = showPage(() => <OwnAccountPage user={user_} onLoggedOut={() => undefined} />);

  await user.type(await screen.findByLabelText('Mot de passe actuel'), 'deviné');
  await user.type(screen.getByLabelText('Nouveau mot de passe'), 'une phrase bien longue');
  await user.click(screen.getByRole('button', { name: 'Changer le mot de passe' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Ce mot de passe n’est pas le bon.');

  await user.click(screen.getByRole('button', { name: 'Changer le mot de passe' }));
  expect(await screen.findByText(/Mot de passe changé/)).toBeInTheDocument();
  expect(screen.getByLabelText('Nouveau mot de passe')).toHaveValue('');
  expect(seen[1]).toEqual({
    current_password: 'deviné',
    new_password: 'une phrase bien longue',
  });
});
