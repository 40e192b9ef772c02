import { useSyncExternalStore } from 'react';

/** The last sending of this tab: what it said, until when it can be undone, what stayed behind. */
export type Sending = {
  id: string;
  channel: string;
  messages: number;
  customers: number;
  sums: string;
  undoUntil: string;
  skipped: { name: string; detail: string }[];
};

const STORAGE_KEY = 'quittance.sending';
const listeners = new Set<() => void>();

function read(): Sending | null {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null');
  } catch {
    return null;
  }
}

let last = read();

export function rememberSending(sending: Sending | null): void {
  last = sending;
  if (sending) sessionStorage.setItem(STORAGE_KEY, JSON.stringify(sending));
  else sessionStorage.removeItem(STORAGE_KEY);
  for (const listener of listeners) listener();
}

export function useLastSending(): Sending | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => last,
  );
}
