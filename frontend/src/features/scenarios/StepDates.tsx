import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { daysBetween, formatLongDay } from '~/shared/dates';
import { StepMark } from './StepMark';
import { isReminder, type ScenarioDraft } from './scenarioDraft';
import classes from './scenarioEditor.module.css';
import type { Timetable } from './scenariosApi';
import { delayWords, nameOf } from './scenarioWords';

type Props = {
  draft: ScenarioDraft;
  timetable: Timetable | undefined;
  /** Whether the steps as they are cannot be tried. */
  isWrong: boolean;
  isBusy: boolean;
  referenceOn: string;
  onReference: (day: string) => void;
};

/** What one invoice would live through if nobody paid: the day of each step, as the plan counts. */
export function StepDates(props: Props) {
  const { t } = useLingui();
  const { draft, timetable, isWrong, isBusy, referenceOn, onReference } = props;
  const dated = new Map(timetable?.steps.map((step) => [step.rank, step]));
  const shown = draft.steps.filter((step) => step.isActive && step.kind !== 'thank_you');
  const from = timetable?.reference_on ?? referenceOn;

  return (
    <section className={classes['try']} aria-labelledby="try-title">
      <div className={classes['tryHead']}>
        <h2 id="try-title">
          <Trans>Simuler une facture</Trans>
        </h2>
        <p className="muted">
          <Trans>Si personne ne paie ; week-ends et jours fériés de la société appliqués.</Trans>
        </p>
        <TextInput
          className={classes['tryDay']}
          type="date"
          label={draft.reference === 'due_date' ? t`Échéance` : t`Date de facture`}
          min="1990-01-01"
          max="2100-12-31"
          value={referenceOn}
          onChange={(event) => onReference(event.currentTarget.value)}
        />
      </div>
      {isWrong ? (
        <p className={classes['flaw']} role="status">
          <Trans>Corrigez ce qui est signalé plus haut pour voir les dates.</Trans>
        </p>
      ) : (
        <ol className={classes['dates']} aria-busy={isBusy || undefined}>
          {shown.map((step) => {
            const found = dated.get(step.rank);
            const late = found ? delayWords(found.code) : '';
            const after = found ? daysBetween(from, found.on) : 0;
            return (
              <li key={step.key}>
                <StepMark step={step} />
                <span className={classes['dateName']}>{nameOf(step)}</span>
                {found ? (
                  <>
                    <time dateTime={found.on}>{formatLongDay(found.on)}</time>
                    <span className="muted small figures">
                      {after < 0 ? `−${-after}` : `+${after}`}
                      {'\u00A0'}
                      {t({ message: 'j', comment: 'abbreviation of days on an axis' })}
                      {late ? `, ${late}` : null}
                    </span>
                  </>
                ) : timetable ? (
                  <span className="muted">
                    {isReminder(step.kind)
                      ? t`ne part pas`
                      : t`ne part pas : le premier jour ouvré tombe après l’échéance`}
                  </span>
                ) : null}
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
