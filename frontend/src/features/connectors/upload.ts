import { ApiError, type Problem } from '~/api/client';
import { chosenCompany } from '~/api/company';
import { api, unwrap } from '~/api/query';
import { newKey } from '~/shared/keys';
import type { Import } from './api';

type Asked = { file: File; onShare: (share: number) => void; signal: AbortSignal };

function refusal(status: number, body: unknown): ApiError {
  const isProblem = typeof body === 'object' && body !== null && 'code' in body;
  const code = status === 0 ? 'network' : 'unreadable';
  return new ApiError(
    isProblem
      ? (body as Problem)
      : { type: 'about:blank', title: code, status, code, detail: '', errors: [] },
  );
}

/**
 * The file is handed in and waits; `onShare` tells how much of it has left, from 0 to 1.
 * Only this request of the browser tells so, and reads a gigabyte from the disk as it goes.
 */
export async function uploadFile({ file, onShare, signal }: Asked): Promise<Import> {
  // A session that ends soon is renewed first: a gigabyte is not sent twice.
  await unwrap(api.GET('/v1/session', { signal }));
  const body = new FormData();
  body.set('prepare', 'true');
  body.set('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/v1/imports');
    request.responseType = 'json';
    request.setRequestHeader('Idempotency-Key', newKey());
    const company = chosenCompany();
    if (company) request.setRequestHeader('Company-Id', company);
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) onShare(loaded / total);
    });
    request.addEventListener('load', () => {
      if (request.status === 202) resolve(request.response as Import);
      else reject(refusal(request.status, request.response));
    });
    request.addEventListener('error', () => reject(refusal(0, null)));
    request.addEventListener('abort', () => reject(refusal(0, null)));
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}
