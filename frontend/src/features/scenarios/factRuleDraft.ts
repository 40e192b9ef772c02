import { formatAmount, parseMoney } from '~/shared/money';
import type { FactRule, FactRuleChanges } from './factRulesApi';

/** A rule as it is typed. */
export type FactRuleDraft = {
  isActive: boolean;
  /** How it leaves: an e-mail by itself or once confirmed, a letter once printed. */
  leaving: 'automatic' | 'to_confirm' | 'letter';
  delayDays: string;
  threshold: string;
  percent: string;
};

export function draftOf(rule: FactRule, currency: string): FactRuleDraft {
  const byMail = rule.mode === 'automatic' ? 'automatic' : 'to_confirm';
  return {
    isActive: rule.is_active,
    leaving: rule.channel === 'letter' ? 'letter' : byMail,
    delayDays: String(rule.delay_days),
    threshold: rule.threshold_minor === null ? '' : formatAmount(rule.threshold_minor, currency),
    percent: String(rule.threshold_percent),
  };
}

const MOST_DELAY_DAYS = 15;
const PERCENTS = [50, 100] as const;

function isWhole(text: string, least: number, most: number): boolean {
  const typed = text.trim();
  return /^\d{1,3}$/.test(typed) && Number(typed) >= least && Number(typed) <= most;
}

/** The fields whose text means nothing. A balance is not large without a threshold. */
export function wrongIn(draft: FactRuleDraft, rule: FactRule, currency: string) {
  const wrong = new Set<keyof FactRuleDraft>();
  if (!isWhole(draft.delayDays, 0, MOST_DELAY_DAYS)) wrong.add('delayDays');
  if (rule.fact === 'credit_limit_reached' && !isWhole(draft.percent, ...PERCENTS)) {
    wrong.add('percent');
  }
  if (rule.fact === 'large_balance' && (draft.isActive || draft.threshold.trim())) {
    const minor = parseMoney(draft.threshold, currency);
    if (minor === null || minor <= 0) wrong.add('threshold');
  }
  return wrong;
}

/** What to ask the server to change; the draft has no wrong field. */
export function changesOf(draft: FactRuleDraft, rule: FactRule, currency: string): FactRuleChanges {
  const before = draftOf(rule, currency);
  const changes: FactRuleChanges = {};
  if (draft.isActive !== before.isActive) changes.is_active = draft.isActive;
  if (draft.leaving !== before.leaving) {
    changes.channel = draft.leaving === 'letter' ? 'letter' : 'email';
    changes.mode = draft.leaving === 'letter' ? 'manual' : draft.leaving;
  }
  if (draft.delayDays.trim() !== before.delayDays) changes.delay_days = Number(draft.delayDays);
  if (draft.threshold.trim() !== before.threshold) {
    changes.threshold_minor = parseMoney(draft.threshold, currency);
  }
  if (draft.percent.trim() !== before.percent) changes.threshold_percent = Number(draft.percent);
  return changes;
}
