import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import type { Schemas } from '~/api/client';
import { aCompany, aPage } from '~/test/factories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { ScenarioPage } from './ScenarioPage';
import type { Scenario, Step, StepBody } from './scenariosApi';

const ADMIN = { permissions: ['read', 'load', 'act', 'configure'] } satisfies Partial<
  Schemas['SessionCompanyOut']
>;

function aStep(rank: number, changes: Partial<Step> = {}): Step {
  return {
    rank,
    kind: 'reminder',
    label: `Relance ${rank}`,
    trigger: '',
    anchor: rank === 1 ? 'due_date' : 'previous',
    offset_days: 8,
    channel: 'email',
    mode: 'to_confirm',
    template_kind: 'reminder_1',
    minimum_minor: 0,
    ignore_previous: false,
    is_active: true,
    copies: [],
    ...changes,
  };
}

const formalNotice = aStep(3, {
  kind: 'formal_notice',
  channel: 'registered_letter',
  mode: 'manual',
  template_kind: 'formal_notice',
});
const standard: Scenario = {
  id: '00000000-0000-7000-8000-0000000005ce',
  name: 'Standard avec e-mail',
  profile: 'Standard',
  audience: 'with_email',
  grouping: 'level',
  is_active: true,
  customers: 84,
  version: 3,
  updated_at: '2026-11-02T08:00:00Z',
  steps: [aStep(1), aStep(2), formalNotice],
};

type Refusal = { loc: (string | number)[]; message: string; code: string };

