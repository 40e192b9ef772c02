import createClient, { type Middleware } from 'openapi-fetch';
import { chosenCompany } from './company';
import type { components, paths } from './schema.gen';

export type Schemas = components['schemas'];
export type Problem = Schemas['Problem'];

/** The one error of every call: an API problem, or `network` when no answer came. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'ApiError';
    this.problem = problem;
  }
}

function strangeAnswer(code: string, status: number): Problem {
  return { type: 'about:blank', title: code, status, code, detail: '', errors: [] };
}

const throwProblems: Middleware = {
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    return error instanceof ApiError ? error : new ApiError(strangeAnswer('network', 0));
  },
  async onResponse({ response }) {
    if (response.ok) return;
    const isProblem = response.headers.get('content-type')?.includes('problem+json');
    throw new ApiError(
      isProblem ? await response.json() : strangeAnswer('unreadable', response.status),
    );
  },
};

const nameCompany: Middleware = {
  onRequest({ request }) {
    const company = chosenCompany();
    if (company) request.headers.set('Company-Id', company);
    return request;
  },
};

let refreshing: Promise<boolean> | null = null;

/** Renews the short session once for all the calls that met its end together. */
function refreshSession(origin: string): Promise<boolean> {
  refreshing ??= globalThis
    .fetch(`${origin}/v1/session/refresh`, { method: 'POST', credentials: 'same-origin' })
    .then((response) => response.ok)
    .catch(() => false)
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

async function fetchWithinSession(request: Request): Promise<Response> {
  const { origin, pathname } = new URL(request.url);
  const isLogIn = pathname === '/v1/session' && request.method !== 'GET';
  const again = isLogIn ? null : request.clone();
  const response = await globalThis.fetch(request);
  if (response.status !== 401 || !again) return response;
  return (await refreshSession(origin)) ? globalThis.fetch(again) : response;
}

export function createApi(baseUrl: string) {
  const api = createClient<paths>({
    baseUrl,
    credentials: 'same-origin',
    querySerializer: { array: { style: 'form', explode: true } },
    fetch: fetchWithinSession,
  });
  api.use(nameCompany, throwProblems);
  return api;
}
