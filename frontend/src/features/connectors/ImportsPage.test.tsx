import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it, vi } from 'vitest';
import { aCompany, aPage } from '~/test/factories';
import { anImport, someCounts } from '~/test/importFactories';
import { showPage } from '~/test/render';
import { server } from '~/test/setup';
import { ImportsPage } from './ImportsPage';

it('lists imports with their state in a word, and takes a file in before anything is written', async () => {
  const received = anImport({ file_name: 'encours.csv' });
  const asked: Record<string, unknown>[] = [];
  server.use(
    http.get('*/v1/imports', () =>
      HttpResponse.json(
        aPage([
          anImport({
            status: 'applied',
            format: 'fec',
            counts: someCounts({ read: 1968, created: 1968 }),
          }),
          anImport({ status: 'needs_review', file_name: 'complet.xlsx', format: 'xlsx' }),
        ]),
      ),
    ),
    http.get('*/v1/session', () => HttpResponse.json({})),
    http.post('*/v1/imports', async ({ request }) => {
      asked.push({
        prepare: /name="prepare"\s+(\w+)/.exec(await request.text())?.[1],
        key: request.headers.get('Idempotency-Key')?.length,
      });
      return HttpResponse.json(received, { status: 202 });
    }),
  );
  const onOpen = vi.fn();
  const { user } = showPage(() => <ImportsPage onOpen={onOpen} />);

  const applied = await screen.findByRole('row', { name: /grand-livre-clients/ });
  expect(within(applied).getAllByText('Appliqué')[0]).toBeInTheDocument();
  expect(within(applied).getByText('1 968')).toBeInTheDocument();
  expect(within(applied).getByText('FEC')).toBeInTheDocument();
  const waiting = screen.getByRole('row', { name: /complet\.xlsx/ });
  expect(within(waiting).getAllByText('À vérifier')[0]).toBeInTheDocument();

  const file = new File(['Code client;Montant\n'], 'encours.csv', { type: 'text/csv' });
  await user.upload(screen.getByTestId('file'), file);
  await vi.waitFor(() => expect(onOpen).toHaveBeenCalledWith(received.id));
  expect(asked).toEqual([{ prepare: 'true', key: 32 }]);
});

it('says in a sentence why a file was not taken', async () => {
  const problem = {
    type: 'urn:quittance:problem:body_too_large',
    title: 'Too large',
    status: 413,
    code: 'body_too_large',
    detail: '',
    errors: [],
  };
  server.use(
    http.get('*/v1/imports', () => HttpResponse.json(aPage([]))),
    http.get('*/v1/session', () => HttpResponse.json({})),
    http.post('*/v1/imports', () => HttpResponse.json(problem, { status: 413 })),
  );
  const { user } = showPage(() => <ImportsPage onOpen={() => undefined} />);
  expect(await screen.findByText('Aucun import')).toBeInTheDocument();
  await user.upload(screen.getByTestId('file'), new File(['x'], 'x.csv', { type: 'text/csv' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Le fichier dépasse 1 Go.');
});

it('offers no way in to those who only read', async () => {
  server.use(http.get('*/v1/imports', () => HttpResponse.json(aPage([]))));
  const reader = aCompany({ role: 'auditor', permissions: ['read'] });
  showPage(() => <ImportsPage onOpen={() => undefined} />, reader);
  expect(
    await screen.findByText('Votre rôle permet de suivre les imports, pas d’en lancer.'),
  ).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Choisir un fichier' })).not.toBeInTheDocument();
});

it('keeps what was read when the next page does not come, and asks again on a press', async () => {
  let failures = 0;
  server.use(
    http.get('*/v1/imports', ({ request }) => {
      if (!new URL(request.url).searchParams.has('cursor')) {
        return HttpResponse.json({ items: [anImport({ file_name: 'un.csv' })], next_cursor: 'n' });
      }
      failures += 1;
      return failures === 1
        ? HttpResponse.json({}, { status: 500 })
        : HttpResponse.json(aPage([anImport({ file_name: 'deux.csv' })]));
    }),
  );
  const { user } = showPage(() => <ImportsPage onOpen={() => undefined} />);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'La réponse du serveur est illisible.',
  );
  expect(screen.getByText('un.csv')).toBeInTheDocument();
  expect(failures).toBe(1);

  await user.click(screen.getByRole('button', { name: 'Lire la suite' }));
  expect(await screen.findByText('deux.csv')).toBeInTheDocument();
  expect(screen.getByText('un.csv')).toBeInTheDocument();
});

it('says nothing failed when a file is stopped on its way', async () => {
  server.use(
    http.get('*/v1/imports', () => HttpResponse.json(aPage([]))),
    http.get('*/v1/session', () => new Promise<never>(() => undefined)),
  );
  const { user } = showPage(() => <ImportsPage onOpen={() => undefined} />);
  await user.upload(
    await screen.findByTestId('file'),
    new File(['x'], 'x.csv', { type: 'text/csv' }),
  );
  await user.click(await screen.findByRole('button', { name: 'Arrêter' }));
  expect(await screen.findByRole('button', { name: 'Choisir un fichier' })).toBeInTheDocument();
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});
