import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { ApiError } from './client';

/** How lists are read by pages: the first has no cursor, each names that of the next. */
export const byCursor = {
  initialPageParam: '',
  getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor,
};

/** The cursor among the parameters of a reading; the first page has none. */
export function after(cursor: string): { cursor?: string } {
  return cursor ? { cursor } : {};
}

type List<Row> = UseInfiniteQueryResult<InfiniteData<{ items: Row[] }>, ApiError>;

/** The rows read so far, and how to read on. A page that failed is not asked for again by itself. */
export function useRows<Row>(list: List<Row>): { rows: Row[]; readOn: () => void } {
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const readOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  return { rows, readOn };
}
