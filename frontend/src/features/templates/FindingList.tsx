import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { StatusPill } from '~/components/StatusPill';
import type { Draft } from './draft';
import classes from './editor.module.css';
import { type FieldName, isThreat, type PlacedFinding } from './findings';
import { lineOf } from './source';

type Props = {
  findings: readonly PlacedFinding[];
  draft: Draft;
  isChecked: boolean;
  /** Only to somebody who may write. */
  onRepair: ((finding: PlacedFinding) => void) | undefined;
  onShow: (finding: PlacedFinding) => void;
  labelOf: (source: string) => string;
};

/** What stops the text and what would make it better: the fact, where it is, and how to mend it. */
export function FindingList({ findings, draft, isChecked, ...props }: Props) {
  const { t } = useLingui();
  const errors = findings.filter((one) => one.severity === 'error').length;
  const advice = findings.length - errors;
  const { onRepair } = props;

  return (
    <section className={classes['control']} aria-label={t`Contrôle`} aria-busy={!isChecked}>
      <div className={classes['controlHead']} role="status">
        <h2>
          <Trans>Contrôle</Trans>
        </h2>
        {errors > 0 ? (
          <StatusPill tone="bad">
            <Plural value={errors} one="# erreur" other="# erreurs" />
          </StatusPill>
        ) : null}
        {advice > 0 ? (
          <StatusPill tone="warn">
            <Plural value={advice} one="# conseil" other="# conseils" />
          </StatusPill>
        ) : null}
        {findings.length === 0 && isChecked ? (
          <StatusPill tone="ok">
            <Trans>rien à corriger</Trans>
          </StatusPill>
        ) : null}
      </div>
      <ul className={classes['findings']}>
        {findings.map((finding) => (
          <li key={`${finding.field}.${finding.code}.${finding.start}.${finding.message}`}>
            <StatusPill tone={finding.severity === 'error' ? 'bad' : 'warn'}>
              <span className="readers-only">
                {finding.severity === 'error' ? t`Erreur` : t`Conseil`}
              </span>
            </StatusPill>
            <p>
              <span className={finding.severity === 'error' ? 'strong' : undefined}>
                {finding.message}
              </span>{' '}
              {onRepair && finding.repair !== null ? (
                <button
                  type="button"
                  className={classes['repair']}
                  onClick={() => onRepair(finding)}
                >
                  {finding.code === 'exclamation'
                    ? t`Mettre un point`
                    : t`Mettre « ${props.labelOf(finding.repair)} »`}
                </button>
              ) : null}
              {onRepair && finding.repair === null && isThreat(finding) ? (
                <button
                  type="button"
                  className={classes['repair']}
                  onClick={() => onRepair(finding)}
                >
                  <Trans>Retirer la phrase</Trans>
                </button>
              ) : null}
            </p>
            {finding.isPlaced ? (
              <button
                type="button"
                className={classes['where']}
                onClick={() => props.onShow(finding)}
              >
                <Where field={finding.field} line={lineOf(draft[finding.field], finding.start)} />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Where({ field, line }: { field: FieldName; line: number }) {
  return field === 'subject' ? <Trans>objet</Trans> : <Trans>ligne {line}</Trans>;
}
