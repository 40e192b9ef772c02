import { useLingui } from '@lingui/react/macro';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Column, Selection } from './columns';
import classes from './DataTable.module.css';

type Props<Row> = {
  columns: readonly Column<Row>[];
  selection: Selection | undefined;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
};

export function HeadRow<Row>({ columns, selection, sort, onSort }: Props<Row>) {
  const { t } = useLingui();
  return (
    <thead>
      <tr>
        {selection ? (
          <th className={classes['tick']} scope="col">
            <label>
              <span className="readers-only">{t`Tout cocher`}</span>
              <input
                type="checkbox"
                checked={selection.allState === 'all'}
                ref={(box) => {
                  if (box) box.indeterminate = selection.allState === 'some';
                }}
                onChange={selection.onToggleAll}
              />
            </label>
          </th>
        ) : null}
        {columns.map((column) => {
          const descending = sort === `-${column.sort}`;
          const sorted = column.sort !== undefined && (descending || sort === column.sort);
          const Arrow = descending ? IconArrowDown : IconArrowUp;
          // Amounts are wanted largest first, names from A to Z.
          const first = column.numeric ? `-${column.sort}` : `${column.sort}`;
          const other = descending ? `${column.sort}` : `-${column.sort}`;
          return (
            <th
              key={column.id}
              scope="col"
              data-numeric={column.numeric || undefined}
              data-hides={column.hides}
              data-stands={column.standsFor}
              data-grow={column.grow || undefined}
              aria-sort={sorted ? (descending ? 'descending' : 'ascending') : undefined}
            >
              {column.sort && onSort ? (
                <button
                  type="button"
                  className={classes['sorter']}
                  onClick={() => onSort(sorted ? other : first)}
                >
                  {column.header}
                  {sorted ? <Arrow size={12} stroke={1.8} aria-hidden /> : null}
                </button>
              ) : (
                column.header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
