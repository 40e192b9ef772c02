import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import type { Schemas } from '~/api/client';
import { aPage } from '~/test/factories';
import { anImport, anImportProblem, aPreview, someCounts } from '~/test/importFactories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { ImportPage } from './ImportPage';

type Run = Schemas['ImportOut'];

/** The server keeps one import; what is asked of it is noted, and answered by `next`. */
function serve(first: Run, preview = aPreview()) {
  const state = { run: first, previews: [] as unknown[], runs: [] as unknown[] };
  const events = (runs: Run[]) =>
    runs
      .map((run, place) => `event: import\nid: ${place}\ndata: ${JSON.stringify(run)}\n\n`)
      .join('');
  const told: Run[] = [];
  server.use(
    http.get('*/v1/imports', () => HttpResponse.json(aPage([state.run]))),
    http.get(`*/v1/imports/${first.id}`, () => HttpResponse.json(state.run)),
    http.post(`*/v1/imports/${first.id}/preview`, async ({ request }) => {
      state.previews.push(await request.json());
      return HttpResponse.json(preview);
    }),
    http.post(`*/v1/imports/${first.id}/run`, async ({ request }) => {
      state.runs.push(await request.json());
      state.run = { ...state.run, status: 'received' };
      return HttpResponse.json(state.run, { status: 202 });
    }),
    http.get(`*/v1/imports/${first.id}/progress`, () => {
      state.run = told.at(-1) ?? state.run;
      return new HttpResponse(events(told), { headers: { 'Content-Type': 'text/event-stream' } });
    }),
    http.get('*/v1/reach', () => HttpResponse.json({ customers: 40, unreachable: 12 })),
    http.get(`*/v1/imports/${first.id}/problems`, () =>
      HttpResponse.json(aPage([anImportProblem()])),
    ),
  );
  return { state, told };
}

it('shows how the file is read, lets columns be named, and controls before writing', async () => {
  const run = anImport();
  const { state, told } = serve(run);
  const done = anImport({
    ...run,
    format: 'csv',
    status: 'dry_run',
    dry_run: true,
    percent: 100,
    counts: someCounts({ read: 2406, created: 387, unchanged: 1968, refused: 4 }),
    sums: [
      {
        currency: 'EUR',
        lines: 2406,
        debit_minor: 120_431_844,
        credit_minor: -21_081_042,
        balance_minor: 99_350_802,
      },
    ],
    problems: 4,
    finished_at: '2026-11-24T07:13:00Z',
  });
  told.push({ ...run, status: 'running', percent: 45, step: 'receivables' }, done);
  const { user } = showPage(() => <ImportPage id={run.id} />);

  const rows = await screen.findByRole('table', { name: /premières lignes/ });
  expect(readable(within(rows).getByRole('row', { name: /FA-26-0521/ }))).toContain('12 330,25');
  expect(screen.getByRole('row', { name: /Proposé : 1204,50/ })).toBeInTheDocument();
  expect(screen.getByText('Windows-1252')).toBeInTheDocument();

  const select = screen.getByRole('combobox', { name: 'Champ de la colonne EC_Analytique' });
  await user.selectOptions(select, 'Libellé');
  await waitFor(() =>
    expect(state.previews.at(-1)).toMatchObject({ columns: { label: 'EC_Analytique' } }),
  );
  await user.click(screen.getByLabelText('Retenir cette correspondance pour la suite'));
  await user.click(screen.getByRole('button', { name: 'Contrôler à blanc' }));

  expect(
    await screen.findByRole('button', { name: /Appliquer 2\s406 lignes, écarter 4/ }),
  ).toBeEnabled();
  expect(state.runs).toEqual([
    expect.objectContaining({
      dry_run: true,
      kind: 'receivables',
      remember_as: 'grand-livre-clients',
    }),
  ]);
  const outcome = screen.getByRole('region', { name: 'Résultat' });
  expect(readable(outcome)).toContain('écritures créées387');
  expect(readable(outcome)).toContain('solde 993 508,02 €');
  const problem = await screen.findByRole('row', { name: /31\/02\/2026/ });
  expect(within(problem).getAllByText('Refusée')[0]).toBeInTheDocument();
  expect(within(problem).getAllByText('Proposé : 28/02/2026')[0]).toBeInTheDocument();
});

