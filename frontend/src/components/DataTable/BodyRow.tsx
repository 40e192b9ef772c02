import { useLingui } from '@lingui/react/macro';
import type { MouseEvent, ReactNode } from 'react';
import type { Column, Selection } from './columns';
import classes from './DataTable.module.css';

type Props<Row> = {
  row: Row;
  id: string;
  name: string;
  index: number;
  columns: readonly Column<Row>[];
  selection: Selection | undefined;
  detail: ReactNode;
  isCurrent: boolean;
  isQuiet: boolean;
  /** The one row the Tab key stops at. */
  isStop: boolean;
  measure: ((element: HTMLTableRowElement | null) => void) | undefined;
  onFocus: () => void;
  onPick: (() => void) | undefined;
};

export function BodyRow<Row>(props: Props<Row>) {
  const { t } = useLingui();
  const { row, id, index, columns, selection, onPick } = props;
  const isSelected = selection?.ids.has(id) ?? false;

  const pick = (event: MouseEvent<HTMLTableRowElement>) => {
    const target = event.target as HTMLElement;
    if (!target.closest('a, button, input, label')) onPick?.();
  };

  return (
    <tr
      ref={props.measure}
      data-index={index}
      aria-rowindex={index + 2}
      aria-current={props.isCurrent || undefined}
      data-quiet={props.isQuiet || undefined}
      data-pick={onPick ? true : undefined}
      tabIndex={props.isStop ? 0 : -1}
      onFocus={props.onFocus}
      onClick={onPick ? pick : undefined}
    >
      {selection ? (
        <td className={classes['tick']}>
          <label>
            <span className="readers-only">{t`Cocher ${props.name}`}</span>
            <input
              type="checkbox"
              checked={isSelected}
              disabled={selection.isDisabled?.(id)}
              onChange={() => selection.onToggle(id)}
            />
          </label>
        </td>
      ) : null}
      {columns.map((column) => (
        <td
          key={column.id}
          data-numeric={column.numeric || undefined}
          data-hides={column.hides}
          data-stands={column.standsFor}
          data-grow={column.grow || undefined}
        >
          {column.cell(row)}
          {column.grow && props.detail ? (
            <div className={classes['detail']}>{props.detail}</div>
          ) : null}
        </td>
      ))}
    </tr>
  );
}
