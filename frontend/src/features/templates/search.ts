import * as z from 'zod/mini';
import { CHANNELS } from './api';

/** Which channel's texts are listed. */
export const templatesSearch = z.object({
  canal: z.catch(z._default(z.enum(CHANNELS), 'email'), 'email'),
});

export type TemplatesSearch = z.infer<typeof templatesSearch>;
export const TEMPLATES_DEFAULTS = templatesSearch.parse({});
