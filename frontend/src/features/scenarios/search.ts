import { z } from 'zod';

/** Which group of planned actions is open, which message is read, which sending is followed. */
export const actSearch = z.object({
  canal: z.string().optional().catch(undefined),
  groupe: z.string().optional().catch(undefined),
  action: z.string().optional().catch(undefined),
  envoi: z.string().optional().catch(undefined),
});

export type ActSearch = z.infer<typeof actSearch>;
