import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ApiError } from '~/api/client';
import classes from './ReadOn.module.css';
import { ActError } from './States';

type Props = {
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: ApiError | null;
    fetchNextPage: () => Promise<unknown>;
  };
  /** Whether the list reads on by itself as one scrolls: there is a button only after a failure. */
  scrolls?: boolean;
  children?: ReactNode;
};

/** The way to the next page of a list, and why it did not come. */
export function ReadOn({ list, scrolls = false, children }: Props) {
  const hasFailed = list.isFetchNextPageError && !list.isFetchingNextPage;
  if (!list.hasNextPage || (scrolls && !list.isFetchNextPageError)) return null;
  return (
    <div className={classes['more']}>
      {hasFailed ? <ActError error={list.error} /> : null}
      <Button
        variant="subtle"
        loading={list.isFetchingNextPage}
        onClick={() => void list.fetchNextPage()}
      >
        {children ?? <Trans>Lire la suite</Trans>}
      </Button>
    </div>
  );
}
