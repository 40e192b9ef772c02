import { t } from '@lingui/core/macro';

/** What a person reads about an error: what happened, what was not touched, what to do. */
export type Sentence = { fact: string; advice: string };

/** Sentences by the code of the refusal. */
export type Sentences = Readonly<Record<string, () => Sentence>>;

export const nothingChanged = () => t`Rien n’a été modifié.`;
export const reload = () =>
  t`Rien n’a été modifié. Rechargez la page, puis vérifiez avant de recommencer.`;
export const correct = () => t`Rien n’a été enregistré. Corrigez, puis réessayez.`;
export const gone = () => t`Il a pu être supprimé, ou appartenir à une autre société.`;
