import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it, vi } from 'vitest';
import { showPage } from '~/test/render';
import { server } from '~/test/setup';
import { LogInPage } from './LogInPage';

it('says that the pair is unknown, keeps the address, then lets the person in', async () => {
  const seen: unknown[] = [];
  server.use(
    http.post('*/v1/session', async ({ request }) => {
      seen.push(await request.json());
      if (seen.length > 1) return HttpResponse.json({ user: {}, companies: [] });
      return HttpResponse.json(
        { type: 'about:blank', title: '', status: 401, code: 'credentials_refused', detail: '' },
        { status: 401, headers: { 'content-type': 'application/problem+json' } },
      );
    }),
  );
  const onDone = vi.fn();
  const { user } = showPage(() => <LogInPage onDone={onDone} />);

  await user.type(await screen.findByLabelText('Adresse e-mail'), 'claire@morvan.example');
  await user.type(screen.getByLabelText('Mot de passe'), 'faux');
  await user.click(screen.getByRole('button', { name: 'Se connecter' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Adresse ou mot de passe inconnus.');
  expect(screen.getByLabelText('Adresse e-mail')).toHaveValue('claire@morvan.example');
  expect(onDone).not.toHaveBeenCalled();

  await user.click(screen.getByRole('button', { name: 'Se connecter' }));
  await waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(seen[1]).toEqual({ email: 'claire@morvan.example', password: 'faux' });
});
