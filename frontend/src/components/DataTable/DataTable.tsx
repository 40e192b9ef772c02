import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { BodyRow } from './BodyRow';
import type { Column, Selection, TotalRow } from './columns';
import classes from './DataTable.module.css';
import { HeadRow } from './HeadRow';
import { useFit } from './useFit';
import { useListKeys } from './useListKeys';

type Props<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  rowName: (row: Row) => string;
  /** Sums of the whole filter, one row per currency. */
  totals?: readonly TotalRow[];
  /** Rows of the whole filter, more than those already read. */
  rowCount?: number | undefined;
  sort?: string;
  onSort?: (sort: string) => void;
  currentId?: string | undefined;
  onCurrent?: (row: Row) => void;
  onOpen?: (row: Row) => void;
  selection?: Selection;
  /** Second line of a row where the secondary columns had to hide. */
  detail?: (row: Row) => ReactNode;
  isQuiet?: (row: Row) => boolean;
  busy?: boolean;
  onEnd?: (() => void) | undefined;
  /** Grows with its rows inside a page that scrolls, instead of scrolling itself. */
  embedded?: boolean;
  compact?: boolean;
  /** Whether the list's keys work from anywhere on the screen: one table per screen. */
  keys?: boolean;
};

const NEAR_THE_END = 20;

/** A real table: sticky head and total, the server's sort, keys, virtual rows. */
export function DataTable<Row>(props: Props<Row>) {
  const { columns, rows, rowId, selection, currentId, embedded = false, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (props.compact ? 28 : 32),
    overscan: 12,
    enabled: !embedded,
  });

  useFit(scroller, rows, columns, props.totals?.length);

  const items = virtual.getVirtualItems();
  const first = embedded ? 0 : (items[0]?.index ?? 0);
  const last = embedded ? rows.length - 1 : (items.at(-1)?.index ?? -1);
  const before = embedded ? 0 : (items[0]?.start ?? 0);
  const after = embedded ? 0 : virtual.getTotalSize() - (items.at(-1)?.end ?? 0);

  useEffect(() => {
    if (onEnd && rows.length > 0 && last >= rows.length - NEAR_THE_END) onEnd();
  }, [onEnd, last, rows.length]);

  const currentIndex = currentId ? rows.findIndex((row) => rowId(row) === currentId) : -1;
  const place = Math.min(currentIndex >= 0 ? currentIndex : focused, Math.max(0, rows.length - 1));

  const focusRow = (index: number) => {
    setFocused(index);
    if (!embedded) virtual.scrollToIndex(index);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`tr[data-index="${index}"]`)?.focus(),
    );
  };

  useListKeys(props.keys ?? false, {
    move: (step) => {
      const onRow = scroller.current?.contains(document.activeElement) || currentIndex >= 0;
      const next = onRow ? Math.max(0, Math.min(rows.length - 1, place + step)) : place;
      const row = rows[next];
      if (!row) return;
      focusRow(next);
      if (currentId) props.onCurrent?.(row);
    },
    select: () => {
      const row = rows[place];
      if (row && !selection?.isDisabled?.(rowId(row))) selection?.onToggle(rowId(row));
    },
    open: () => {
      const row = rows[place];
      if (row) (props.onOpen ?? props.onCurrent)?.(row);
    },
    peek: () => {
      const row = rows[place];
      if (row) props.onCurrent?.(row);
    },
  });

  const span = columns.length + (selection ? 1 : 0);

  return (
    <div ref={scroller} className={classes['scroller']} data-embedded={embedded || undefined}>
      <table
        className={classes['table']}
        data-compact={props.compact || undefined}
        aria-rowcount={(props.rowCount ?? rows.length) + 1}
        aria-busy={props.busy || undefined}
      >
        <caption className="readers-only">{props.caption}</caption>
        <HeadRow columns={columns} selection={selection} sort={props.sort} onSort={props.onSort} />
        <tbody>
          {before > 0 ? <Gap height={before} span={span} /> : null}
          {rows.slice(first, last + 1).map((row, offset) => {
            const index = first + offset;
            return (
              <BodyRow
                key={rowId(row)}
                row={row}
                id={rowId(row)}
                name={props.rowName(row)}
                index={index}
                columns={columns}
                selection={selection}
                detail={props.detail?.(row)}
                isCurrent={index === currentIndex}
                isQuiet={props.isQuiet?.(row) ?? false}
                isStop={index === place}
                measure={embedded ? undefined : virtual.measureElement}
                onFocus={() => setFocused(index)}
                onPick={props.onCurrent ? () => props.onCurrent?.(row) : undefined}
              />
            );
          })}
          {after > 0 ? <Gap height={after} span={span} /> : null}
        </tbody>
        {props.totals?.length ? (
          <tfoot>
            {props.totals.map((total) => (
              <tr key={total.id}>
                {selection ? <td /> : null}
                {columns.map((column) => (
                  <td
                    key={column.id}
                    data-numeric={column.numeric || undefined}
                    data-hides={column.hides}
                    data-stands={column.standsFor}
                    data-grow={column.grow || undefined}
                  >
                    {total.cells[column.id]}
                  </td>
                ))}
              </tr>
            ))}
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}

function Gap({ height, span }: { height: number; span: number }) {
  return (
    <tr aria-hidden className={classes['gap']}>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}
