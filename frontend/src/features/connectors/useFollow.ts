import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, unwrap } from '~/api/query';
import { readEvents } from '~/api/serverEvents';
import { pause } from '~/shared/pause';
import { type Import, importQuery, importsQuery, isUnderWay } from './api';

const POLL_EVERY_MS = 5_000;
const BACK_AFTER_MS = 2_000;

/**
 * While the import is under way, the page shows it as the server tells it, and goes on from the
 * last event after a cut. Where the stream does not come through, it is asked for instead.
 */
export function useFollow(run: Import | undefined): void {
  const queryClient = useQueryClient();
  const id = run?.id;
  const isMoving = run ? isUnderWay(run) : false;

  useEffect(() => {
    if (!id || !isMoving) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    const params = { path: { import_id: id } };
    let last = '';

    const show = (told: Import) => {
      queryClient.setQueryData(importQuery(id).queryKey, told);
      if (isUnderWay(told)) return;
      leaving.abort();
      void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey });
    };
    const listen = async () => {
      const header = last ? { 'Last-Event-ID': last } : {};
      const { data } = await api.GET('/v1/imports/{import_id}/progress', {
        params: { ...params, header },
        parseAs: 'stream',
        signal,
      });
      if (!data) return;
      for await (const event of readEvents(data as unknown as ReadableStream<Uint8Array>)) {
        last = event.id || last;
        show(JSON.parse(event.data) as Import);
      }
    };
    const follow = async () => {
      while (!signal.aborted) {
        try {
          await listen();
          await pause(BACK_AFTER_MS, signal);
        } catch {
          await pause(POLL_EVERY_MS, signal);
        }
        if (signal.aborted) return;
        try {
          show(await unwrap(api.GET('/v1/imports/{import_id}', { params, signal })));
        } catch {
          // The next turn tries again.
        }
      }
    };
    void follow();
    return () => leaving.abort();
  }, [id, isMoving, queryClient]);
}
