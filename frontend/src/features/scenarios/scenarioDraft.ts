import type { Schemas } from '~/api/client';
import { formatAmount, parseMoney } from '~/shared/money';
import type { Scenario, ScenarioChanges, Step, StepBody } from './scenariosApi';

export type StepKind = Schemas['StepKind'];
export type Reference = 'due_date' | 'invoice_date';

/** A step as it is typed; its days are those before the date for a pre-notice, after it else. */
export type DraftStep = {
  /** Names the step while it is edited, whatever its rank becomes. */
  key: string;
  rank: number;
  kind: StepKind;
  fromPrevious: boolean;
  days: string;
  channel: StepBody['channel'];
  /** Who makes an e-mail leave; other channels are always somebody's work. */
  isAutomatic: boolean;
  text: StepBody['template_kind'];
  minimum: string;
  ignoresPrevious: boolean;
  isActive: boolean;
  copies: string;
};

export type ScenarioDraft = {
  name: string;
  grouping: 'level' | 'account';
  isActive: boolean;
  /** The date the steps of the scenario count from: all from the same. */
  reference: Reference;
  steps: readonly DraftStep[];
};

const MOST_REMINDERS = 7;
const THANK_YOU_RANK = 8;
const USUAL_DAYS = 8;
const MOST_COPIES = 5;
const MOST_MINIMUM = 2_000_000_000;

export function isReminder(kind: StepKind): boolean {
  return kind === 'reminder' || kind === 'formal_notice';
}

export function draftOf(scenario: Scenario, currency: string): ScenarioDraft {
  return {
    name: scenario.name,
    grouping: scenario.grouping === 'account' ? 'account' : 'level',
    isActive: scenario.is_active,
    reference: scenario.steps.some((step) => step.anchor === 'invoice_date')
      ? 'invoice_date'
      : 'due_date',
    steps: scenario.steps.map((step) => draftStep(step, currency)),
  };
}

function draftStep(step: Step, currency: string): DraftStep {
  return {
    key: String(step.rank),
    rank: step.rank,
    kind: step.kind as StepKind,
    fromPrevious: step.anchor === 'previous',
    days: String(Math.abs(step.offset_days)),
    channel: step.channel as StepBody['channel'],
    isAutomatic: step.mode === 'automatic',
    text: step.template_kind as StepBody['template_kind'],
    minimum: step.minimum_minor > 0 ? formatAmount(step.minimum_minor, currency) : '',
    ignoresPrevious: step.ignore_previous,
    isActive: step.is_active,
    copies: step.copies.join(', '),
  };
}

export type StepField = 'days' | 'minimum' | 'copies';

const BOUNDS: Record<StepKind, readonly [least: number, most: number]> = {
  pre_notice: [1, 90],
  reminder: [0, 365],
  formal_notice: [0, 365],
  thank_you: [0, 365],
};

export function boundsOf(kind: StepKind): readonly [least: number, most: number] {
  return BOUNDS[kind];
}

/** The days typed, or null where they are no number the step may have. */
export function daysOf({ days, kind }: DraftStep): number | null {
  const [least, most] = BOUNDS[kind];
  const typed = days.trim();
  const count = Number(typed);
  return /^\d{1,3}$/.test(typed) && count >= least && count <= most ? count : null;
}

function copiesOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

/** The fields of a step whose text means nothing. */
export function wrongIn(step: DraftStep, currency: string): Set<StepField> {
  const wrong = new Set<StepField>();
  if (daysOf(step) === null) wrong.add('days');
  const minimum = minimumOf(step, currency);
  if (minimum === null || minimum < 0 || minimum > MOST_MINIMUM) wrong.add('minimum');
  const copies = copiesOf(step.copies);
  const isMail = (text: string) => /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]{2,}$/.test(text);
  if (copies.length > MOST_COPIES || !copies.every(isMail)) wrong.add('copies');
  return wrong;
}

function minimumOf(step: DraftStep, currency: string): number | null {
  return step.minimum.trim() === '' ? 0 : parseMoney(step.minimum, currency);
}

/** The steps as the server takes them; the draft has no wrong field. */
export function bodyOf(
  { steps, reference }: Pick<ScenarioDraft, 'steps' | 'reference'>,
  currency: string,
): StepBody[] {
  return steps.map((step) => {
    const days = daysOf(step) ?? 0;
    return {
      rank: step.rank,
      kind: step.kind,
      anchor: anchorOf(step, reference),
      offset_days: step.kind === 'pre_notice' ? -days : days,
      channel: step.channel,
      mode: modeOf(step),
      template_kind: step.text,
      minimum_minor: minimumOf(step, currency) ?? 0,
      ignore_previous: mayIgnore(step, steps) && step.ignoresPrevious,
      is_active: step.isActive,
      copies: step.channel === 'email' ? copiesOf(step.copies) : [],
    };
  });
}

function anchorOf(step: DraftStep, reference: Reference): StepBody['anchor'] {
  if (step.kind === 'pre_notice') return 'due_date';
  if (step.kind === 'thank_you') return 'payment_date';
  return step.fromPrevious ? 'previous' : reference;
}

export function modeOf({ channel, isAutomatic }: DraftStep): StepBody['mode'] {
  if (channel !== 'email') return 'manual';
  return isAutomatic ? 'automatic' : 'to_confirm';
}

