import { act, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it, vi } from 'vitest';
import type { Schemas } from '~/api/client';
import { aCompany, aPage } from '~/test/factories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { aFinding, anOwnText, aText, aVariable } from '~/test/templateFactories';
import { TemplatePage } from './TemplatePage';

const MANAGER = aCompany({ permissions: ['read', 'load', 'act', 'configure'] });
const VARIABLES = [
  aVariable('contact.salutation', 'formule d’appel'),
  aVariable('customer.code', 'code du débiteur', { example: 'C00019' }),
  aVariable('collector.full_name', 'nom du gestionnaire', { example: 'Claire Vasseur' }),
  aVariable('invoice.number', 'n° de la facture', { example: 'FA-26-0588' }),
  aVariable('promise.date', 'date promise', { type: 'date', example: '01/12/2026' }),
];
const UNKNOWN = /nom_huissier/;

/** A server that keeps one text, whose linter knows one unknown name and one threat. */
function serve(first: Schemas['TextOut'], others: Schemas['TextOut'][] = []) {
  const state = { kept: first, written: [] as { match: string | null; body: unknown }[] };
  server.use(
    http.get('*/v1/templates', () => HttpResponse.json(aPage([state.kept, ...others]))),
    http.get('*/v1/template-variables', () => HttpResponse.json(aPage(VARIABLES))),
    http.get('*/v1/templates/:kind/:channel/:locale', () => HttpResponse.json(state.kept)),
    http.post('*/v1/template-drafts/lint', async ({ request }) => {
      const { body } = (await request.json()) as { body: string };
      const found = [];
      const unknown = UNKNOWN.exec(body);
      if (unknown) {
        const [start, end] = [unknown.index, unknown.index + unknown[0].length];
        found.push(aFinding({ start, end, repair: 'collector.full_name' }));
      }
      const threat = body.indexOf('saisie');
      if (threat >= 0) {
        const message = '« saisie » annonce une contrainte.';
        const place = { start: threat, end: threat + 6 };
        found.push(aFinding({ code: 'threat', message, ...place }));
      }
      return HttpResponse.json(aPage(found));
    }),
    http.post('*/v1/template-drafts/preview', async ({ request }) => {
      const { subject, body } = (await request.json()) as { subject: string; body: string };
      if (body.includes('invoice.number')) {
        const detail = 'This message has no invoice.';
        return HttpResponse.json(
          { type: '', title: '', status: 422, code: 'template_value_missing', detail, errors: [] },
          { status: 422, headers: { 'content-type': 'application/problem+json' } },
        );
      }
      const shown = subject.replace('{{ customer.code }}', 'C00000');
      return HttpResponse.json({ subject: shown, preheader: '', text: shown, html: null });
    }),
    http.put('*/v1/templates/:kind/:channel/:locale', async ({ request }) => {
      const match = request.headers.get('If-Match');
      const body = (await request.json()) as { subject: string; body: string };
      state.written.push({ match, body });
      if (match !== `"${state.kept.version}"`) {
        return HttpResponse.json(
          { type: '', title: '', status: 412, code: 'template_stale', detail: '', errors: [] },
          { status: 412, headers: { 'content-type': 'application/problem+json' } },
        );
      }
      state.kept = anOwnText({ ...body, version: state.kept.version + 1 });
      return HttpResponse.json(state.kept);
    }),
    http.delete('*/v1/templates/:kind/:channel/:locale', () => {
      state.kept = aText();
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return state;
}

function show(company = MANAGER, locale = 'fr', onAddress = vi.fn()) {
  return showPage(
    () => (
      <TemplatePage kind="first_reminder" channel="email" locale={locale} onAddress={onAddress} />
    ),
    company,
  );
}

it('writes a variable from the keyboard, shows the message, and saves over the version read', async () => {
  const state = serve(aText());
  const { user } = show();
  const subject = await screen.findByLabelText('Objet');
  await user.clear(subject);
  await user.type(subject, 'Compte {{{{code');
  expect(await screen.findByRole('option', { name: /code du débiteur/ })).toBeInTheDocument();
  await user.keyboard('{Enter}');
  expect(subject).toHaveValue('Compte {{ customer.code }}');

  const preview = within(screen.getByRole('region', { name: 'Aperçu' }));
  expect((await preview.findAllByText('Compte C00000')).length).toBeGreaterThan(0);
  await user.click(screen.getByRole('button', { name: 'Enregistrer le modèle' }));
  expect(await screen.findByText(/^Modèle enregistré/)).toBeInTheDocument();
  expect(state.written).toEqual([
    { match: '"0"', body: { subject: 'Compte {{ customer.code }}', body: aText().body } },
  ]);
  expect(screen.getByText('votre texte')).toBeInTheDocument();
});

it('inserts at the cursor from the palette, which holds only what this message can say', async () => {
  serve(aText({ body: 'Bonjour' }));
  const { user } = show();
  const body = await screen.findByLabelText<HTMLTextAreaElement>('Texte');
  await user.click(body);
  await user.keyboard(' ');
  await user.click(await screen.findByRole('button', { name: 'formule d’appel' }));
  expect(body).toHaveValue('Bonjour {{ contact.salutation }}');
  expect(screen.queryByRole('button', { name: 'date promise' })).not.toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'tableau des factures' }));
  expect(body).toHaveValue('Bonjour {{ contact.salutation }}\n\n[[table]]');
});

