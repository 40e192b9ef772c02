import { describe, expect, it } from 'vitest';
import { aLine, anAction } from '~/test/actionFactories';

import { claimed, includeLine, isTicked, NO_CHOICE, tick, toConfirm } from './choice';

const ready = anAction();
const promised = anAction({
  ready: false,
  overridable: true,
  excluded_reason: 'promise',
  lines: [aLine({ included: false, excluded_reason: 'promise', overridable: true })],
});
const insolvent = anAction({ ready: false, overridable: false, excluded_reason: 'insolvency' });

describe('what leaves', () => {
  it('is what is ready, unless a person says otherwise', () => {
    expect(isTicked(ready, NO_CHOICE)).toBe(true);
    expect(isTicked(promised, NO_CHOICE)).toBe(false);
    expect(isTicked(promised, tick(NO_CHOICE, [promised], true))).toBe(true);
    expect(isTicked(ready, tick(NO_CHOICE, [ready], false))).toBe(false);
  });

  it('never holds what nobody may override', () => {
    expect(isTicked(insolvent, tick(NO_CHOICE, [insolvent], true))).toBe(false);
  });

  it('names receivables only where a person chose them, and counts only those', () => {
    const [first, second] = ready.lines;
    const choice = includeLine(NO_CHOICE, ready, first?.receivable_id ?? '', false);
    expect(toConfirm([ready], NO_CHOICE)).toEqual([{ id: ready.id }]);
    expect(toConfirm([ready], choice)).toEqual([
      { id: ready.id, receivable_ids: [second?.receivable_id] },
    ]);
    expect(claimed([ready], choice)).toEqual([{ amount_minor: 1_075_000, currency: 'EUR' }]);
  });
});
