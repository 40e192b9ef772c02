import type { ApiKey, Attempt, Endpoint, LogLine } from '~/features/webhooks/api';

/** What the tests of this screen have the server answer. */
export function aKey(changes: Partial<ApiKey> = {}): ApiKey {
  return {
    id: 'key-1',
    name: 'Sage 100, production',
    prefix: 'qk_9fK2',
    scopes: ['load', 'read'],
    created_at: '2026-11-20T08:00:00Z',
    last_used_at: '2026-11-24T09:38:00Z',
    revoked_at: null,
    created_by_name: 'Claire Vasseur',
    ...changes,
  };
}

export function anEndpoint(changes: Partial<Endpoint> = {}): Endpoint {
  return {
    id: 'endpoint-1',
    url: 'https://hooks.crm-morvan.example/ar',
    description: 'CRM',
    event_types: [],
    status: 'enabled',
    first_failure_at: null,
    failing_since: null,
    paused_until: null,
    disabled_at: null,
    disabled_reason: '',
    previous_until: null,
    created_at: '2026-11-01T08:00:00Z',
    version: 3,
    ...changes,
  };
}

function anAttempt(changes: Partial<Attempt> = {}): Attempt {
  return {
    id: 'attempt-1',
    attempted_at: '2026-11-24T09:42:07Z',
    duration_ms: 412,
    headers: { 'webhook-id': 'message-1', 'webhook-signature': 'v1,9c1f' },
    status_code: 503,
    error: '',
    response: 'upstream connect error',
    ...changes,
  };
}

export function aLine(changes: Partial<LogLine> = {}): LogLine {
  return {
    id: 'line-1',
    message_id: 'message-1',
    endpoint_id: 'endpoint-1',
    type: 'promise.made',
    status: 'pending',
    created_at: '2026-11-24T09:42:07Z',
    next_attempt_at: '2030-11-24T10:15:00Z',
    attempts: [anAttempt()],
    ...changes,
  };
}