function refused(status: number, code: string, errors: Refusal[] = []) {
  return HttpResponse.json(
    { type: '', title: '', status, code, detail: '', errors },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}

/** A server that keeps the scenario, and dates every reminder a week after the one before. */
function serve(scenario: Scenario) {
  const kept = { scenario };
  const saved: { version: string | null; body: Schemas['ScenarioChanges'] }[] = [];
  server.use(
    http.get('*/v1/scenarios', () => HttpResponse.json(aPage([kept.scenario]))),
    http.get('*/v1/actions/groups', () =>
      HttpResponse.json({ as_of: '2026-11-24', fresh: {}, tiles: [], groups: [] }),
    ),
    http.post('*/v1/scenario-drafts/timetable', async ({ request }) => {
      const { steps, reference_on } = (await request.json()) as Schemas['TimetableBody'];
      const early = steps.findIndex(
        ({ anchor, offset_days }) => anchor !== 'previous' && offset_days < 5,
      );
      if (early >= 0) {
        const loc = ['body', 'steps', early, 'offset_days'];
        return refused(422, 'scenario_invalid', [{ loc, message: '', code: 'out_of_order' }]);
      }
      return HttpResponse.json({
        reference_on,
        steps: steps.map((step: StepBody, index: number) => ({
          rank: step.rank,
          step_kind: step.kind,
          label: '',
          on: `2026-12-${String(7 * (index + 1)).padStart(2, '0')}`,
          code: index === 0 ? 'closed_day' : 'anchor',
          reason: '',
        })),
      });
    }),
    http.patch('*/v1/scenarios/:id', async ({ request }) => {
      const body = (await request.json()) as Schemas['ScenarioChanges'];
      const version = request.headers.get('If-Match');
      saved.push({ version, body });
      if (version !== `"${kept.scenario.version}"`) return refused(412, 'scenario_stale');
      kept.scenario = {
        ...kept.scenario,
        ...(body as Partial<Scenario>),
        version: kept.scenario.version + 1,
      };
      return HttpResponse.json(kept.scenario);
    }),
  );
  return { saved, kept };
}

const page = () => <ScenarioPage id={standard.id} />;

async function opens(user: ReturnType<typeof showPage>['user'], name: string) {
  const table = within(await screen.findByRole('table', { name: 'Étapes du scénario' }));
  await user.click(table.getByRole('button', { name }));
  return within(await screen.findByRole('complementary', { name }));
}

it('moves a step by days, shows the new dates and saves the steps it changed', async () => {
  const { saved } = serve(standard);
  const { user } = showPage(page, aCompany(ADMIN));
  const dates = within(await screen.findByRole('region', { name: 'Simuler une facture' }));
  expect(await dates.findByText('lundi 7 décembre 2026')).toBeInTheDocument();
  expect(readable(dates.getAllByRole('listitem')[0] ?? null)).toContain(
    '+13 j, reportée au premier jour ouvré',
  );

  const panel = await opens(user, 'Relance 1');
  await user.click(panel.getByRole('button', { name: 'Un jour de plus' }));
  await user.click(panel.getByRole('button', { name: 'Un jour de plus' }));
  expect(screen.getByText('échéance + 10 jours', { normalizer: spaces })).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Enregistrer le scénario' }));

  expect(await screen.findByText(/Scénario enregistré/)).toBeInTheDocument();
  expect(saved[0]?.version).toBe('"3"');
  expect(saved[0]?.body.steps?.map((step) => [step.rank, step.anchor, step.offset_days])).toEqual([
    [1, 'due_date', 10],
    [2, 'previous', 8],
    [3, 'previous', 8],
  ]);
});

const spaces = (text: string) => text.replace(/\s+/g, ' ').trim();

it('takes a step out and back, and adds one before the formal notice', async () => {
  const { saved } = serve(standard);
  const { user } = showPage(page, aCompany(ADMIN));
  const panel = await opens(user, 'Relance 2');
  await user.click(panel.getByRole('button', { name: 'Retirer l’étape' }));
  expect(await screen.findByText(/Étape retirée : Relance 2/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Annuler le retrait' }));
  expect(screen.queryByRole('button', { name: 'Enregistrer le scénario' })).toBeNull();

  await user.click(screen.getByRole('button', { name: 'Ajouter une étape' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Relance' }));
  expect(await screen.findByRole('complementary', { name: 'Relance 3' })).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Enregistrer le scénario' }));

  await waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0]?.body.steps?.map(({ rank, kind }) => `${rank} ${kind}`)).toEqual([
    '1 reminder',
    '2 reminder',
    '3 reminder',
    '4 formal_notice',
  ]);
});

it('says in French, at its place, what the server refuses, and saves nothing', async () => {
  const { saved } = serve(standard);
  const { user } = showPage(page, aCompany(ADMIN));
  const panel = await opens(user, 'Relance 1');
  const days = panel.getByLabelText('Nombre de jours');
  await user.clear(days);
  await user.type(days, '3');

  expect(await panel.findByText(/Le même jour que l’étape d’avant/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Enregistrer le scénario' }));
  expect(screen.getByText('Un point est à corriger avant d’enregistrer.')).toBeInTheDocument();
  expect(saved).toEqual([]);
});

it('keeps what was changed over a version somebody else saved meanwhile', async () => {
  const { saved, kept } = serve(standard);
  const { user } = showPage(page, aCompany(ADMIN));
  const name = await screen.findByLabelText('Nom');
  await user.clear(name);
  await user.type(name, 'Petits comptes');
  kept.scenario = { ...standard, grouping: 'account', version: 4 };

  await user.click(screen.getByRole('button', { name: 'Enregistrer le scénario' }));
  await user.click(await screen.findByRole('button', { name: 'Relire avec mes modifications' }));
  await waitFor(() => expect(screen.getByLabelText(/Un pour tout le compte/)).toBeChecked());
  expect(name).toHaveValue('Petits comptes');
  await user.click(screen.getByRole('button', { name: 'Enregistrer le scénario' }));

  await waitFor(() =>
    expect(saved.at(-1)).toEqual({ version: '"4"', body: { name: 'Petits comptes' } }),
  );
});

it('asks nothing of the server for somebody who may not set the company', async () => {
  showPage(page, aCompany());
  expect(
    await screen.findByRole('heading', { name: 'Les scénarios se règlent ailleurs' }),
  ).toBeInTheDocument();
});
