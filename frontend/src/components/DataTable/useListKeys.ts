import { useEffect, useRef } from 'react';

type ListKeys = {
  move: (step: 1 | -1) => void;
  select: () => void;
  open: () => void;
  peek: () => void;
};

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=menu], [role=dialog]',
    ) !== null
  );
}

function actOf(event: KeyboardEvent, inRow: boolean): keyof ListKeys | 'back' | null {
  switch (event.key) {
    case 'j':
      return 'move';
    case 'k':
      return 'back';
    case 'x':
      return 'select';
    case 'p':
      return 'peek';
    case 'ArrowDown':
      return inRow ? 'move' : null;
    case 'ArrowUp':
      return inRow ? 'back' : null;
    case 'Enter':
      return inRow ? 'open' : null;
    case ' ':
      return inRow ? 'select' : null;
    default:
      return null;
  }
}

/** The keys of a list: j/k or arrows move, x or space select, Enter opens, p peeks. */
export function useListKeys(enabled: boolean, keys: ListKeys): void {
  const latest = useRef(keys);
  latest.current = keys;

  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isWriting(event.target) || document.querySelector('[role="dialog"]')) return;
      const inRow = event.target instanceof HTMLTableRowElement;
      const act = actOf(event, inRow);
      if (!act) return;
      event.preventDefault();
      if (act === 'move') latest.current.move(1);
      else if (act === 'back') latest.current.move(-1);
      else latest.current[act]();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [enabled]);
}
