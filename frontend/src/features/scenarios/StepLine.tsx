import { useLingui } from '@lingui/react/macro';
import type { CSSProperties, KeyboardEvent } from 'react';
import { channelName } from '~/shared/words';
import { type DraftStep, type Node, nodesOf, type ScenarioDraft } from './scenarioDraft';
import classes from './scenarioEditor.module.css';
import { nameOf } from './scenarioWords';

type Props = {
  draft: ScenarioDraft;
  currentKey: string | undefined;
  wrong: ReadonlySet<string>;
  onOpen: (key: string) => void;
  onMove: (step: DraftStep, by: number) => void;
};

const MARGIN_DAYS = 6;
const SHORTEST = [-10, 50] as const;
/** Two labels nearer than this, in hundredths of the line, stand one above the other. */
const ROOM = 10.5;

/** The steps on a line of days around the date they count from; the list says the same. */
export function StepLine({ draft, currentKey, wrong, onOpen, onMove }: Props) {
  const { t } = useLingui();
  const nodes = nodesOf(draft.steps);
  const days = nodes.map(({ day }) => day);
  const first = Math.min(SHORTEST[0], ...days.map((day) => day - MARGIN_DAYS));
  const last = Math.max(SHORTEST[1], ...days.map((day) => day + MARGIN_DAYS));
  const placeOf = (day: number) => ((day - first) / (last - first)) * 100;
  const floors = floorsOf(nodes, placeOf);

  return (
    <fieldset
      className={classes['line']}
      style={{ '--floors': Math.max(0, ...floors) } as CSSProperties}
      aria-label={t`Étapes sur la ligne du temps`}
    >
      <span className={classes['axis']} />
      {ticks(first, last).map((day) => (
        <span key={day} className={classes['tick']} style={{ left: `${placeOf(day)}%` }}>
          {day < 0 ? `−${-day}` : `+${day}`}
          {'\u00A0'}
          {t({ message: 'j', comment: 'abbreviation of days on an axis' })}
        </span>
      ))}
      <span className={classes['reference']} style={{ left: `${placeOf(0)}%` }}>
        {draft.reference === 'due_date' ? t`Échéance` : t`Facture`}
      </span>
      {nodes.map(({ step, day }, index) => (
        <button
          key={step.key}
          type="button"
          className={classes['node']}
          style={{ left: `${placeOf(day)}%` }}
          data-floor={floors[index]}
          data-off={!(step.isActive && draft.isActive) || undefined}
          data-wrong={wrong.has(step.key) || undefined}
          aria-pressed={step.key === currentKey}
          title={t`Flèches gauche et droite : déplacer d’un jour`}
          onClick={() => onOpen(step.key)}
          onKeyDown={(event) => move(event, (by) => onMove(step, by))}
        >
          <span className={classes['label']}>
            <b>{nameOf(step)}</b>
            <span className="muted">{channelName(step.channel)}</span>
          </span>
          <span className={classes['dot']} aria-hidden>
            {letterOf(step)}
          </span>
        </button>
      ))}
    </fieldset>
  );
}

function move(event: KeyboardEvent, by: (days: number) => void) {
  const days = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!days) return;
  event.preventDefault();
  by(days);
}

function letterOf({ kind, rank }: DraftStep): string {
  if (kind === 'pre_notice') return 'P';
  return kind === 'formal_notice' ? 'M' : String(rank);
}

/** Round days along the line, none on the date itself. */
function ticks(first: number, last: number): number[] {
  const step = [10, 20, 30, 60, 90, 180].find((days) => (last - first) / days <= 9) ?? 360;
  const found: number[] = [];
  for (let day = Math.ceil(first / step) * step; day <= last; day += step) {
    if (day !== 0) found.push(day);
  }
  return found;
}

/** Which labels stand one floor up, so that none covers its neighbour. */
function floorsOf(nodes: readonly Node[], placeOf: (day: number) => number): number[] {
  const ends: number[] = [];
  return nodes.map(({ day }) => {
    const place = placeOf(day);
    const free = ends.findIndex((end) => place - end >= ROOM);
    const floor = free < 0 ? Math.min(ends.length, 2) : free;
    ends[floor] = place;
    return floor;
  });
}
