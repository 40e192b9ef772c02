import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, createApi } from './client';
import { sessionEnd } from './sessionEnd';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiError;
  }
}

export const api = createApi(globalThis.location?.origin ?? '');

/** The body of an answer; problems have been thrown before. */
export async function unwrap<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}

/** The bytes of an answer asked for with `parseAs: 'blob'`, which the contract calls a text. */
export async function unwrapFile(answer: Promise<{ data?: unknown }>): Promise<Blob> {
  return (await answer).data as Blob;
}

const PASSING = new Set([0, 502, 503, 504]);

export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError(error) {
        if (error.problem?.status === 401) sessionEnd.announce();
      },
    }),
    mutationCache: new MutationCache({
      // A log-in that is refused answers 401 too, with another code.
      onError(error) {
        if (error.problem?.code === 'not_logged_in') sessionEnd.announce();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiError && PASSING.has(error.problem.status),
      },
      mutations: { retry: false },
    },
  });
}
