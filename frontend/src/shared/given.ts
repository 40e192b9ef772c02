type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Only the values that are given: an empty filter is no filter, and leaves the query string. */
export function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  ) as Given<T>;
}
