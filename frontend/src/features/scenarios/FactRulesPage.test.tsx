import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import type { Schemas } from '~/api/client';
import { aCompany, aPage } from '~/test/factories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { FactRulesPage } from './FactRulesPage';
import type { FactRule } from './factRulesApi';

const MANAGER = { permissions: ['read', 'load', 'act', 'configure'] } satisfies Partial<
  Schemas['SessionCompanyOut']
>;

function aRule(changes: Partial<FactRule> = {}): FactRule {
  return {
    fact: 'payment_received',
    trigger: 'paiement rapproché + 1 jour',
    template_kind: 'payment_received',
    channel: 'email',
    mode: 'automatic',
    delay_days: 1,
    threshold_minor: null,
    threshold_percent: 90,
    is_active: false,
    active_since: null,
    missing: '',
    version: 3,
    ...changes,
  };
}

const thanks = aRule();
const large = aRule({
  fact: 'large_balance',
  template_kind: 'large_balance',
  mode: 'to_confirm',
  delay_days: 0,
});
const refused = aRule({
  fact: 'payment_failed',
  template_kind: 'payment_failed',
  missing: 'source',
});

/** A server that keeps the rules, each change making a version. */
function serve(...rules: FactRule[]) {
  const kept = new Map<string, FactRule>(rules.map((rule) => [rule.fact, rule]));
  const asked: { fact: unknown; version: string | null; body: unknown }[] = [];
  server.use(
    http.get('*/v1/fact-rules', () => HttpResponse.json(aPage([...kept.values()]))),
    http.patch('*/v1/fact-rules/:fact', async ({ params, request }) => {
      const body = (await request.json()) as Partial<FactRule>;
      const version = request.headers.get('If-Match');
      asked.push({ fact: params['fact'], version, body });
      const rule = kept.get(String(params['fact']));
      if (!rule || version !== `"${rule.version}"`) {
        const problem = { type: '', title: '', status: 412, code: 'fact_rule_stale' };
        return HttpResponse.json(
          { ...problem, detail: '', errors: [] },
          { status: 412, headers: { 'content-type': 'application/problem+json' } },
        );
      }
      const changed = { ...rule, ...body, version: rule.version + 1 };
      kept.set(rule.fact, changed);
      return HttpResponse.json(changed);
    }),
  );
  return { asked, kept };
}

it('turns a rule on and says what it sends, how and when', async () => {
  const { asked } = serve(thanks, refused);
  const { user } = showPage(FactRulesPage, aCompany(MANAGER));
  const row = (await screen.findByText('Une facture est payée et lettrée')).closest('tr');
  expect(readable(row)).toContain('Remerciement1 jour aprèsE-mail automatique');
  expect(screen.getByText('aucun actif')).toBeInTheDocument();

  const toggle = screen.getByRole('switch', { name: /^Actif : Une facture est payée et/ });
  await user.click(toggle);
  expect(await screen.findByText('1 actif')).toBeInTheDocument();
  expect(toggle).toBeChecked();
  expect(asked).toEqual([{ fact: 'payment_received', version: '"3"', body: { is_active: true } }]);
});

it('says of a fact that nobody tells us why it cannot be turned on', async () => {
  serve(refused);
  showPage(FactRulesPage, aCompany(MANAGER));
  expect(await screen.findAllByText('Pas encore signalé')).not.toEqual([]);
  expect(screen.getByRole('switch')).toBeDisabled();
});

it('asks from what sum on a balance is large before it turns the rule on', async () => {
  const { asked } = serve(large);
  const { user } = showPage(FactRulesPage, aCompany(MANAGER));
  await user.click(await screen.findByRole('switch', { name: /Un client doit beaucoup/ }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(asked).toEqual([]);

  await user.click(dialog.getByRole('button', { name: 'Enregistrer le déclencheur' }));
  expect(dialog.getByText('Un montant au-dessus de zéro.')).toBeInTheDocument();
  await user.type(dialog.getByLabelText('À partir d’un solde de'), '1 234,5');
  await user.click(dialog.getByRole('button', { name: 'Enregistrer le déclencheur' }));
  await waitFor(() =>
    expect(asked).toEqual([
      {
        fact: 'large_balance',
        version: '"3"',
        body: { is_active: true, threshold_minor: 123_450 },
      },
    ]),
  );
  const told = await screen.findByRole('switch', { name: /Un client doit/ });
  expect(told).toBeChecked();
  expect(readable(told.closest('tr'))).toContain('Un client doit 1 234,50 € ou plus');
});

it('keeps what was typed over a change made by somebody else meanwhile', async () => {
  const { asked, kept } = serve(thanks);
  const { user } = showPage(FactRulesPage, aCompany(MANAGER));
  await user.click(await screen.findByRole('button', { name: /^Modifier : Une facture/ }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.clear(dialog.getByLabelText('Jours après le fait'));
  await user.type(dialog.getByLabelText('Jours après le fait'), '4');
  kept.set('payment_received', { ...thanks, mode: 'to_confirm', version: 4 });

  const save = dialog.getByRole('button', { name: 'Enregistrer le déclencheur' });
  await user.click(save);
  expect(await dialog.findByText(/Quelqu’un a modifié cette règle/)).toBeInTheDocument();
  await waitFor(() => expect(dialog.getByLabelText('E-mail à confirmer')).toBeChecked());
  expect(dialog.getByLabelText('Jours après le fait')).toHaveValue('4');

  await user.click(save);
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(asked.at(-1)).toEqual({
    fact: 'payment_received',
    version: '"4"',
    body: { delay_days: 4 },
  });
});

it('asks nothing of the server for somebody who may not set the company', async () => {
  showPage(FactRulesPage, aCompany());
  expect(
    await screen.findByRole('heading', { name: 'Les déclencheurs se règlent ailleurs' }),
  ).toBeInTheDocument();
});
