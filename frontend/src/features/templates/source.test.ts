import { expect, it } from 'vitest';
import {
  blockPlace,
  lineOf,
  mentionsIn,
  segmentsOf,
  sentenceAround,
  tokenAt,
  typedVariable,
  unitsOf,
} from './source';

const LETTER = 'Bonjour {{ contact.salutation }},\n\n[[table]]\n\nÀ bientôt.';

it('cuts a text where its tags and its faults begin and end, and loses none of it', () => {
  const fault = { severity: 'error' as const, start: 11, end: 29 };
  const segments = segmentsOf(LETTER, [fault]);
  expect(segments.map((one) => one.text).join('')).toBe(LETTER);
  expect(segments.filter((one) => one.kind).map((one) => [one.text, one.severity])).toEqual([
    ['{{ ', undefined],
    ['contact.salutation', 'error'],
    [' }}', undefined],
    ['[[table]]', undefined],
  ]);
});

it('knows what is being typed after two braces, and only there', () => {
  expect(typedVariable('Bonjour {{ cont', 15)).toEqual({ start: 8, typed: 'cont' });
  expect(typedVariable('Bonjour {{', 10)).toEqual({ start: 8, typed: '' });
  expect(typedVariable(LETTER, 14)).toBeNull();
  expect(typedVariable('{{ a }} et', 10)).toBeNull();
  expect(typedVariable('Bonjour', 4)).toBeNull();
});

it('names the tag at the caret', () => {
  expect(tokenAt(LETTER, 12)?.kind).toBe('variable');
  expect(tokenAt(LETTER, LETTER.indexOf('table'))?.kind).toBe('block');
  expect(tokenAt(LETTER, 3)).toBeUndefined();
});

it('puts a block after the line of the caret, with one blank line around', () => {
  const into = (text: string, caret: number) => {
    const { at, words } = blockPlace(text, caret, '[[table]]');
    return text.slice(0, at) + words + text.slice(at);
  };
  expect(into('', 0)).toBe('[[table]]');
  expect(into('Un.\n\nDeux.', 1)).toBe('Un.\n\n[[table]]\n\nDeux.');
  expect(into('Un.\nDeux.', 1)).toBe('Un.\n\n[[table]]\n\nDeux.');
  expect(into('Un.\n\n\n\nDeux.', 5)).toBe('Un.\n\n[[table]]\n\nDeux.');
  expect(into('Un.', 3)).toBe('Un.\n\n[[table]]');
});

it('takes a whole sentence away, whatever stops stand in its variables', () => {
  const without = (text: string, words: string) => {
    const start = text.indexOf(words);
    const found = sentenceAround(text, { start, end: start + words.length });
    return text.slice(0, found.start) + text.slice(found.end);
  };
  expect(without('Un. Une saisie pour {{ customer.name }} suivra. Deux.', 'saisie')).toBe(
    'Un. Deux.',
  );
  expect(without('Une saisie suivra. Deux.\n\nTrois.', 'saisie')).toBe('Deux.\n\nTrois.');
  expect(without('Un.\nUne saisie suivra\nTrois.', 'saisie')).toBe('Un.\n\nTrois.');
});

it('counts places as the browser does, and lines from one', () => {
  expect(unitsOf('🙂 oui', 2)).toBe(3);
  expect(unitsOf('oui', 2)).toBe(2);
  expect(lineOf(LETTER, LETTER.indexOf('[[table]]'))).toBe(3);
});

it('reads the legal mentions a text calls for', () => {
  expect([...mentionsIn('Un.\n[[mention: L5 L6]]\n\n[[mention: L13b]]')]).toEqual([
    'L5',
    'L6',
    'L13b',
  ]);
});
