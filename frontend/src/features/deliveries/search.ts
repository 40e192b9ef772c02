import { z } from 'zod';
import type { Schemas } from '~/api/client';

export const STATUSES = [
  'queued',
  'claimed',
  'sent',
  'delivered',
  'opened',
  'bounced',
  'unconfirmed',
  'refused',
  'dropped',
  'cancelled',
] as const satisfies readonly Schemas['DeliveryStatus'][];

const word = z.string().optional().catch(undefined);

export const activitiesSearch = z.object({
  channel: word,
  status: z.enum(STATUSES).optional().catch(undefined),
  kind: word,
  step_kind: word,
  customer_id: word,
  sender_id: word,
  from: word,
  to: word,
  /** The message looked at. */
  message: word,
});

export type ActivitiesSearch = z.infer<typeof activitiesSearch>;
export type ActivitiesFilter = Omit<ActivitiesSearch, 'message'>;

/** The filters of a search, without the message that is open. */
export function filterOf({ message: _message, ...filter }: ActivitiesSearch): ActivitiesFilter {
  return filter;
}