it('says why a variable of one invoice cannot be shown, and where it belongs', async () => {
  serve(aText({ body: 'Bonjour' }));
  const { user } = show();
  await user.click(await screen.findByRole('button', { name: 'n° de la facture' }));
  const preview = within(screen.getByRole('region', { name: 'Aperçu' }));
  expect(await preview.findByRole('alert')).toHaveTextContent(
    'Ses variables n’existent que si le message n’en porte qu’une',
  );
});

it('blocks an unsound text, says why and where, and mends it on request', async () => {
  const body = 'Bonjour.\n\nVu par {{ nom_huissier }}. Une saisie suivra.\n\n[[table]]';
  serve(anOwnText({ body }));
  const { user } = show();
  const field = await screen.findByLabelText('Texte');
  await user.type(screen.getByLabelText('Objet'), ' bis');
  expect(await screen.findByText('2 erreurs')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Enregistrer le modèle' })).toBeDisabled();
  expect(screen.getByRole('button', { name: 'Corriger les 2 erreurs' })).toBeEnabled();
  expect(screen.getAllByRole('button', { name: 'ligne 3' })).toHaveLength(2);

  await user.click(await screen.findByRole('button', { name: 'Mettre « nom du gestionnaire »' }));
  await user.click(await screen.findByRole('button', { name: 'Retirer la phrase' }));
  expect(field).toHaveValue('Bonjour.\n\nVu par {{ collector.full_name }}.\n\n[[table]]');
  expect(await screen.findByText('rien à corriger')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Enregistrer le modèle' })).toBeEnabled();
});

it('keeps what was typed when somebody was faster, and shows their text', async () => {
  const state = serve(anOwnText());
  const { user, router } = show();
  const subject = await screen.findByLabelText('Objet');
  await user.clear(subject);
  await user.type(subject, 'Le mien');
  state.kept = anOwnText({ subject: 'Le leur', version: 4, updated_by_name: 'Thomas Lacaze' });
  await user.click(screen.getByRole('button', { name: 'Enregistrer le modèle' }));
  expect(await screen.findByText(/Quelqu’un a modifié ce modèle/)).toBeInTheDocument();
  expect(await screen.findByText(/par Thomas Lacaze/)).toBeInTheDocument();
  expect(subject).toHaveValue('Le mien');

  await user.click(await screen.findByRole('button', { name: 'Garder mon texte' }));
  await act(() => void router.navigate({ to: '/agir' }));
  await user.click(await screen.findByRole('button', { name: 'Rester sur la page' }));
  await user.click(screen.getByRole('button', { name: 'Enregistrer le modèle' }));
  expect(await screen.findByText(/^Modèle enregistré/)).toBeInTheDocument();
  expect(state.written.map((one) => one.match)).toEqual(['"3"', '"4"']);
});

it('goes back to the product’s words only once it is confirmed', async () => {
  const state = serve(anOwnText({ subject: 'Le mien' }));
  const { user } = show();
  await user.click(await screen.findByRole('button', { name: 'Revenir au texte fourni' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(state.kept.is_stock).toBe(false);
  await user.click(dialog.getByRole('button', { name: 'Effacer mon texte' }));
  await waitFor(() => expect(screen.getByLabelText('Objet')).toHaveValue(aText().subject));
  expect(screen.getByText('texte fourni')).toBeInTheDocument();
});

it('says that a language is missing, and that its readers get the French', async () => {
  serve(aText());
  const onAddress = vi.fn();
  const { user } = show(MANAGER, 'en', onAddress);
  expect(await screen.findByText(/Ce texte manque dans cette langue/)).toBeInTheDocument();
  const french = screen.getByRole('button', { name: 'Français' });
  expect(readable(screen.getByRole('button', { name: /Anglais/ }))).toContain('manque');
  await user.click(french);
  expect(onAddress).toHaveBeenCalledWith({
    kind: 'first_reminder',
    channel: 'email',
    locale: 'fr',
  });
});

it('lets somebody who may not configure read the text, and change nothing', async () => {
  serve(aText());
  show(aCompany());
  expect(await screen.findByLabelText('Texte')).toHaveAttribute('readonly');
  expect(screen.getByText('Votre rôle permet de lire ce modèle.')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Enregistrer le modèle' })).not.toBeInTheDocument();
});

it('knows no text by a name nobody gave', () => {
  showPage(() => <TemplatePage kind="poem" channel="email" locale="fr" onAddress={vi.fn()} />);
  return screen.findByRole('heading', { name: 'Ce modèle n’existe pas' });
});
