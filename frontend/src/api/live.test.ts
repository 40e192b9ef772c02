import { expect, it } from 'vitest';
import { KNOWN_TYPES } from '~/features/webhooks/eventWords';
import { oldAfter } from './live';
import { readEvents } from './serverEvents';

function body(...chunks: string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
}

it('reads events however the network cuts them, and leaves heartbeats out', async () => {
  const found = [];
  const stream = body(
    'retry: 2000\n\n: ping\n\nevent: promise.made\nda',
    'ta: {"a":"é : b"}\nid: 7\n',
    '\nevent: x.y\ndata: 1\ndata: 2\nid: 8\n\ndata: never fini',
  );
  for await (const event of readEvents(stream)) found.push(event);
  expect(found).toEqual([
    { event: 'promise.made', data: '{"a":"é : b"}', id: '7' },
    { event: 'x.y', data: '1\n2', id: '8' },
  ]);
});

it('reads again what a fact made old, and nothing for one it does not know', () => {
  expect(oldAfter({ type: 'webhook.endpoint_added', customer_id: null })).toEqual([['webhooks']]);
  expect(oldAfter({ type: 'promise.kept', customer_id: 'c1' })).toEqual(
    expect.arrayContaining([['promises'], ['aging'], ['customers', 'c1']]),
  );
  expect(oldAfter({ type: 'unheard.of', customer_id: null })).toEqual([]);
});

it('knows what every event of the contract makes old', () => {
  const heard = (type: string) => oldAfter({ type, customer_id: null }).length > 0;
  expect(KNOWN_TYPES.length).toBeGreaterThan(30);
  expect(KNOWN_TYPES.filter((type) => !heard(type))).toEqual([]);
});
