/** One event of a stream, as the server wrote it (WHATWG HTML, 9.2). */
type ServerEvent = { event: string; data: string; id: string };

function parsed(block: string): ServerEvent | null {
  const found: ServerEvent = { event: 'message', data: '', id: '' };
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (field === 'data') data.push(value);
    else if (field === 'event' || field === 'id') found[field] = value;
  }
  return data.length > 0 ? { ...found, data: data.join('\n') } : null;
}

/**
 * The events of a body as they come, until it ends; heartbeats are left out.
 * The browser's own EventSource cannot name the company in a header.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let waiting = '';
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      waiting += decoder.decode(value, { stream: true });
      const blocks = waiting.split('\n\n');
      waiting = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parsed(block);
        if (event) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
