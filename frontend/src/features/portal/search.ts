import * as z from 'zod/mini';

const VIEWS = ['a-verifier', 'tous'] as const;

export type ContactsView = (typeof VIEWS)[number];

/** Which changes of contact are shown; what cannot be read shows what waits. */
export const contactsSearch = z.object({
  vue: z.catch(z._default(z.enum(VIEWS), 'a-verifier'), 'a-verifier'),
});

export type ContactsSearch = z.infer<typeof contactsSearch>;

export const CONTACTS_DEFAULTS: ContactsSearch = { vue: 'a-verifier' };
