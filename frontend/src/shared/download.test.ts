import { expect, it } from 'vitest';
import { csvOf } from './download';

it('writes no formula, quotes what would part a row, and leaves numbers numbers', () => {
  const written = csvOf([
    ['=HYPERLINK("x")', '-12,50', '+33 2 40 00 00 00'],
    ['A;B', 'dit "oui"', '@somme'],
  ]);
  expect(written).toBe(
    '\uFEFF"\'=HYPERLINK(""x"")";-12,50;+33 2 40 00 00 00\r\n"A;B";"dit ""oui""";\'@somme\r\n',
  );
});
