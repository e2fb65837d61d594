import { newSession } from '@grabber/database/testing/new-session';
import type { StoreSize } from './account.ts';
import { type BenchDatabase, type BenchServer, inNewDatabase } from './bench-database.ts';
import { storeByGrab } from './store-by-grab.ts';

type Timing = { readonly first: number; readonly repeat: number };

/** Milliseconds of a large and a small account: alone in a database, and as the second one in it. */
export type OrderRound = {
  readonly large: { readonly alone: Timing; readonly second: Timing };
  readonly small: { readonly alone: Timing; readonly second: Timing };
};

/** Measures each once. Postgres has statistics of the first account when the second one comes. */
export async function measureOrder(
  server: BenchServer,
  large: StoreSize,
  small: StoreSize,
): Promise<OrderRound> {
  return {
    large: await measureBeside(server, large, small),
    small: await measureBeside(server, small, large),
  };
}

async function measureBeside(server: BenchServer, size: StoreSize, other: StoreSize) {
  const alone = await inNewDatabase(server.url, (database) => storeTwice(database, size));
  const second = await inNewDatabase(server.url, async (database) => {
    await storeByGrab(database, other, false);
    await database.db.pool.query('ANALYZE');
    const { id: session_id } = await newSession(database.db);
    return storeTwice({ ...database, session_id }, size);
  });
  return { alone, second };
}

async function storeTwice(database: BenchDatabase, size: StoreSize): Promise<Timing> {
  const first = await storeByGrab(database, size, false);
  return { first, repeat: await storeByGrab(database, size, false) };
}
