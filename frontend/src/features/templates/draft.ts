import type { TemplateText } from './api';

/** A text as it is typed. */
export type Draft = { subject: string; body: string };

/** The text as its writer finds it: blank lines around the body say nothing. */
export function draftOf(text: TemplateText): Draft {
  return { subject: text.subject, body: text.body.replaceAll('\r\n', '\n').trim() };
}

export function isSame(one: Draft, other: Draft): boolean {
  return one.subject === other.subject && one.body.trim() === other.body.trim();
}

/** Whether there is a text at all: the server judges no empty one. */
export function isWritten(draft: Draft): boolean {
  return draft.subject.trim() !== '' && draft.body.trim() !== '';
}
