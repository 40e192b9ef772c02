const STORAGE_KEY = 'quittance.company';

let chosen: string | null = null;

/** The company this browser works in; remembered between visits. */
export function chosenCompany(): string | null {
  chosen ??= globalThis.localStorage?.getItem(STORAGE_KEY) ?? null;
  return chosen;
}

export function chooseCompany(id: string | null): void {
  chosen = id;
  if (id) globalThis.localStorage?.setItem(STORAGE_KEY, id);
  else globalThis.localStorage?.removeItem(STORAGE_KEY);
}
