import { newSession } from '@grabber/database/testing/new-session';
import type { StoreSize } from './account.ts';
import { type BenchDatabase, type BenchServer, inNewDatabase } from './bench-database.ts';
import { storeByGrab } from './store-by-grab.ts';

type Timing = { readonly first: number; readonly repeat: number };

/** One account: alone in a database, as the second one in it, and after ten others of all sizes. */
export type Orders = {
  readonly alone: Timing;
  readonly second: Timing;
  readonly eleventh: Timing;
};

/** Milliseconds of a large and a small account. */
export type OrderRound = { readonly large: Orders; readonly small: Orders };

const OTHERS = 10;

/** Measures each once. Postgres has statistics of the other accounts, and none of the measured one. */
export async function measureOrder(
  server: BenchServer,
  large: StoreSize,
  small: StoreSize,
): Promise<OrderRound> {
  const ten = Array.from({ length: OTHERS }, (_, index) => between(small, large, index));
  const measure = async (size: StoreSize, other: StoreSize): Promise<Orders> => ({
    alone: await measureBeside(server, size, []),
    second: await measureBeside(server, size, [other]),
    eleventh: await measureBeside(server, size, ten),
  });
  return { large: await measure(large, small), small: await measure(small, large) };
}

/** The sizes from the small to the large account, in equal ratios. */
function between(small: StoreSize, large: StoreSize, index: number): StoreSize {
  const share = index / (OTHERS - 1);
  const of = (from: number, to: number) => Math.round(from * (to / from) ** share);
  return {
    contacts: of(small.contacts, large.contacts),
    groups: of(small.groups, large.groups),
    members: of(small.members, large.members),
  };
}

function measureBeside(server: BenchServer, size: StoreSize, others: readonly StoreSize[]) {
  return inNewDatabase(server.url, async (database) => {
    for (const other of others) {
      const { id: session_id } = await newSession(database.db);
      await storeByGrab({ ...database, session_id }, other, false);
    }
    if (others.length > 0) await database.db.pool.query('ANALYZE');
    return storeTwice(database, size);
  });
}

async function storeTwice(database: BenchDatabase, size: StoreSize): Promise<Timing> {
  const first = await storeByGrab(database, size, false);
  return { first, repeat: await storeByGrab(database, size, false) };
}
