import { Trans, useLingui } from '@lingui/react/macro';
import { Radio, Switch, TextInput } from '@mantine/core';
import type { Reference, ScenarioDraft } from './scenarioDraft';
import classes from './scenarioEditor.module.css';

type Props = {
  draft: ScenarioDraft;
  onChange: (patch: Partial<ScenarioDraft>) => void;
};

/** What holds for the whole scenario, whatever its steps. */
export function ScenarioSettings({ draft, onChange }: Props) {
  const { t } = useLingui();
  return (
    <section className={classes['settings']} aria-labelledby="settings-title">
      <h2 id="settings-title">
        <Trans>Réglages du scénario</Trans>
      </h2>
      <div className={classes['settingFields']}>
        <div className={classes['fields']}>
          <TextInput
            label={t`Nom`}
            maxLength={100}
            value={draft.name}
            error={draft.name.trim() === '' ? t`Donnez un nom au scénario.` : null}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          <Switch
            label={t`Scénario actif`}
            description={t`Éteint, ses clients ne sont plus relancés.`}
            checked={draft.isActive}
            onChange={(event) => onChange({ isActive: event.currentTarget.checked })}
          />
        </div>
        <Radio.Group
          label={t`Compter depuis`}
          value={draft.reference}
          onChange={(reference) => onChange({ reference: reference as Reference })}
        >
          <div className={classes['choices']}>
            <Radio value="due_date" label={t`L’échéance`} />
            <Radio
              value="invoice_date"
              label={t`La date de facture`}
              description={t`Sans prévenance.`}
            />
          </div>
        </Radio.Group>
        <Radio.Group
          label={t`Messages`}
          value={draft.grouping}
          onChange={(grouping) => onChange({ grouping: grouping as ScenarioDraft['grouping'] })}
        >
          <div className={classes['choices']}>
            <Radio
              value="level"
              label={t`Un par niveau`}
              description={t`Les factures d’un même niveau partent ensemble.`}
            />
            <Radio
              value="account"
              label={t`Un pour tout le compte`}
              description={t`Au plus haut niveau, avec toutes les factures en retard.`}
            />
          </div>
        </Radio.Group>
      </div>
    </section>
  );
}
