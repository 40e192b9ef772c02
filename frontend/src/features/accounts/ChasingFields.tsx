import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, Select, TextInput } from '@mantine/core';
import { currencySymbol } from '~/shared/money';
import type { FieldsProps } from './fields';
import { useField } from './fields';
import { Part } from './Part';
import classes from './settings.module.css';
import { zones } from './zones';

const BELOW = ['label', 'input', 'description', 'error'] as const;

/** When and how often customers are written to. */
export function ChasingFields(props: FieldsProps) {
  const { t } = useLingui();
  const field = useField(props);
  const { draft, set, company } = props;

  return (
    <>
      <Part
        title={<Trans>Calendrier et heures</Trans>}
        about={<Trans>Aucune relance ne part un samedi, un dimanche ou un jour férié.</Trans>}
      >
        <Select
          label={t`Fuseau horaire`}
          allowDeselect={false}
          searchable
          nothingFoundMessage={t`Aucun fuseau de ce nom.`}
          data={zones(company.time_zone)}
          value={draft.time_zone}
          onChange={(time_zone) => time_zone && set({ time_zone })}
        />
        <TextInput
          label={t`Heure d’envoi`}
          type="time"
          description={t`Au plus tôt, à l’heure de la société.`}
          inputWrapperOrder={[...BELOW]}
          {...field('reminder_time', t`Une heure, comme 09:30.`)}
        />
      </Part>
      <Part
        title={<Trans>Règles de contact</Trans>}
        about={
          <Trans>
            Elles valent pour toutes les relances, tous canaux et toutes personnes confondus.
          </Trans>
        }
      >
        <TextInput
          label={t`Relances au plus, par client`}
          inputMode="numeric"
          maxLength={2}
          {...field('contacts_per_period')}
        />
        <TextInput
          label={t`Sur combien de jours`}
          inputMode="numeric"
          maxLength={2}
          {...field('contact_period_days')}
        />
        <TextInput
          label={t`Montant minimum d’une relance`}
          description={t`En dessous, rien ne part. 0 : tout part.`}
          inputWrapperOrder={[...BELOW]}
          inputMode="decimal"
          rightSection={<span className="muted">{currencySymbol(company.currency)}</span>}
          rightSectionWidth={company.currency === 'XPF' ? 56 : 30}
          rightSectionPointerEvents="none"
          maxLength={24}
          {...field('minimum_minor', t`Un montant, comme 15,00.`)}
        />
        <TextInput
          label={t`Validité des liens, en jours`}
          description={t`L’adresse de l’espace client, dans chaque message.`}
          inputWrapperOrder={[...BELOW]}
          inputMode="numeric"
          maxLength={2}
          {...field('link_days')}
        />
        <Checkbox
          className={classes['wide']}
          label={t`Un litige suspend les relances de ses pièces`}
          description={t`Jusqu’à sa clôture. Sans quoi elles sont relancées comme les autres.`}
          checked={draft.disputes_hold}
          onChange={(event) => set({ disputes_hold: event.currentTarget.checked })}
        />
      </Part>
    </>
  );
}
