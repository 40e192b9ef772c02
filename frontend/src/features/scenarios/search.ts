import * as z from 'zod/mini';

/** Which group of planned actions is open, which message is read, which sending is followed. */
export const actSearch = z.object({
  canal: z.catch(z.optional(z.string()), undefined),
  groupe: z.catch(z.optional(z.string()), undefined),
  action: z.catch(z.optional(z.string()), undefined),
  envoi: z.catch(z.optional(z.string()), undefined),
});

export type ActSearch = z.infer<typeof actSearch>;
