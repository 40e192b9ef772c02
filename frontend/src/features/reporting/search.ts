import * as z from 'zod/mini';

const word = z.catch(z.optional(z.string()), undefined);

const SORTS = ['name', 'level', 'not_due', 'overdue', 'total'] as const;

function isSort(sort: string): boolean {
  return SORTS.some((name) => sort === name || sort === `-${name}`);
}

/** The state of the aging list: all of it is in the address, so a view is a link. */
export const agingSearch = z.object({
  reminders: z.catch(z._default(z.enum(['all', 'to_remind', 'not_to_remind']), 'all'), 'all'),
  sort: z.catch(z._default(z.string().check(z.refine(isSort)), '-total'), '-total'),
  q: word,
  level: z.catch(z.optional(z.int().check(z.minimum(0), z.maximum(7))), undefined),
  profile_id: word,
  sales_rep: word,
  category: word,
  payment_method: word,
  collector_id: word,
  free1: word,
  free2: word,
  currency: word,
  /** The row looked at: customer and currency. */
  apercu: word,
});

export type AgingSearch = z.infer<typeof agingSearch>;
export type AgingFilter = Omit<AgingSearch, 'sort' | 'apercu'>;

export const AGING_DEFAULTS = agingSearch.parse({});

/** The filters of a search, without sort or preview; the order of keys is stable for caching. */
export function filterOf({ sort: _sort, apercu: _apercu, ...filter }: AgingSearch): AgingFilter {
  return filter;
}

export const NO_FILTER: Partial<AgingSearch> = {
  q: undefined,
  level: undefined,
  profile_id: undefined,
  sales_rep: undefined,
  category: undefined,
  payment_method: undefined,
  collector_id: undefined,
  free1: undefined,
  free2: undefined,
  currency: undefined,
  apercu: undefined,
};

/** Whether anything but the view narrows the list. */
export function isFiltered(search: AgingSearch): boolean {
  const { reminders: _reminders, ...narrowing } = filterOf(search);
  return Object.values(narrowing).some((value) => value !== undefined);
}
