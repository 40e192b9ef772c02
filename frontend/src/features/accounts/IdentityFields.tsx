import { Trans, useLingui } from '@lingui/react/macro';
import { Textarea, TextInput } from '@mantine/core';
import type { FieldsProps } from './fields';
import { useField } from './fields';
import { Part } from './Part';
import classes from './settings.module.css';

/** Who the creditor is: what letters, legal mentions and the sender say. */
export function IdentityFields(props: FieldsProps) {
  const { t } = useLingui();
  const field = useField(props);
  const { company } = props;

  return (
    <>
      <Part
        title={<Trans>Identité</Trans>}
        about={<Trans>Le créancier, tel que le nomment les lettres et les mentions légales.</Trans>}
      >
        <TextInput
          label={t`Nom`}
          required
          withAsterisk={false}
          maxLength={200}
          {...field('name', t`Le nom est à remplir.`)}
        />
        <TextInput label={t`Forme et capital`} maxLength={200} {...field('legal_form')} />
        <TextInput label={t`Immatriculation`} maxLength={60} {...field('registration')} />
        <TextInput label={t`TVA intracommunautaire`} maxLength={20} {...field('vat_number')} />
        <Textarea
          className={classes['wide']}
          label={t`Adresse`}
          minRows={2}
          maxRows={6}
          {...field('address_lines', t`Six lignes au plus.`)}
        />
        <TextInput label={t`Code postal`} maxLength={20} {...field('postcode')} />
        <TextInput label={t`Ville`} maxLength={100} {...field('city')} />
        <p className={`${classes['wide']} muted small`}>
          <Trans>
            Droit applicable : {placeOf(company.jurisdiction)}. Devise : {company.currency}. Ces
            deux points se fixent à l’ouverture de la société.
          </Trans>
        </p>
      </Part>
      <Part
        title={<Trans>Expéditeur</Trans>}
        about={<Trans>Où vos clients répondent quand ils ne passent pas par leur espace.</Trans>}
      >
        <TextInput
          label={t`Adresse e-mail`}
          type="email"
          maxLength={254}
          {...field('email', t`Ce n’est pas une adresse e-mail.`)}
        />
        <TextInput label={t`Téléphone`} type="tel" maxLength={40} {...field('phone')} />
      </Part>
      <Part
        title={<Trans>Règlement</Trans>}
        about={<Trans>Ce que lit un client pour vous payer.</Trans>}
      >
        <Textarea
          className={classes['wide']}
          label={t`Coordonnées bancaires`}
          minRows={2}
          maxRows={4}
          maxLength={200}
          {...field('bank_details')}
        />
        <TextInput
          label={t`Conditions de règlement`}
          description={t`Quand la pièce et le client n’en disent rien.`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={60}
          {...field('payment_terms')}
        />
      </Part>
    </>
  );
}

function placeOf(jurisdiction: string) {
  if (jurisdiction === 'NC') return <Trans>Nouvelle-Calédonie</Trans>;
  return jurisdiction === 'PF' ? <Trans>Polynésie française</Trans> : <Trans>France</Trans>;
}
