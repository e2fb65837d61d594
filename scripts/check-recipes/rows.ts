import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import type { Tenant } from './world.ts';

/** A row of the API, or of a recipe's table, by the names of its fields. */
export type Row = Readonly<Record<string, unknown>>;
export type Rows = ReadonlyMap<number, Row>;

const PAGE = 1_000;
const SHOWN_DIFFERENCES = 5;

/**
 * All stored rows of a session, with the people without WhatsApp. In the API's own language: a name that is made for
 * the answer depends on it. Rejects with the status of an answer that is no list.
 */
export async function readStored({ env }: Tenant, sessionId: string): Promise<Rows> {
  const rows = new Map<number, Row>();
  for (const onWhatsApp of ['true', 'false']) {
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = { limit: String(PAGE), on_whatsapp: onWhatsApp };
      if (cursor !== null) query.cursor = cursor;
      const url = `${env.GRABBER_URL}/api/sessions/${sessionId}/contacts?${new URLSearchParams(query)}`;
      const answer = await fetch(url, { headers: { 'x-api-key': env.GRABBER_KEY } });
      if (!answer.ok) throw new Error(`The list of contacts answers ${answer.status}`);
      const { data } = (await answer.json()) as {
        data: { contacts: Row[]; next_cursor: string | null };
      };
      for (const contact of data.contacts) rows.set(contact.id as number, contact);
      cursor = data.next_cursor;
    } while (cursor !== null);
  }
  return rows;
}

/** What a SELECT of a recipe's SQLite file answers. Empty before there is a file or a table. */
export function readTable(file: string, sql: string, ...values: string[]): Row[] {
  if (!existsSync(file)) return [];
  const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  try {
    return database.prepare(sql).all(...values) as Row[];
  } catch (error) {
    if ((error as Error).message.startsWith('no such table')) return [];
    throw error;
  } finally {
    database.close();
  }
}

/** The rows of a recipe's table: the whole answer in its column `data`. */
export function readCopies(file: string, id: string, sessionId: string): Rows {
  const sql = `SELECT ${id} AS id, data FROM contacts WHERE session_id = ?`;
  const rows = readTable(file, sql, sessionId);
  return new Map(rows.map((row) => [Number(row.id), JSON.parse(row.data as string) as Row]));
}

/** What differs between both, at most a few lines of it. Empty: they are equal. */
export function findDifferences(stored: Rows, copies: Rows): string[] {
  const missing = [...stored.keys()]
    .filter((id) => !copies.has(id))
    .map((id) => `${id} is missing`);
  const extra = [...copies.keys()].filter((id) => !stored.has(id)).map((id) => `${id} is gone`);
  const differing = [...stored].flatMap(([id, row]) =>
    fieldsThatDiffer(row, copies.get(id) ?? row).map((field) => `${id} differs in ${field}`),
  );
  return [...missing, ...extra, ...differing].slice(0, SHOWN_DIFFERENCES);
}

function fieldsThatDiffer(row: Row, copy: Row): string[] {
  return Object.keys(row)
    .filter((field) => !isNoChange(row, field))
    .filter((field) => !isDeepStrictEqual(row[field], copy[field]));
}

/** What moves without being a change: see docs/recipes.md. */
function isNoChange(row: Row, field: string): boolean {
  return field === 'grabbed_at' || (field === 'name' && row.name_source === 'members');
}
