import type { ReactNode } from 'react';
import classes from './ViewTabs.module.css';

export type View<Key extends string> = {
  key: Key;
  label: ReactNode;
  count?: number | undefined;
  icon?: ReactNode;
};

type Props<Key extends string> = {
  label: string;
  views: readonly View<Key>[];
  current: Key;
  onSelect: (key: Key) => void;
};

/** Named views of one list; the current one is underlined in ink. */
export function ViewTabs<Key extends string>({ label, views, current, onSelect }: Props<Key>) {
  return (
    <nav className={classes['tabs']} aria-label={label}>
      {views.map((view) => (
        <button
          key={view.key}
          type="button"
          className={classes['tab']}
          aria-current={view.key === current ? 'true' : undefined}
          onClick={() => onSelect(view.key)}
        >
          {view.icon}
          {view.label}{' '}
          {view.count === undefined ? null : <span className={classes['count']}>{view.count}</span>}
        </button>
      ))}
    </nav>
  );
}
