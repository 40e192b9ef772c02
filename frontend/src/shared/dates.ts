/** A civil day, `YYYY-MM-DD`, without a time zone. */
export type Day = string;

const DAY_LENGTH = 24 * 60 * 60_000;

function partsOf(day: Day): [year: string, month: string, date: string] {
  const [year = '', month = '', date = ''] = day.split('-');
  return [year, month, date];
}

/** `24/11/2026`. */
export function formatDay(day: Day): string {
  const [year, month, date] = partsOf(day);
  return `${date}/${month}/${year}`;
}

/** `24/11` in the year of `today`, `24/11/2025` otherwise. */
export function formatShortDay(day: Day, today: Day): string {
  const [year, month, date] = partsOf(day);
  return year === partsOf(today)[0] ? `${date}/${month}` : formatDay(day);
}

/** `mardi 24 novembre 2026`. */
export function formatLongDay(day: Day): string {
  return new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** The civil day of an instant in a company's zone. */
export function dayOf(instant: string | Date, timeZone: string): Day {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(instant));
}

/** `9 h 05`, in a company's zone. */
export function formatHour(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('fr-FR', {
    timeZone,
    hour: 'numeric',
    minute: '2-digit',
    hour12: false,
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${Number(part('hour'))}\u00A0h\u00A0${part('minute')}`;
}

/** `24/11, 9 h 05`, in a company's zone. */
export function formatInstant(instant: string, timeZone: string, today: Day): string {
  const day = formatShortDay(dayOf(instant, timeZone), today);
  return `${day}, ${formatHour(instant, timeZone)}`;
}

/** Days from `from` to `to`, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_LENGTH);
}

/** The day `count` days after `day`. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_LENGTH).toISOString().slice(0, 10);
}

/** Whole seconds until an instant, never negative. */
export function secondsUntil(instant: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - now) / 1000));
}

/** The column of the aging list a delay belongs to: 0 = not due yet … 4 = over 90 days. */
export function ageOf(daysLate: number): number {
  if (daysLate <= 0) return 0;
  if (daysLate <= 30) return 1;
  if (daysLate <= 60) return 2;
  return daysLate <= 90 ? 3 : 4;
}
