import { z } from 'zod';

export const VIEWS = ['reponses', 'paiements', 'promesses', 'litiges'] as const;
export const PROMISES = ['en-cours', 'rompues', 'toutes'] as const;

/** Which list is open, and which promises it shows. */
export const answersSearch = z.object({
  vue: z.enum(VIEWS).default('reponses').catch('reponses'),
  promesses: z.enum(PROMISES).default('en-cours').catch('en-cours'),
});

export type AnswersSearch = z.infer<typeof answersSearch>;
export type PromiseView = AnswersSearch['promesses'];

export const ANSWERS_DEFAULTS = answersSearch.parse({});
