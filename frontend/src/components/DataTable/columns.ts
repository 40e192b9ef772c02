import type { ReactNode } from 'react';

export type Column<Row> = {
  id: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** The server's name for this sort, without its direction. */
  sort?: string;
  /** The one column that takes the room left and shortens its text. */
  grow?: boolean;
  /** When the table narrows, 3 hides first, then 2, then 1; without it a column always shows. */
  hides?: 1 | 2 | 3;
  /** Shows only while the columns that hide first (3) are hidden: a sum in their place. */
  standsFor?: 3;
};

/** A row of sums, for the whole filter; cells by column id. */
export type TotalRow = { id: string; cells: Readonly<Record<string, ReactNode>> };

export type Selection = {
  ids: ReadonlySet<string>;
  onToggle: (id: string) => void;
  onToggleAll: () => void;
  allState: 'none' | 'some' | 'all';
  isDisabled?: (id: string) => boolean;
};
