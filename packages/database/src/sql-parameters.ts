/** The parameters of a statement that is put together from parts. */
export interface SqlParameters {
  readonly values: unknown[];
  /** takes a value; answers the placeholder that stands for it */
  add(value: unknown): string;
}

/** Parameters of one statement; `first` are $1, $2 … */
export function sqlParameters(...first: unknown[]): SqlParameters {
  const values = [...first];
  return { values, add: (value) => `$${values.push(value)}` };
}
