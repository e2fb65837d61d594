import { escapeLiteral } from 'pg';

/**
 * The text of a statement with its parameters written into it as literals: COPY takes none. Only for
 * statements in which `$` and digits stand for nothing but a parameter.
 */
export function inlineParameters(query: { text: string; values: readonly unknown[] }): string {
  return query.text.replace(/\$(\d+)/g, (_, place: string) => {
    const index = Number(place) - 1;
    if (!(index in query.values)) throw new Error(`The statement has no parameter $${place}`);
    return literal(query.values[index]);
  });
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return escapeLiteral(value);
  throw new Error(`A ${typeof value} cannot be written into a statement`);
}
