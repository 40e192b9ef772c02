import { useSyncExternalStore } from 'react';

let ended = false;
const listeners = new Set<() => void>();

function change(value: boolean): void {
  ended = value;
  for (const listener of listeners) listener();
}

/** Whether the server no longer knows this session; the open page stays and asks to log in again. */
export const sessionEnd = {
  announce: () => change(true),
  forget: () => change(false),
};

export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => ended,
  );
}
