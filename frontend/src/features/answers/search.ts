import * as z from 'zod/mini';

export const VIEWS = ['reponses', 'paiements', 'promesses', 'litiges'] as const;
const PROMISES = ['en-cours', 'rompues', 'toutes'] as const;

/** Which list is open, and which promises it shows. */
export const answersSearch = z.object({
  vue: z.catch(z._default(z.enum(VIEWS), 'reponses'), 'reponses'),
  promesses: z.catch(z._default(z.enum(PROMISES), 'en-cours'), 'en-cours'),
});

export type AnswersSearch = z.infer<typeof answersSearch>;
export type PromiseView = AnswersSearch['promesses'];

export const ANSWERS_DEFAULTS = answersSearch.parse({});
