import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Checkbox, Radio, Select, Switch, TextInput } from '@mantine/core';
import { IconMinus, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useCompany } from '~/components/CompanyContext';
import { Note } from '~/components/Note';
import { Section } from '~/components/Peek';
import { currencySymbol } from '~/shared/money';
import { channelName, messageName } from '~/shared/words';
import { stepBefore } from './StepTable';
import {
  boundsOf,
  type DraftStep,
  daysOf,
  firstReminder,
  isReminder,
  mayIgnore,
  modeOf,
  type ScenarioDraft,
  textFor,
  wrongIn,
} from './scenarioDraft';
import classes from './scenarioEditor.module.css';
import { nameOf } from './scenarioWords';

const REMINDER_TEXTS = ['first_reminder', 'reminder_1', 'reminder_2', 'reminder_3'] as const;
const CHANNELS = ['email', 'letter', 'registered_letter', 'phone', 'other'] as const;

type Props = {
  draft: ScenarioDraft;
  step: DraftStep;
  hasEmail: boolean;
  flaws: readonly string[];
  onChange: (patch: Partial<DraftStep>) => void;
  onRemove: () => void;
};

/** Everything a step is made of. */
export function StepFields({ draft, step, hasEmail, flaws, onChange, onRemove }: Props) {
  const { t } = useLingui();
  const { currency } = useCompany();
  const wrong = wrongIn(step, currency);
  const isWritten = step.channel !== 'phone' && step.channel !== 'other';
  const textName = messageName(step.text);
  const isLast = draft.steps.length === 1;

  return (
    <>
      {flaws.length > 0 ? (
        <div className={classes['flaws']}>
          <Note tone="bad" alert>
            {flaws.join(' ')}
          </Note>
        </div>
      ) : null}
      <Section title={<Trans>Quand</Trans>}>
        <When draft={draft} step={step} isWrong={wrong.has('days')} onChange={onChange} />
      </Section>
      <Section title={<Trans>Message</Trans>}>
        <div className={classes['fields']}>
          {isReminder(step.kind) ? (
            <Select
              label={t`Sorte d’étape`}
              allowDeselect={false}
              data={[
                { value: 'reminder', label: t`Relance` },
                { value: 'formal_notice', label: t`Mise en demeure` },
              ]}
              value={step.kind}
              onChange={(value) => {
                const kind = value === 'formal_notice' ? 'formal_notice' : 'reminder';
                if (kind !== step.kind) onChange({ kind, text: textFor(kind) });
              }}
            />
          ) : null}
          <Select
            label={t`Canal`}
            allowDeselect={false}
            data={CHANNELS.filter((one) => hasEmail || one !== 'email').map((value) => ({
              value,
              label: channelName(value),
            }))}
            value={step.channel}
            onChange={(value) => value && onChange({ channel: value as DraftStep['channel'] })}
          />
          {step.kind === 'reminder' && isWritten ? (
            <Select
              label={t`Modèle`}
              allowDeselect={false}
              data={REMINDER_TEXTS.map((value) => ({ value, label: messageName(value) }))}
              value={step.text}
              onChange={(value) => value && onChange({ text: value as DraftStep['text'] })}
            />
          ) : null}
          {isWritten ? (
            <Link
              to="/reglages/modeles/$kind/$channel/$locale"
              params={{ kind: step.text, channel: step.channel, locale: 'fr' }}
            >
              <Trans>Ouvrir le modèle « {textName} »</Trans>
            </Link>
          ) : null}
        </div>
      </Section>
      <Section title={<Trans>Envoi</Trans>}>
        {step.channel === 'email' ? (
          <Radio.Group
            aria-label={t`Envoi`}
            value={modeOf(step)}
            onChange={(mode) => onChange({ isAutomatic: mode === 'automatic' })}
          >
            <div className={classes['choices']}>
              <Radio
                value="automatic"
                label={t`Automatique`}
                description={t`À l’heure d’envoi de la société, sans rien demander.`}
              />
              <Radio
                value="to_confirm"
                label={t`À confirmer`}
                description={t`Attend dans « Agir par scénario » que vous l’envoyiez.`}
              />
            </div>
          </Radio.Group>
        ) : (
          <p className="muted">
            <Trans>Une personne la fait, puis le note dans « Agir par scénario ».</Trans>
          </p>
        )}
      </Section>
      {step.channel === 'email' ? (
        <Section title={<Trans>Destinataires</Trans>}>
          <p className="muted">
            <Trans>Les contacts du client qui reçoivent les relances.</Trans>
          </p>
          <TextInput
            mt={8}
            label={t`En copie, dans la société`}
            description={t`Cinq adresses au plus, séparées par une virgule.`}
            maxLength={1400}
            value={step.copies}
            error={wrong.has('copies') ? t`Une adresse n’est pas complète, ou de trop.` : null}
            onChange={(event) => onChange({ copies: event.currentTarget.value })}
          />
        </Section>
      ) : null}
      <Section title={<Trans>Conditions</Trans>}>
        <div className={classes['fields']}>
          {step.kind === 'thank_you' ? null : (
            <TextInput
              label={t`Montant minimum du message`}
              description={t`En dessous, l’étape attend. Vide : toujours.`}
              inputMode="decimal"
              maxLength={16}
              rightSection={<span className="muted">{currencySymbol(currency)}</span>}
              rightSectionWidth={currency === 'XPF' ? 56 : 30}
              rightSectionPointerEvents="none"
              value={step.minimum}
              error={wrong.has('minimum') ? t`Un montant, comme 50,00.` : null}
              onChange={(event) => onChange({ minimum: event.currentTarget.value })}
            />
          )}
          {mayIgnore(step, draft.steps) ? (
            <Checkbox
              label={t`Partir même si l’étape d’avant n’a pas été faite`}
              checked={step.ignoresPrevious}
              onChange={(event) => onChange({ ignoresPrevious: event.currentTarget.checked })}
            />
          ) : null}
          <Switch
            label={t`Étape active`}
            description={t`Éteinte, elle est sautée et garde son niveau.`}
            checked={step.isActive}
            onChange={(event) => onChange({ isActive: event.currentTarget.checked })}
          />
        </div>
        <Button
          mt={14}
          color="red"
          variant="subtle"
          disabled={isLast}
          leftSection={<IconTrash size={16} stroke={1.6} aria-hidden />}
          onClick={onRemove}
        >
          <Trans>Retirer l’étape</Trans>
        </Button>
      </Section>
    </>
  );
}

