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

export function canTick(action: Action): boolean {
  return action.ready || action.overridable;
}

export function isIncluded(action: Action, receivableId: string, choice: Choice): boolean {
  const line = action.lines.find((one) => one.receivable_id === receivableId);
  return choice.lines.get(`${action.id}:${receivableId}`) ?? line?.included ?? false;
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

function wasTouched(action: Action, choice: Choice): boolean {
  return action.lines.some((line) => choice.lines.has(`${action.id}:${line.receivable_id}`));
}

/** The sum a message would claim, with the lines as they are ticked. */
export function claimedMinor(action: Action, choice: Choice): number {
  if (!wasTouched(action, choice)) return action.amount_minor;
  return action.lines
    .filter((line) => isIncluded(action, line.receivable_id, choice))
    .reduce((sum, line) => sum + line.chaseable_minor, 0);
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
    if (!wasTouched(action, choice) && action.ready) return { id: action.id };
    return {
      id: action.id,
      receivable_ids: action.lines
        .filter((line) => isIncluded(action, line.receivable_id, choice))
        .map((line) => line.receivable_id),
    };
  });
}
