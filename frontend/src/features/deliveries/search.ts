import { z } from 'zod';

const word = z.string().optional().catch(undefined);

export const activitiesSearch = z.object({
  channel: word,
  status: word,
  kind: word,
  from: word,
  to: word,
});

export type ActivitiesSearch = z.infer<typeof activitiesSearch>;
