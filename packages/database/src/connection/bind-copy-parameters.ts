import { isUuid } from '@grabber/primitives/uuid';
import type { PoolClient } from 'pg';

/** The namespace of this program's settings, which nothing else reads. */
const SETTING = 'contact_grabber.parameter_';

/** A text that is worked on once, by this SQL, and not for each row. */
type Prepared = { readonly text: string; sql(placeholder: string): string };

/**
 * Replaces the parameters of a statement, because COPY takes none. Texts become settings of the
 * transaction, so that a search text is never part of a statement that Postgres may log. Call `settings`
 * first. Works only if `$` and digits mean a parameter everywhere in the statement. A text parameter must
 * be compared with a text.
 */
export function hideParameters(query: { text: string; values: readonly unknown[] }): {
  text: string;
  settings(client: PoolClient): Promise<void>;
} {
  const hidden = new Map<string, Prepared>();
  const text = query.text.replace(/\$(\d+)/g, (_, place: string) => {
    const index = Number(place) - 1;
    if (!(index in query.values)) throw new Error(`The statement has no parameter $${place}`);
    const value = query.values[index];
    const prepared = preparedOf(value);
    if (prepared === null) return literal(value);
    const name = `${SETTING}${place}`;
    hidden.set(name, prepared);
    return `current_setting('${name}')`;
  });
  return { text, settings: (client) => set(client, hidden) };
}

/** The text of a value. Null if the value is not a text from a request. */
function preparedOf(value: unknown): Prepared | null {
  if (typeof value === 'string') {
    return isUuid(value) ? null : { text: value, sql: (placeholder) => placeholder };
  }
  return typeof value === 'object' && value !== null && 'sql' in value ? (value as Prepared) : null;
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return `'${value}'`;
  throw new Error(`A ${typeof value} cannot be written into a statement`);
}

async function set(client: PoolClient, hidden: ReadonlyMap<string, Prepared>): Promise<void> {
  for (const [name, { text, sql }] of hidden) {
    await client.query(`SELECT set_config($1, ${sql('$2')}, true)`, [name, text]);
  }
}
