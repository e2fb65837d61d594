/** What an address may say, as the router has parsed it. */
export type RawSearch = Readonly<Record<string, unknown>>;

/** A text that the address says, else undefined. */
export function textOf(raw: RawSearch, name: string): string | undefined {
  const value = raw[name];
  // The router reads digits as a number.
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** One of the given values, else undefined. */
export function oneOf<T extends string>(
  raw: RawSearch,
  name: string,
  values: readonly T[],
): T | undefined {
  return values.find((value) => value === raw[name]);
}

type Known<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** The same without what is absent, so that it is not in the address either. */
export function present<T extends object>(search: T): Known<T> {
  const known = Object.entries(search).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Known<T>;
}

/**
 * The reader, whose screen sees nothing else. The router puts what a reader returns over what the address says: what the
 * reader leaves out must be said to be absent, or a wrong value comes through.
 */
export function onlyKnown<T extends object>(read: (raw: RawSearch) => T): (raw: RawSearch) => T {
  return (raw) => {
    const absent = Object.fromEntries(Object.keys(raw).map((name) => [name, undefined]));
    return { ...absent, ...read(raw) };
  };
}
