import { openDatabase } from '@grabber/database/connection/open-database';
import type { StoreSize } from './account.ts';
import { type BenchDatabase, type BenchServer, inNewDatabase } from './bench-database.ts';
import { storeByCopy } from './store-by-copy.ts';
import { storeByGrab } from './store-by-grab.ts';
import { storeByRow } from './store-by-row.ts';

/** Milliseconds of one round. Each way has its own database. */
export type StoreRound = {
  readonly grab: { readonly first: number; readonly repeat: number; readonly changed: number };
  /** Contact rows that the repeated grab updated, as Postgres counts them. */
  readonly rewritten: number;
  readonly copy: number;
  /** Of the sample, scaled up. */
  readonly row: { readonly first: number; readonly repeat: number };
};

/** Measures each way once. */
export async function measureStore(
  server: BenchServer,
  size: StoreSize,
  sample: StoreSize,
): Promise<StoreRound> {
  const copy = await inNewDatabase(server.url, (database) => storeByCopy(database, size));
  const grabbed = await inNewDatabase(server.url, async (database) => {
    const first = await storeByGrab(database, size, false);
    const before = await updatedContacts(database);
    // On separate connections: their counts are known when they are closed.
    const repeat = await onOwnConnections(database, (own) => storeByGrab(own, size, false));
    const rewritten = (await updatedContacts(database)) - before;
    return { grab: { first, repeat, changed: await storeByGrab(database, size, true) }, rewritten };
  });
  const row = await inNewDatabase(server.url, async (database) => {
    const first = scaled(await storeByRow(database, sample), size, sample);
    return { first, repeat: scaled(await storeByRow(database, sample), size, sample) };
  });
  return { ...grabbed, copy, row };
}

function scaled(
  { contactsMs, membersMs }: { contactsMs: number; membersMs: number },
  size: StoreSize,
  sample: StoreSize,
): number {
  const contacts = (size.contacts + size.groups) / (sample.contacts + sample.groups);
  const members = (size.groups * size.members) / (sample.groups * sample.members);
  return contactsMs * contacts + membersMs * members;
}

async function onOwnConnections<T>(
  database: BenchDatabase,
  work: (own: BenchDatabase) => Promise<T>,
): Promise<T> {
  const db = openDatabase(database.url);
  try {
    return await work({ ...database, db });
  } finally {
    await db.close();
    await untilGone(database);
  }
}

async function updatedContacts({ db }: BenchDatabase): Promise<number> {
  const { rows } = await db.pool.query<{ updated: number }>(
    "SELECT n_tup_upd AS updated FROM pg_stat_user_tables WHERE relname = 'contacts'",
  );
  return rows[0]?.updated ?? 0;
}

const GONE_WITHIN_MS = 10_000;
const POLL_MS = 50;

/** A connection reports its counts when its process ends. Waits for all but those of `database`. */
async function untilGone(database: BenchDatabase): Promise<void> {
  const { pool, grabPool, reserved } = database.db;
  // Counted at each look: work in the background opens connections after the first grab.
  const own = () => pool.totalCount + grabPool.totalCount + reserved.pool.totalCount;
  const endAt = performance.now() + GONE_WITHIN_MS;
  while ((await connections(database)) > own()) {
    if (performance.now() > endAt) throw new Error('a connection did not end');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function connections({ db }: BenchDatabase): Promise<number> {
  const { rows } = await db.pool.query<{ connected: number }>(
    `SELECT count(*) AS connected FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend'`,
  );
  return rows[0]?.connected ?? 0;
}
