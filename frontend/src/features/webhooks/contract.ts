import { queryOptions } from '@tanstack/react-query';

/** The parts of OpenAPI 3.1 that the reference shows. */
export type Shape = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  description?: string;
  items?: Shape;
  properties?: Record<string, Shape>;
  required?: string[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  additionalProperties?: Shape | boolean;
};

type Parameter = {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Shape;
};

type Body = { content?: Record<string, { schema?: Shape }> };
export type Answer = Body & { description: string };

export type Operation = {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: Body;
  responses: Record<string, Answer>;
};

type Methods = Record<string, Operation>;

export type Contract = {
  paths: Record<string, Methods>;
  webhooks?: Record<string, Methods>;
  components: { schemas: Record<string, Shape> };
};

export const CONTRACT_URL = '/v1/openapi.json';

/** The very document the server speaks, which programs read too. */
export const contractQuery = queryOptions({
  queryKey: ['contract'],
  queryFn: async ({ signal }): Promise<Contract> => {
    const origin = globalThis.location?.origin ?? '';
    const answer = await globalThis.fetch(`${origin}${CONTRACT_URL}`, { signal });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  },
  staleTime: Number.POSITIVE_INFINITY,
});

export type Listed = { path: string; method: string; operation: Operation };

/** All operations of the contract, by room, in the order of their paths. */
export function operationsByRoom(contract: Contract): [string, Listed[]][] {
  const rooms = new Map<string, Listed[]>();
  for (const [path, methods] of Object.entries(contract.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const room = operation.tags?.[0] ?? '';
      rooms.set(room, [...(rooms.get(room) ?? []), { path, method, operation }]);
    }
  }
  return [...rooms];
}

/** Whether an operation's address, id or words hold all the words asked for. */
export function speaksOf({ path, method, operation }: Listed, asked: string): boolean {
  const words = [method, path, operation.operationId, operation.summary, operation.description];
  const text = words.join(' ').toLowerCase();
  return asked
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The shape a reference leads to. */
function resolved(contract: Contract, shape: Shape): Shape {
  const name = shape.$ref?.split('/').at(-1);
  return name ? (contract.components.schemas[name] ?? {}) : shape;
}

/** The shape that may also be null, without its null. */
function solid(shape: Shape): Shape {
  const others = (shape.anyOf ?? shape.oneOf)?.filter((one) => one.type !== 'null');
  return others?.length === 1 && others[0] ? others[0] : shape;
}

/** The object inside: of a reference, a list, or a value that may be null. */
export function objectOf(contract: Contract, shape: Shape, depth = 0): Shape | null {
  if (depth > 6) return null;
  const inner = resolved(contract, solid(shape));
  if (inner.properties) return inner;
  if (inner.items) return objectOf(contract, inner.items, depth + 1);
  return inner === shape ? null : objectOf(contract, inner, depth + 1);
}

/** `string (uuid)`, `CustomerOut[]`, `"paid" | "upcoming"`, `integer | null`. */
export function typeOf(shape: Shape): string {
  if (shape.$ref) return shape.$ref.split('/').at(-1) ?? '';
  if (shape.enum) return shape.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  const options = shape.anyOf ?? shape.oneOf ?? shape.allOf;
  if (options) return [...new Set(options.map(typeOf))].join(' | ');
  if (shape.items) return `${typeOf(shape.items)}[]`;
  const name = Array.isArray(shape.type) ? shape.type.join(' | ') : (shape.type ?? 'any');
  return shape.format ? `${name} (${shape.format})` : name;
}

/** A small value of that shape, as one would write it in a first try. */
function example(contract: Contract, shape: Shape, depth = 0): unknown {
  const inner = resolved(contract, solid(shape));
  if (inner.enum) return inner.enum[0];
  if (inner.const !== undefined) return inner.const;
  if (inner.properties && depth < 4) {
    const wanted = inner.required ?? Object.keys(inner.properties).slice(0, 3);
    return Object.fromEntries(
      wanted.map((name) => [name, example(contract, inner.properties?.[name] ?? {}, depth + 1)]),
    );
  }
  if (inner.items) return depth < 4 ? [example(contract, inner.items, depth + 1)] : [];
  if (inner.format === 'date') return '2026-11-24';
  if (inner.format === 'date-time') return '2026-11-24T09:00:00Z';
  if (inner.format === 'uuid') return '00000000-0000-0000-0000-000000000000';
  switch (inner.type) {
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'object':
      return {};
    default:
      return '…';
  }
}

/** A call to copy: the key is a variable of the shell. */
export function curlOf(contract: Contract, { path, method, operation }: Listed): string {
  const origin = globalThis.location?.origin ?? '';
  const lines = [`curl --request ${method.toUpperCase()} "${origin}${path}"`];
  lines.push('--header "Authorization: Bearer $QUITTANCE_KEY"');
  for (const one of operation.parameters ?? []) {
    if (one.in === 'header' && one.required) lines.push(`--header '${one.name}: …'`);
  }
  const content = operation.requestBody?.content ?? {};
  const json = content['application/json']?.schema;
  if (json) {
    lines.push("--header 'Content-Type: application/json'");
    lines.push(`--data '${JSON.stringify(example(contract, json))}'`);
  } else if (content['multipart/form-data']) {
    lines.push("--form 'file=@fichier.csv'");
  }
  return lines.join(' \\\n  ');
}
