import type { Database } from './open-database.ts';
import { type SnapshotBounds, withSnapshot } from './with-snapshot.ts';

const ROWS_PER_FETCH = 1_000;

/**
 * The rows of one statement, page by page from a cursor on the server: planned once, and in constant
 * memory here whatever its size.
 *
 * @throws ReadStalled when the one who reads keeps the snapshot for too long
 */
export function streamQuery<Row extends object>(
  db: Database,
  query: { text: string; values: unknown[] },
  bounds?: SnapshotBounds,
): AsyncGenerator<Row[]> {
  return withSnapshot(
    db,
    async function* (client) {
      // All rows will be read: the plan must not favour the first ones.
      await client.query('SET LOCAL cursor_tuple_fraction = 1');
      await client.query({
        text: `DECLARE rows NO SCROLL CURSOR FOR ${query.text}`,
        values: query.values,
      });
      for (;;) {
        const { rows } = await client.query<Row>(`FETCH ${ROWS_PER_FETCH} FROM rows`);
        if (rows.length > 0) yield rows;
        if (rows.length < ROWS_PER_FETCH) return;
      }
    },
    bounds,
  );
}
