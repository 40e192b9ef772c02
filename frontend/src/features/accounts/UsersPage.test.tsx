import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import type { Schemas } from '~/api/client';
import { aCompany, aPage, newId } from '~/test/factories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { UsersPage } from './UsersPage';

const ADMIN = aCompany({
  role: 'admin',
  permissions: ['read', 'load', 'act', 'configure', 'administer'],
});
const ME = newId();

function aMember(changes: Partial<Schemas['MemberOut']> = {}): Schemas['MemberOut'] {
  return {
    user_id: newId(),
    full_name: 'Léa Petit',
    email: 'lea@morvan.example',
    job_title: '',
    role: 'collector',
    sales_rep: '',
    joined_at: '2026-03-02T08:00:00Z',
    suspended_at: null,
    ...changes,
  };
}

function anInvitation(changes: Partial<Schemas['InvitationOut']> = {}): Schemas['InvitationOut'] {
  return {
    id: newId(),
    email: 'nouveau@morvan.example',
    role: 'sales',
    sales_rep: 'T. Lacaze',
    invited_by: 'Claire Vasseur',
    created_at: '2026-11-23T08:00:00Z',
    expires_at: '2026-11-30T08:00:00Z',
    post_status: 'sent',
    posted_at: '2026-11-23T08:00:02Z',
    ...changes,
  };
}

function serve(members: Schemas['MemberOut'][], invitations: Schemas['InvitationOut'][]) {
  server.use(
    http.get('*/v1/members', () => HttpResponse.json(aPage(members))),
    http.get('*/v1/invitations', () => HttpResponse.json(aPage(invitations))),
    http.get('*/v1/aging/choices', () => HttpResponse.json({ sales_reps: ['T. Lacaze'] })),
  );
}

it('shows the team and who is asked, and invites a representative by their name', async () => {
  const asked: unknown[] = [];
  serve(
    [aMember({ user_id: ME, full_name: 'Claire Vasseur', role: 'admin' }), aMember()],
    [anInvitation()],
  );
  server.use(
    http.post('*/v1/invitations', async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json(anInvitation(), { status: 201 });
    }),
  );
  const { user } = showPage(() => <UsersPage userId={ME} />, ADMIN);

  expect(readable(await screen.findByRole('row', { name: /^Claire Vasseur/ }))).toContain('vous');
  expect(readable(await screen.findByRole('row', { name: /nouveau@morvan/ }))).toContain(
    'Commercial · T. Lacaze',
  );

  await user.click(screen.getByRole('button', { name: 'Inviter une personne' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByLabelText('Adresse e-mail'), 'jean@morvan.example');
  await user.click(within(dialog).getByRole('combobox', { name: 'Rôle' }));
  await user.click(await screen.findByRole('option', { name: 'Commercial' }));
  await user.type(
    within(dialog).getByRole('combobox', { name: 'Nom du commercial dans la comptabilité' }),
    'J. Moreau',
  );
  await user.click(within(dialog).getByRole('button', { name: 'Envoyer l’invitation' }));
  await waitFor(() =>
    expect(asked).toEqual([
      { email: 'jean@morvan.example', role: 'sales', sales_rep: 'J. Moreau' },
    ]),
  );
});

it('says why the last administrator stays', async () => {
  serve([aMember({ user_id: ME, full_name: 'Claire Vasseur', role: 'admin' })], []);
  server.use(
    http.delete('*/v1/members/:id', () =>
      HttpResponse.json(
        { type: '', title: '', status: 409, code: 'last_admin', detail: '', errors: [] },
        { status: 409, headers: { 'content-type': 'application/problem+json' } },
      ),
    ),
  );
  const { user } = showPage(() => <UsersPage userId={ME} />, ADMIN);

  await user.click(await screen.findByRole('button', { name: 'Actions sur Claire Vasseur' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Retirer de la société' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Retirer de la société' }));
  expect(await within(dialog).findByRole('alert')).toHaveTextContent(
    'C’est le seul administrateur de la société.',
  );
});

it('lets a manager read and change nothing, and keeps a collector out', async () => {
  serve([aMember()], [anInvitation()]);
  const manager = aCompany({ role: 'manager', permissions: ['read', 'load', 'act', 'configure'] });
  const { unmount } = showPage(() => <UsersPage userId={ME} />, manager);
  await screen.findByRole('row', { name: /Léa Petit/ });
  expect(screen.queryByRole('button', { name: /Inviter|Actions|Renvoyer/ })).toBeNull();
  unmount();

  showPage(() => <UsersPage userId={ME} />, aCompany());
  expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent('ailleurs');
});
