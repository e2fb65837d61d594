import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@grabber/database/connection/open-database';
import { lockKey } from '@grabber/database/sessions/lock-session';
import type { Random } from '../chaos/seeded-random.ts';
import { BEGINS_WITHIN_MS } from './lease-history.ts';
import type { EngineReplica, SeveralEngines } from './several-engines.ts';
import { isBelow, livingBrowsers } from './watch-browsers.ts';

type Client = Extract<Awaited<ReturnType<typeof connect>>, object>;
const connect = ({ pool }: Database) => pool.connect();

const READ_PATIENCE_MS = 8_000;
const LEASE_PATIENCE_MS = 20_000;
const POLL_MS = 100;
const REQUEST_MS = 5_000;

/**
 * Holds up the store of a grab that a browser of the engine has read, until the work has ended and the session has its
 * next lease. Without it hardly any grab is stored so late that it must be refused. Does without where no grab begins or
 * the database is away: the work is done in any case.
 */
export async function heldUpStore(
  stack: SeveralEngines,
  engine: EngineReplica,
  random: Random,
  work: () => Promise<void>,
): Promise<void> {
  const here = livingBrowsers(stack.root).filter((one) => isBelow(one, engine.dataDir));
  const [browser] = random.shuffle(here);
  const lock = browser && (await lockAddressBook(stack, browser.session).catch(() => null));
  if (!browser || !lock) return work();
  try {
    await untilItIsRead(stack, browser.session, lock).catch(() => undefined);
    const before = await generationOf(stack, browser.session).catch(() => null);
    await work();
    await until(LEASE_PATIENCE_MS, async () => {
      return (await generationOf(stack, browser.session)) !== before;
    }).catch(() => undefined);
  } finally {
    // Its connection ends, and the lock with it.
    lock.release(true);
  }
}

async function lockAddressBook({ db }: SeveralEngines, session: string): Promise<Client | null> {
  const client = await connect(db);
  // A database that is killed ends it.
  client.on('error', () => undefined);
  try {
    await client.query(`SET lock_timeout = ${REQUEST_MS}`);
    await client.query(`SELECT pg_advisory_lock(${lockKey('$1')})`, [session]);
    return client;
  } catch {
    client.release(true);
    return null;
  }
}

/** Its grab has read all, and waits for the lock. */
async function untilItIsRead(
  { apis }: SeveralEngines,
  session: string,
  lock: Client,
): Promise<void> {
  const [api] = apis;
  const queued = api?.call('POST', `/sessions/${session}/grabs`, { body: { kind: 'all' } });
  await Promise.race([queued?.catch(() => undefined), sleep(REQUEST_MS, null, { ref: false })]);
  await until(READ_PATIENCE_MS, async () => {
    const { rows } = await lock.query(
      `SELECT FROM pg_locks waiting JOIN pg_locks held USING (classid, objid, objsubid)
       WHERE held.pid = pg_backend_pid() AND held.locktype = 'advisory' AND held.granted
         AND waiting.locktype = 'advisory' AND NOT waiting.granted`,
    );
    return rows.length > 0;
  });
  // The history calls a lease a later one only after that.
  await sleep(BEGINS_WITHIN_MS);
}

async function generationOf({ db }: SeveralEngines, session: string): Promise<unknown> {
  const { rows } = await db.pool.query(
    'SELECT generation FROM session_placements WHERE session_id = $1',
    [session],
  );
  return rows[0]?.generation;
}

async function until(timeoutMs: number, isDone: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end && !(await isDone())) await sleep(POLL_MS);
}
