import * as z from 'zod/mini';
import type { Schemas } from '~/api/client';

export const STATUSES = [
  'queued',
  'claimed',
  'printed',
  'sent',
  'delivered',
  'opened',
  'bounced',
  'unconfirmed',
  'refused',
  'dropped',
  'cancelled',
] as const satisfies readonly Schemas['DeliveryStatus'][];

/** Messages whose address takes no mail: those that came back and those that were refused. */
export const TO_REPAIR = 'to_repair';

const word = z.catch(z.optional(z.string()), undefined);

export const activitiesSearch = z.object({
  channel: word,
  status: z.catch(z.optional(z.enum([...STATUSES, TO_REPAIR])), undefined),
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
export type ActivitiesFilter = Omit<ActivitiesSearch, 'message' | 'status'> & {
  status?: Schemas['DeliveryStatus'][] | undefined;
};

/** The filters of a search as the server takes them, without the message that is open. */
export function filterOf({
  message: _message,
  status,
  ...rest
}: ActivitiesSearch): ActivitiesFilter {
  if (status === TO_REPAIR) return { ...rest, status: ['bounced', 'refused'] };
  return { ...rest, status: status ? [status] : undefined };
}
