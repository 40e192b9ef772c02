import { describe, expect, it } from 'vitest';
import { formatAmount, formatMoney, formatSums, parseMoney, sumByCurrency } from './money';

describe('writing a sum', () => {
  it('parts thousands with no-break spaces and shows two cents in euros', () => {
    expect(formatMoney(7_168_965, 'EUR')).toBe('71\u00A0689,65\u00A0€');
    expect(formatMoney(5, 'EUR')).toBe('0,05\u00A0€');
  });

  it('has no cents in Pacific francs', () => {
    expect(formatMoney(428_500, 'XPF')).toBe('428\u00A0500\u00A0F\u00A0CFP');
    expect(formatAmount(7, 'XPF')).toBe('7');
  });

  it('writes a credit with a real minus sign', () => {
    expect(formatAmount(-90_000, 'EUR')).toBe('\u2212900,00');
  });

  it('keeps every digit of a thirteen-digit sum', () => {
    expect(formatAmount(1_234_567_890_123, 'EUR')).toBe('12\u00A0345\u00A0678\u00A0901,23');
  });
});

describe('adding sums', () => {
  it('never mixes currencies', () => {
    const sums = sumByCurrency([
      { amount_minor: 100, currency: 'EUR' },
      { amount_minor: 500, currency: 'XPF' },
      { amount_minor: 250, currency: 'EUR' },
    ]);
    expect(sums).toEqual([
      { amount_minor: 350, currency: 'EUR' },
      { amount_minor: 500, currency: 'XPF' },
    ]);
    expect(formatSums(sums)).toBe('3,50\u00A0€ et 500\u00A0F\u00A0CFP');
  });
});

describe('reading what a person typed', () => {
  it.each([
    ['1 234,5', 'EUR', 123_450],
    ['1\u202F234,50 €', 'EUR', 123_450],
    ['1234.50', 'EUR', 123_450],
    ['428 500 F CFP', 'XPF', 428_500],
    ['\u221212', 'EUR', -1200],
  ])('%s in %s is %d minor units', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor);
  });

  it.each([
    ['12,5', 'XPF'],
    ['12,345', 'EUR'],
    ['douze', 'EUR'],
    ['', 'EUR'],
  ])('%j is refused in %s', (text, currency) => {
    expect(parseMoney(text, currency)).toBeNull();
  });
});
