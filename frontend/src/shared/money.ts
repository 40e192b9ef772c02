/** A sum as the API writes it: whole minor units (cents, or francs when there are none). */
export type Amount = { amount_minor: number; currency: string };

const NBSP = '\u00A0';
const MINUS = '\u2212';

const SYMBOLS: Record<string, string> = { EUR: '€', XPF: `F${NBSP}CFP` };

const exponents = new Map<string, number>();

/** Number of decimals of a currency: 2 for EUR, 0 for XPF. */
function exponentOf(currency: string): number {
  const known = exponents.get(currency);
  if (known !== undefined) return known;
  const exponent =
    new Intl.NumberFormat('fr-FR', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits ?? 2;
  exponents.set(currency, exponent);
  return exponent;
}

export function currencySymbol(currency: string): string {
  return SYMBOLS[currency] ?? currency;
}

type MoneyParts = { sign: '' | typeof MINUS; units: string; cents: string; symbol: string };

/** The written parts of a sum, thousands parted by no-break spaces, cents with their comma. */
export function moneyParts(amountMinor: number, currency: string): MoneyParts {
  const exponent = exponentOf(currency);
  const digits = BigInt(Math.abs(amountMinor))
    .toString()
    .padStart(exponent + 1, '0');
  const split = digits.length - exponent;
  return {
    sign: amountMinor < 0 ? MINUS : '',
    units: digits.slice(0, split).replace(/\B(?=(\d{3})+(?!\d))/g, NBSP),
    cents: exponent > 0 ? `,${digits.slice(split)}` : '',
    symbol: currencySymbol(currency),
  };
}

/** `1 234,56`, for columns that name the currency in their header. */
export function formatAmount(amountMinor: number, currency: string): string {
  const { sign, units, cents } = moneyParts(amountMinor, currency);
  return `${sign}${units}${cents}`;
}

/** `1 234,56 €` or `428 500 F CFP`. */
export function formatMoney(amountMinor: number, currency: string): string {
  return `${formatAmount(amountMinor, currency)}${NBSP}${currencySymbol(currency)}`;
}

/** Sums by currency, in the order the currencies first appear: sums of different currencies never mix. */
export function sumByCurrency(amounts: readonly Amount[]): Amount[] {
  const sums = new Map<string, number>();
  for (const { amount_minor, currency } of amounts) {
    sums.set(currency, (sums.get(currency) ?? 0) + amount_minor);
  }
  return [...sums].map(([currency, amount_minor]) => ({ amount_minor, currency }));
}

/** `1 234,50 € et 428 500 F CFP`. */
export function formatSums(amounts: readonly Amount[]): string {
  return new Intl.ListFormat('fr').format(
    amounts.map(({ amount_minor, currency }) => formatMoney(amount_minor, currency)),
  );
}

/** Minor units of what a person typed (`1 234,5`, `1234.50 €`), or null if it is not a sum of the currency. */
export function parseMoney(text: string, currency: string): number | null {
  const exponent = exponentOf(currency);
  const plain = text
    .replace(/[\s\u00A0\u202F€]|F(\s*CFP)?/gi, '')
    .replace(',', '.')
    .replace(MINUS, '-');
  const match = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(plain);
  if (!match) return null;
  const [, sign, units = '', decimals = ''] = match;
  if (decimals.length > exponent) return null;
  const minor = Number(units + decimals.padEnd(exponent, '0'));
  return sign ? -minor : minor;
}
