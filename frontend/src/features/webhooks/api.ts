import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { Schemas } from '~/api/client';
import { after, byCursor } from '~/api/pages';
import { api, unwrap } from '~/api/query';
import { given } from '~/shared/given';
import { type LogFilter, startOf } from './search';

export type ApiKey = Schemas['ListedApiKeyOut'];
export type Scope = ApiKey['scopes'][number];
export type Endpoint = Schemas['WebhookEndpointOut'];
export type Tally = Schemas['WebhookTallyOut'];
export type LogLine = Schemas['WebhookDeliveryOut'];
export type Attempt = Schemas['WebhookAttemptOut'];

export const keysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) =>
    unwrap(api.GET('/v1/api-keys', { params: { query: { limit: 200 } }, signal })),
});

export const eventTypesQuery = queryOptions({
  queryKey: ['event-types'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/event-types', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export const endpointsQuery = queryOptions({
  queryKey: ['webhooks', 'endpoints'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/webhook-endpoints', { signal })),
});

/** What became of the messages of seven days, endpoint by endpoint. */
export const talliesQuery = queryOptions({
  queryKey: ['webhooks', 'tallies'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/webhook-endpoints/summary', { signal })),
  refetchInterval: 10_000,
});

export const logQuery = ({ endpoint, period, ...rest }: LogFilter) =>
  infiniteQueryOptions({
    queryKey: ['webhooks', 'log', { endpoint, period, ...rest }],
    queryFn: ({ pageParam, signal }) => {
      const since = startOf(period, Date.now());
      const narrowed = given({ ...rest, endpoint_id: endpoint, since });
      return unwrap(
        api.GET('/v1/webhook-messages', {
          params: {
            query: { ...narrowed, limit: 50, ...after(pageParam) },
          },
          signal,
        }),
      );
    },
    ...byCursor,
    placeholderData: keepPreviousData,
    // What happens to a message is no fact of the feed: the log looks for itself.
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isImminent)) ? 1_500 : 5_000,
  });

/** Whether a message is being sent about now. */
function isImminent({ next_attempt_at }: LogLine): boolean {
  return next_attempt_at !== null && Date.parse(next_attempt_at) < Date.now() + 6_000;
}

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', 'message', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v1/webhook-messages/{message_id}', {
          params: { path: { message_id: id } },
          signal,
        }),
      ),
  });

/** A change, after which what the screen shows of it is read again. */
function useChange<Asked, Answered>(key: string, change: (asked: Asked) => Promise<Answered>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queryClient.invalidateQueries({ queryKey: [key] }),
  });
}

export function useCreateKey() {
  return useChange('api-keys', (body: { name: string; scopes: Scope[] }) =>
    unwrap(api.POST('/v1/api-keys', { body })),
  );
}

export function useRevokeKey() {
  return useChange('api-keys', (id: string) =>
    unwrap(api.DELETE('/v1/api-keys/{key_id}', { params: { path: { key_id: id } } })),
  );
}

export type EndpointDraft = { url: string; description: string; event_types: string[] };

export function useAddEndpoint() {
  return useChange('webhooks', (body: EndpointDraft) =>
    unwrap(api.POST('/v1/webhook-endpoints', { body })),
  );
}

type EndpointEdit = { endpoint: Endpoint; changes: Partial<EndpointDraft> & { enabled?: boolean } };

export function useChangeEndpoint() {
  return useChange('webhooks', ({ endpoint, changes }: EndpointEdit) =>
    unwrap(
      api.PATCH('/v1/webhook-endpoints/{endpoint_id}', {
        params: {
          path: { endpoint_id: endpoint.id },
          header: { 'If-Match': `"${endpoint.version}"` },
        },
        body: changes,
      }),
    ),
  );
}

const at = (id: string) => ({ params: { path: { endpoint_id: id } } });

export function useRemoveEndpoint() {
  return useChange('webhooks', (id: string) =>
    unwrap(api.DELETE('/v1/webhook-endpoints/{endpoint_id}', at(id))),
  );
}

export function useRotateSecret() {
  return useChange('webhooks', (id: string) =>
    unwrap(api.POST('/v1/webhook-endpoints/{endpoint_id}/rotate-secret', at(id))),
  );
}

export function useSendTest() {
  return useChange('webhooks', (id: string) =>
    unwrap(api.POST('/v1/webhook-endpoints/{endpoint_id}/test', at(id))),
  );
}

export function useRecover() {
  return useChange(
    'webhooks',
    ({ id, since, with_missed }: { id: string; since: string; with_missed: boolean }) =>
      unwrap(
        api.POST('/v1/webhook-endpoints/{endpoint_id}/recover', {
          ...at(id),
          body: { since, with_missed },
        }),
      ),
  );
}

export function useReplay() {
  return useChange('webhooks', (line: LogLine) =>
    unwrap(
      api.POST('/v1/webhook-messages/{message_id}/replay', {
        params: { path: { message_id: line.message_id } },
        body: { endpoint_id: line.endpoint_id },
      }),
    ),
  );
}
