import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayOf,
  daysBetween,
  formatDay,
  formatInstant,
  formatLongDay,
  formatShortDay,
  secondsUntil,
} from './dates';

describe('civil days', () => {
  it('are written the French way without passing through a time zone', () => {
    expect(formatDay('2026-11-24')).toBe('24/11/2026');
    expect(formatLongDay('2026-11-24')).toBe('mardi 24 novembre 2026');
  });

  it('lose their year when it is this year', () => {
    expect(formatShortDay('2026-11-24', '2026-12-01')).toBe('24/11');
    expect(formatShortDay('2025-11-24', '2026-12-01')).toBe('24/11/2025');
  });

  it('are counted across a change of clock', () => {
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
    expect(addDays('2026-02-27', 2)).toBe('2026-03-01');
  });
});

describe('instants', () => {
  it('belong to the day of the company, not to that of the browser', () => {
    expect(dayOf('2026-11-23T22:30:00Z', 'Europe/Paris')).toBe('2026-11-23');
    expect(dayOf('2026-11-23T22:30:00Z', 'Pacific/Noumea')).toBe('2026-11-24');
    expect(dayOf('2026-11-23T08:30:00Z', 'Pacific/Tahiti')).toBe('2026-11-22');
  });

  it('are written with the hour of the company', () => {
    expect(formatInstant('2026-11-24T08:05:00Z', 'Europe/Paris', '2026-11-25')).toBe(
      '24/11, 9\u00A0h\u00A005',
    );
  });

  it('count down to zero and stay there', () => {
    expect(secondsUntil('2026-11-24T08:00:30Z', Date.parse('2026-11-24T08:00:08Z'))).toBe(22);
    expect(secondsUntil('2026-11-24T08:00:30Z', Date.parse('2026-11-24T09:00:00Z'))).toBe(0);
  });
});
