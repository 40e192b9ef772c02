import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ApiError } from './client';
import { knowsCode, sentenceFor } from './sentences';

type Operation = { responses: Record<string, { description?: string }> };
type Contract = { paths: Record<string, Record<string, Operation>> };

const contract: Contract = JSON.parse(readFileSync('../openapi/openapi.json', 'utf8'));

/** What the console calls; the doors for programs and for settings are not its business yet. */
const CALLED =
  /^\/v1\/(session|companies|aging|customers(?!\/batch)|holds|actions|confirmations|deliveries)/;

function problem(code: string, status: number) {
  return new ApiError({ type: '', title: '', status, code, detail: '', errors: [] });
}

it('has a French sentence of its own for every refusal of the endpoints it calls', () => {
  const codes = Object.entries(contract.paths)
    .filter(([path]) => CALLED.test(path))
    .flatMap(([, operations]) => Object.values(operations))
    .flatMap((operation) => Object.entries(operation.responses))
    .filter(([status]) => Number(status) >= 400)
    .flatMap(([, { description = '' }]) => description.match(/(?<=`)[a-z_]+(?=`)/g) ?? []);
  expect(codes).toContain('promise_exceeds_debt');
  expect([...new Set(codes)].filter((code) => !knowsCode(code))).toEqual([]);
});

it('falls back to the status for a code it has never heard of', () => {
  expect(sentenceFor(problem('constructor', 409)).fact).toBe('La situation a changé entre-temps.');
  expect(sentenceFor(problem('novelty', 418)).fact).toBe('Le serveur a répondu par une erreur.');
});
