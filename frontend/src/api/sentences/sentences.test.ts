import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ApiError } from '../client';
import { knowsCode, sentenceFor } from './index';

type Operation = { responses: Record<string, { description?: string }> };
type Contract = { paths: Record<string, Record<string, Operation>> };

const contract: Contract = JSON.parse(readFileSync('../openapi/openapi.json', 'utf8'));

/** What the console calls, as its own sources write it. */
function called(): Operation[] {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|gen)\./.test(path))
    .map((path) => readFileSync(join('src', path), 'utf8'));
  const calls = sources.flatMap((text) => [
    ...text.matchAll(/api\.(GET|POST|PUT|PATCH|DELETE)\(\s*'([^']+)'/g),
  ]);
  return calls.map(([, method = '', path = '']) => {
    const operation = contract.paths[path]?.[method.toLowerCase()];
    if (!operation) throw new Error(`${method} ${path} is not in the contract.`);
    return operation;
  });
}

function problem(code: string, status: number) {
  return new ApiError({ type: '', title: '', status, code, detail: '', errors: [] });
}

it('has a French sentence of its own for every refusal of the endpoints it calls', () => {
  const codes = called()
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
