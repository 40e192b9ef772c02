import { readFileSync } from 'node:fs';
import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { showPage } from '~/test/render';
import { server } from '~/test/setup';
import { curlOf, operationsByRoom, typeOf } from './contract';
import { eventGroup, KNOWN_TYPES } from './eventWords';
import { ReferencePage } from './ReferencePage';

const CONTRACT = JSON.parse(readFileSync('../openapi/openapi.json', 'utf8'));

it('lists the operations of the real contract, opens one and finds by words', async () => {
  server.use(http.get('*/v1/openapi.json', () => HttpResponse.json(CONTRACT)));
  const { user } = showPage(ReferencePage);

  const search = await screen.findByRole('searchbox');
  await user.click(search);
  await user.paste('promises cancel');
  const room = await screen.findByRole('region', { name: 'promises' });
  const [first] = within(room).getAllByText(/^\/v1\/promises/);
  if (!first) throw new Error('The contract cancels no promise.');
  await user.click(first);
  expect(await within(room).findByText(/curl --request/)).toBeVisible();

  await user.clear(search);
  await user.paste('zzz');
  expect(await screen.findByText(/Aucune opération ne parle de/)).toBeVisible();
});

it('has a call to copy for every operation, and a name for every type', () => {
  const listed = operationsByRoom(CONTRACT).flatMap(([, operations]) => operations);
  expect(listed.length).toBeGreaterThan(60);
  for (const one of listed) expect(curlOf(CONTRACT, one)).toContain(one.path);
  expect(typeOf({ anyOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }] })).toBe(
    'string (uuid) | null',
  );
});

it('has French words and a heading for every event of the contract', () => {
  const types = Object.keys(CONTRACT.webhooks);
  expect(types.filter((type) => !KNOWN_TYPES.includes(type))).toEqual([]);
  expect(types.filter((type) => eventGroup(type) === 'Autres')).toEqual([]);
});
