import { act, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it, vi } from 'vitest';
import { aCompanySettings } from '~/test/companyFactories';
import { aCompany } from '~/test/factories';
import { showPage } from '~/test/render';
import { server } from '~/test/setup';
import { CompanyPage } from './CompanyPage';

const MANAGER = aCompany({ role: 'manager', permissions: ['read', 'load', 'act', 'configure'] });

it('saves what changed, and shows plainly that somebody was faster', async () => {
  let kept = aCompanySettings({ version: 4 });
  const asked: { match: string | null; body: unknown }[] = [];
  server.use(
    http.get('*/v1/company', () => HttpResponse.json(kept)),
    http.patch('*/v1/company', async ({ request }) => {
      const match = request.headers.get('If-Match');
      asked.push({ match, body: await request.json() });
      if (match !== `"${kept.version}"`) {
        return HttpResponse.json(
          { type: '', title: '', status: 412, code: 'company_stale', detail: '', errors: [] },
          { status: 412, headers: { 'content-type': 'application/problem+json' } },
        );
      }
      kept = { ...kept, ...(asked.at(-1)?.body as object), version: kept.version + 1 };
      return HttpResponse.json(kept);
    }),
    http.get('*/v1/session', () => HttpResponse.json({})),
  );
  const onSaved = vi.fn();
  const { user } = showPage(() => <CompanyPage onSaved={onSaved} />, MANAGER);

  const links = await screen.findByLabelText('Validité des liens, en jours');
  await user.clear(links);
  await user.type(links, '0');
  await user.clear(screen.getByLabelText('Ville'));
  await user.type(screen.getByLabelText('Ville'), 'Rezé');
  await user.click(screen.getByRole('button', { name: 'Enregistrer les 2 modifications' }));
  expect(screen.getByText('Un nombre de 1 à 90.')).toBeInTheDocument();
  expect(asked).toEqual([]);

  await user.clear(links);
  await user.type(links, '30');
  kept = { ...kept, phone: '02 51 00 00 00', version: 5 };
  await user.click(screen.getByRole('button', { name: 'Enregistrer les 2 modifications' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'Quelqu’un a modifié ces réglages pendant votre saisie.',
  );

  await user.click(screen.getByRole('button', { name: 'Relire avec mes modifications' }));
  await waitFor(() => expect(screen.getByLabelText('Téléphone')).toHaveValue('02 51 00 00 00'));
  expect(screen.getByLabelText('Ville')).toHaveValue('Rezé');
  await user.click(screen.getByRole('button', { name: 'Enregistrer les 2 modifications' }));
  expect(await screen.findByText('Réglages enregistrés')).toBeInTheDocument();
  expect(asked.map((one) => one.match)).toEqual(['"4"', '"5"']);
  expect(asked[1]?.body).toEqual({ city: 'Rezé', link_days: 30 });
  expect(onSaved).toHaveBeenCalled();
});

it('shows which field is refused, and asks before typing is lost', async () => {
  server.use(
    http.get('*/v1/company', () => HttpResponse.json(aCompanySettings())),
    http.patch('*/v1/company', () =>
      HttpResponse.json(
        {
          type: '',
          title: '',
          status: 422,
          code: 'request_invalid',
          detail: '',
          errors: [{ loc: ['body', 'email'], message: '', code: 'value_error' }],
        },
        { status: 422, headers: { 'content-type': 'application/problem+json' } },
      ),
    ),
  );
  const { user, router } = showPage(() => <CompanyPage onSaved={() => undefined} />, MANAGER);

  const name = await screen.findByLabelText('Nom');
  const before = (name as HTMLInputElement).value;
  await user.clear(name);
  await user.click(screen.getByRole('button', { name: 'Enregistrer la modification' }));
  expect(screen.getByText('Le nom est à remplir.')).toBeInTheDocument();
  await waitFor(() => expect(name).toHaveFocus());

  await user.type(name, before);
  const address = screen.getByLabelText('Adresse e-mail');
  await user.clear(address);
  await user.type(address, 'compta');
  await user.click(screen.getByRole('button', { name: 'Enregistrer la modification' }));
  expect(await screen.findByText('Ce n’est pas une adresse e-mail.')).toBeInTheDocument();

  await act(() => void router.navigate({ to: '/agir' }));
  await user.click(await screen.findByRole('button', { name: 'Rester sur la page' }));
  expect(router.state.location.pathname).toBe('/');
  expect(address).toHaveValue('compta');
});

it('puts a logo and takes it away', async () => {
  const kept = aCompanySettings();
  const sent: string[] = [];
  server.use(
    http.get('*/v1/company', () => HttpResponse.json(kept)),
    http.put('*/v1/company/logo', async ({ request }) => {
      sent.push((request.headers.get('content-type') ?? '').split(';')[0] ?? '');
      return HttpResponse.json({ ...kept, logo_sha256: 'a'.repeat(64) });
    }),
    http.get('*/v1/company/logo', () =>
      HttpResponse.arrayBuffer(new Uint8Array([137, 80, 78, 71]).buffer, {
        headers: { 'content-type': 'image/png' },
      }),
    ),
    http.delete('*/v1/company/logo', () => new HttpResponse(null, { status: 204 })),
  );
  const { user, container } = showPage(() => <CompanyPage onSaved={() => undefined} />, MANAGER);
  await screen.findByText('Aucun logo');

  const input = container.querySelector<HTMLInputElement>('input[type="file"]');
  expect(input).not.toBeNull();
  await user.upload(input as HTMLInputElement, new File(['x'], 'logo.png', { type: 'image/png' }));
  const image = await screen.findByRole('img', { name: 'Logo de la société' });
  expect(image.getAttribute('src')).toMatch(/^data:image\/png;base64,/);
  expect(sent).toEqual(['multipart/form-data']);

  await user.click(screen.getByRole('button', { name: 'Retirer le logo' }));
  expect(await screen.findByText('Aucun logo')).toBeInTheDocument();
});

it('sends whoever may not configure elsewhere', async () => {
  showPage(() => <CompanyPage onSaved={() => undefined} />, aCompany());
  expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent('ailleurs');
});