/** Whether a reminder has a date of its own and one before it to pass over. */
export function mayIgnore(step: DraftStep, steps: readonly DraftStep[]): boolean {
  return isReminder(step.kind) && !step.fromPrevious && step !== firstReminder(steps);
}

export function firstReminder(steps: readonly DraftStep[]): DraftStep | undefined {
  return steps.find(({ kind }) => isReminder(kind));
}

/** What to ask the server to change; nothing where the draft says what the scenario is. */
export function changesOf(
  draft: ScenarioDraft,
  scenario: Scenario,
  currency: string,
): ScenarioChanges {
  const before = draftOf(scenario, currency);
  const changes: ScenarioChanges = {};
  if (draft.name.trim() !== before.name) changes.name = draft.name.trim();
  if (draft.grouping !== before.grouping) changes.grouping = draft.grouping;
  if (draft.isActive !== before.isActive) changes.is_active = draft.isActive;
  if (!isSame(draft, before, currency)) changes.steps = bodyOf(draft, currency);
  return changes;
}

/** Whether both say the same steps, typed alike: an impossible number counts as a change too. */
function isSame(one: ScenarioDraft, other: ScenarioDraft, currency: string): boolean {
  const said = (draft: ScenarioDraft) =>
    JSON.stringify([bodyOf(draft, currency), draft.steps.map(({ days }) => Number(days))]);
  return said(one) === said(other) && one.steps.every((step) => wrongIn(step, currency).size === 0);
}

/** Ranks in the order of the list: a reminder's is how many were received with it. */
function renumbered(steps: readonly DraftStep[]): DraftStep[] {
  let reminders = 0;
  return steps.map((step) => {
    if (step.kind === 'pre_notice') return { ...step, rank: 0 };
    if (step.kind === 'thank_you') return { ...step, rank: THANK_YOU_RANK };
    reminders += 1;
    return { ...step, rank: reminders };
  });
}

export function without(steps: readonly DraftStep[], key: string): DraftStep[] {
  const left = renumbered(steps.filter((step) => step.key !== key));
  const first = firstReminder(left);
  return left.map((step) => (step === first ? { ...step, fromPrevious: false } : step));
}

/** The kinds of step that may still be added. */
export function addable(draft: ScenarioDraft): StepKind[] {
  const has = (kind: StepKind) => draft.steps.some((step) => step.kind === kind);
  const room = draft.steps.filter(({ kind }) => isReminder(kind)).length < MOST_REMINDERS;
  const kinds: (StepKind | false)[] = [
    draft.reference === 'due_date' && !has('pre_notice') && 'pre_notice',
    room && 'reminder',
    room && !has('formal_notice') && 'formal_notice',
    !has('thank_you') && 'thank_you',
  ];
  return kinds.filter((kind) => kind !== false);
}

const TEXTS: Record<StepKind, StepBody['template_kind']> = {
  pre_notice: 'pre_notice',
  reminder: 'reminder_1',
  formal_notice: 'formal_notice',
  thank_you: 'payment_received',
};

export function textFor(kind: StepKind): StepBody['template_kind'] {
  return TEXTS[kind];
}

const ORDER: readonly StepKind[] = ['pre_notice', 'reminder', 'formal_notice', 'thank_you'];

/** The steps with one more of that kind in its place, and the key it is known by. */
export function withNew(
  steps: readonly DraftStep[],
  kind: StepKind,
  hasEmail: boolean,
): { steps: DraftStep[]; key: string } {
  const key = `new-${steps.reduce((most, one) => Math.max(most, newNumber(one)), 0) + 1}`;
  const registers = kind === 'formal_notice';
  const usual: DraftStep['channel'] = hasEmail ? 'email' : 'letter';
  const added: DraftStep = {
    key,
    rank: 0,
    kind,
    fromPrevious: isReminder(kind) && firstReminder(steps) !== undefined,
    days: String(kind === 'thank_you' ? 1 : USUAL_DAYS),
    channel: registers ? 'registered_letter' : usual,
    isAutomatic: false,
    text: textFor(kind),
    minimum: '',
    ignoresPrevious: false,
    isActive: true,
    copies: '',
  };
  const place = steps.findIndex((step) => ORDER.indexOf(step.kind) > ORDER.indexOf(kind));
  const at = place < 0 ? steps.length : place;
  return { steps: renumbered([...steps.slice(0, at), added, ...steps.slice(at)]), key };
}

function newNumber({ key }: DraftStep): number {
  return key.startsWith('new-') ? Number(key.slice(4)) : 0;
}

/** A step on the line: its days from the date the scenario counts from. */
export type Node = { step: DraftStep; day: number };

/** The active steps that have a day of their own on the line; a thank-you waits for a payment. */
export function nodesOf(steps: readonly DraftStep[]): Node[] {
  const nodes: Node[] = [];
  let last = 0;
  for (const step of steps) {
    const days = daysOf(step);
    if (days === null || step.kind === 'thank_you') continue;
    if (step.kind === 'pre_notice') {
      nodes.push({ step, day: -days });
      continue;
    }
    const day = step.fromPrevious ? last + days : days;
    if (step.isActive) last = day;
    nodes.push({ step, day });
  }
  return nodes;
}
