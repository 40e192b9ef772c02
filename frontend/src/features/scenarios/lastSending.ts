import { useSyncExternalStore } from 'react';
import { chosenCompany } from '~/api/company';

/** The last sending of this tab: what it said, until when it can be undone, what stayed behind. */
export type Sending = {
  id: string;
  channel: string;
  messages: number;
  customers: number;
  sums: string;
  undoUntil: string;
  skipped: { actionId: string; name: string; detail: string }[];
};

// It is told, and may be undone, in the company it was made in only.
type Kept = Sending & { company: string | null };

const STORAGE_KEY = 'quittance.sending';
const listeners = new Set<() => void>();

function read(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null');
  } catch {
    return null;
  }
}

let last = read();

export function rememberSending(sending: Sending): void {
  last = { ...sending, company: chosenCompany() };
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(last));
  for (const listener of listeners) listener();
}

export function useLastSending(): Sending | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (last?.company === chosenCompany() ? last : null),
  );
}
