import type { Receivable, TimelineEntry } from '~/api/customers';

type Past = {
  preNotice: string | undefined;
  reminder: string | undefined;
  thanks: string | undefined;
  done: number;
};

/** When each kind of step was last done, and how many speak of what is still unpaid (SAGE-36). */
export function pastSteps(
  entries: readonly TimelineEntry[],
  open: readonly Pick<Receivable, 'id' | 'balance_minor'>[],
): Past {
  const unpaid = new Set(open.filter((one) => one.balance_minor > 0).map((one) => one.id));
  const steps = entries.filter((entry) => entry.type === 'reminder.done');
  const last = (...kinds: string[]) =>
    steps.find((entry) => kinds.includes(String(entry.data['step_kind'])))?.at;
  const isOnUnpaid = ({ data }: TimelineEntry) =>
    Array.isArray(data['receivables']) && data['receivables'].some((id) => unpaid.has(String(id)));
  return {
    preNotice: last('pre_notice'),
    reminder: last('reminder', 'formal_notice'),
    thanks: last('thank_you'),
    done: steps.filter(isOnUnpaid).length,
  };
}