it('tells how far the import is, and speaks at each quarter', async () => {
  const run = anImport({ status: 'running', percent: 45, step: 'receivables' });
  serve(run);
  showPage(() => <ImportPage id={run.id} />);
  expect(await screen.findByText('Import du fichier : 25 %')).toHaveAttribute('role', 'status');
  expect(screen.getByText(/Vous pouvez quitter cette page/)).toBeInTheDocument();
});

it('asks a person where an import would change too much', async () => {
  const run = anImport({
    status: 'needs_review',
    message: '6 lignes ouvertes sur 100 sont absentes du fichier.',
    counts: someCounts({ read: 94, absent: 6 }),
  });
  serve(run);
  server.use(
    http.post('*/v1/imports/:id/reject', () => HttpResponse.json({ ...run, status: 'rejected' })),
  );
  const { user } = showPage(() => <ImportPage id={run.id} />);
  expect(await screen.findByText(/6 lignes ouvertes sur 100/)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Appliquer quand même' })).toBeEnabled();
  await user.click(screen.getByRole('button', { name: 'Rejeter' }));
  expect(await screen.findByText('Import rejeté : rien n’a été écrit.')).toBeInTheDocument();
});

it('takes an import back, or says what keeps it', async () => {
  const run = anImport({
    status: 'applied',
    counts: someCounts({ read: 3, created: 3 }),
    finished_at: '2026-11-24T07:13:00Z',
    rollback_until: '2026-11-25T07:13:00Z',
  });
  serve(run);
  const refusal = {
    type: '',
    title: '',
    status: 409,
    code: 'import_depended_upon',
    detail: '',
    errors: [
      { loc: ['import_id'], code: 'promise', message: '' },
      { loc: ['import_id'], code: 'dispute', message: '' },
    ],
  };
  server.use(
    http.post('*/v1/imports/:id/rollback', () =>
      HttpResponse.json(refusal, {
        status: 409,
        headers: { 'Content-Type': 'application/problem+json' },
      }),
    ),
  );
  const { user } = showPage(() => <ImportPage id={run.id} />);
  expect(await screen.findByText(/Annulable en bloc jusqu’au 25\/11/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Annuler cet import' }));
  await user.click(await screen.findByRole('button', { name: 'Annuler l’import' }));
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('il y a eu une promesse et un litige');
});

it('says why a file cannot be read, and offers nothing to launch', async () => {
  const run = anImport({ file_name: 'releve.txt' });
  serve(
    run,
    aPreview({ format: 'cfonb120', columns: [], rows: [], fields: [], refusal: 'Un relevé.' }),
  );
  showPage(() => <ImportPage id={run.id} />);
  expect(await screen.findByRole('alert')).toHaveTextContent('Un relevé.');
  expect(screen.getByRole('button', { name: 'Contrôler à blanc' })).toBeDisabled();
});

it('says after a ledger came in how many customers nothing reaches, and where to go on', async () => {
  const run = anImport({
    status: 'applied',
    counts: someCounts({ read: 3, created: 3 }),
    finished_at: '2026-11-24T07:13:00Z',
    sums: [
      { currency: 'EUR', lines: 3, debit_minor: 300_00, credit_minor: 0, balance_minor: 300_00 },
    ],
  });
  serve(run);
  showPage(() => <ImportPage id={run.id} />);
  expect(
    await screen.findByText('12 clients n’ont ni e-mail ni adresse postale.'),
  ).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Importer des contacts' })).toHaveAttribute(
    'href',
    '/imports',
  );
});

it('calls refused what could never be loaded, with the reason', async () => {
  const run = anImport({
    status: 'failed',
    format: 'pdf',
    file_name: 'facture.pdf',
    message: 'Un PDF ne contient pas d’écritures : exportez la liste au format .csv ou .xlsx.',
  });
  serve(run, aPreview({ format: 'pdf', refusal: run.message, rows: [], columns: [] }));
  showPage(() => <ImportPage id={run.id} />);
  expect(await screen.findByText('Refusé')).toBeInTheDocument();
  expect(screen.getByText(/Un PDF ne contient pas d’écritures/)).toBeInTheDocument();
  await waitFor(() =>
    expect(screen.queryByRole('button', { name: 'Contrôler à blanc' })).not.toBeInTheDocument(),
  );
  expect(screen.getByRole('link', { name: 'Changer de fichier' })).toBeInTheDocument();
});
