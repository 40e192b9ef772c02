import * as z from 'zod/mini';
import type { Schemas } from '~/api/client';

export const STATUSES = [
  'pending',
  'delivered',
  'failed',
  'aborted',
] as const satisfies readonly Schemas['MessageStatus'][];

export const PERIODS = ['hour', 'day', 'week'] as const;

const word = z.catch(z.optional(z.string()), undefined);

export const developersSearch = z.object({
  endpoint: word,
  status: z.catch(z.optional(z.enum(STATUSES)), undefined),
  type: word,
  period: z.catch(z.optional(z.enum(PERIODS)), undefined),
  /** The line of the log looked at. */
  line: word,
});

export type DevelopersSearch = z.infer<typeof developersSearch>;
export type LogFilter = Omit<DevelopersSearch, 'line'>;

/** The filters of a search, without the line that is open. */
export function filterOf({ line: _line, ...filter }: DevelopersSearch): LogFilter {
  return filter;
}

export const NO_FILTER: Partial<DevelopersSearch> = {
  endpoint: undefined,
  status: undefined,
  type: undefined,
  period: undefined,
};

const MINUTES = { hour: 60, day: 24 * 60, week: 7 * 24 * 60 };

/** The instant a period began, on the minute so that one page asks one question. */
export function startOf(period: LogFilter['period'], now: number): string | undefined {
  if (!period) return undefined;
  const minute = Math.floor(now / 60_000);
  return new Date((minute - MINUTES[period]) * 60_000).toISOString();
}
