import type { Amount } from '~/shared/money';
import type { Action, ConfirmedAction } from './api';

/** What a person changed of the plan: actions ticked or not, lines left out of a message. */
export type Choice = {
  ticks: ReadonlyMap<string, boolean>;
  lines: ReadonlyMap<string, boolean>;
};

export const NO_CHOICE: Choice = { ticks: new Map(), lines: new Map() };

/** Ready actions leave unless unticked; excluded ones stay unless ticked (SAGE-83). */
export function isTicked(action: Action, choice: Choice): boolean {
  return choice.ticks.get(action.id) ?? action.ready;
}

/** Whether the rules let this person send it in spite of the reason that set it aside. */
export function canTick(action: Action): boolean {
  return action.ready || (action.overridable && action.lines.some(mayBeAsked));
}

function mayBeAsked(line: Action['lines'][number]): boolean {
  return line.overridable && line.amount_minor > 0;
}

/** An excluded action that a person ticks takes its lines with it, where a person may. */
export function isIncluded(action: Action, receivableId: string, choice: Choice): boolean {
  const line = action.lines.find((one) => one.receivable_id === receivableId);
  if (!line) return false;
  const chosen = choice.lines.get(`${action.id}:${receivableId}`);
  if (chosen !== undefined) return chosen;
  return line.included || (!action.ready && isTicked(action, choice) && mayBeAsked(line));
}

export function tick(choice: Choice, actions: readonly Action[], ticked: boolean): Choice {
  const ticks = new Map(choice.ticks);
  for (const action of actions) if (canTick(action)) ticks.set(action.id, ticked);
  return { ...choice, ticks };
}

export function includeLine(
  choice: Choice,
  action: Action,
  receivableId: string,
  included: boolean,
): Choice {
  return {
    ...choice,
    lines: new Map(choice.lines).set(`${action.id}:${receivableId}`, included),
  };
}

function includedLines(action: Action, choice: Choice): Action['lines'] {
  return action.lines.filter((line) => isIncluded(action, line.receivable_id, choice));
}

/** The receivables a person chose; undefined where the plan's own lines stand. */
export function chosenLines(action: Action, choice: Choice): string[] | undefined {
  const lines = includedLines(action, choice);
  const isAsPlanned =
    lines.length === action.lines.filter((line) => line.included).length &&
    lines.every((line) => line.included);
  return isAsPlanned && action.ready ? undefined : lines.map((line) => line.receivable_id);
}

/** Whether its message would leave: ticked, with something to ask. */
export function isLeaving(action: Action, choice: Choice): boolean {
  return isTicked(action, choice) && includedLines(action, choice).length > 0;
}

/** The sum a message would claim, with the lines as they are ticked. */
export function claimedMinor(action: Action, choice: Choice): number {
  if (!isTicked(action, choice) || chosenLines(action, choice) === undefined) {
    return action.amount_minor;
  }
  return includedLines(action, choice).reduce((sum, line) => sum + line.amount_minor, 0);
}

export function claimed(actions: readonly Action[], choice: Choice): Amount[] {
  return actions.map((action) => ({
    amount_minor: claimedMinor(action, choice),
    currency: action.currency,
  }));
}

/** What is sent to the server: receivables are named only where a person chose them. */
export function toConfirm(actions: readonly Action[], choice: Choice): ConfirmedAction[] {
  return actions.map((action) => {
    const receivable_ids = chosenLines(action, choice);
    return receivable_ids ? { id: action.id, receivable_ids } : { id: action.id };
  });
}