type WhenProps = Pick<Props, 'draft' | 'step' | 'onChange'> & { isWrong: boolean };

/** The days of a step and what they count from; a press moves it by one. */
function When({ draft, step, isWrong, onChange }: WhenProps) {
  const { t } = useLingui();
  const [least, most] = boundsOf(step.kind);
  const days = daysOf(step);
  const move = (by: number) =>
    days !== null && onChange({ days: String(Math.min(most, Math.max(least, days + by))) });
  const before = stepBefore(step, draft.steps);
  const beforeName = before ? nameOf(before).toLocaleLowerCase('fr') : '';
  const mayFollow = isReminder(step.kind) && step !== firstReminder(draft.steps);
  const afterWords =
    draft.reference === 'due_date' ? t`jours après l’échéance` : t`jours après la facture`;

  return (
    <>
      <div className={classes['when']}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t`Un jour de moins`}
          disabled={days === null || days <= least}
          onClick={() => move(-1)}
        >
          <IconMinus size={14} stroke={1.6} aria-hidden />
        </ActionIcon>
        <TextInput
          className={classes['days']}
          aria-label={t`Nombre de jours`}
          inputMode="numeric"
          maxLength={3}
          value={step.days}
          error={isWrong}
          onChange={(event) => onChange({ days: event.currentTarget.value })}
        />
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t`Un jour de plus`}
          disabled={days === null || days >= most}
          onClick={() => move(1)}
        >
          <IconPlus size={14} stroke={1.6} aria-hidden />
        </ActionIcon>
        {mayFollow ? (
          <Select
            className={classes['from']}
            aria-label={t`Compter depuis`}
            allowDeselect={false}
            data={[
              { value: 'date', label: afterWords },
              {
                value: 'previous',
                label: before ? t`jours après la ${beforeName}` : t`jours après l’étape d’avant`,
              },
            ]}
            value={step.fromPrevious ? 'previous' : 'date'}
            onChange={(value) => onChange({ fromPrevious: value === 'previous' })}
          />
        ) : (
          <span className={classes['from']}>
            {step.kind === 'pre_notice' ? (
              <Plural
                value={days ?? 2}
                one="jour avant l’échéance"
                other="jours avant l’échéance"
              />
            ) : step.kind === 'thank_you' ? (
              <Plural
                value={days ?? 2}
                one="jour après le règlement lettré"
                other="jours après le règlement lettré"
              />
            ) : (
              afterWords
            )}
          </span>
        )}
      </div>
      {isWrong ? (
        <p className={classes['flaw']} role="alert">
          <Trans>
            Un nombre de {least} à {most}.
          </Trans>
        </p>
      ) : null}
      <p className={classes['hint']}>
        {step.fromPrevious && mayFollow ? (
          <Trans>
            Compté depuis le jour où elle est vraiment faite, sept jours au moins. Un jour fermé
            reporte au premier jour ouvré.
          </Trans>
        ) : (
          <Trans>Un jour fermé reporte au premier jour ouvré.</Trans>
        )}
      </p>
    </>
  );
}
