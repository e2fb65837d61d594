import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@grabber/database/connection/open-database';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { dataOf } from '../../scripts/stack/api-caller.ts';
import { specOf } from '../grab/accounts.ts';
import type { GrabStack } from '../grab/grab-stack.ts';
import type { StoreSize } from '../store/account.ts';

const POLL_MS = 250;
/** Of each step of one session, on a machine whose cores are all busy. */
const PATIENCE_MS = 10 * 60_000;

/** Links a new session with a new account. Resolves with its id when it is connected. */
export async function linkSession(
  stack: GrabStack,
  simulator: Simulator,
  size: StoreSize,
): Promise<string> {
  // Of its own, because accounts of one size and seed are one account.
  const account_id = randomUUID();
  await simulator.control.createAccount({ ...specOf(size), account_id });
  return stack.connect(account_id);
}

/** Chooses that the session sleeps between grabs. Resolves when it has no browser. */
export async function putToSleep(stack: GrabStack, id: string): Promise<void> {
  const params = { path: { id } };
  await dataOf(stack.client.PATCH('/api/sessions/{id}', { params, body: { keep: 'asleep' } }));
  await until(`session ${id} sleeps`, async () => {
    const status = stack.client.GET('/api/sessions/{id}/status', { params });
    return (await dataOf(status)).asleep;
  });
}

export type GrabOfNight = {
  readonly session_id: string;
  readonly contacts: number;
  /** From the request to the stored result, the wait for a browser included. */
  readonly ms: number;
};

/** Queues a grab of each session at once. Resolves when all are stored; throws when one is not complete. */
export async function grabAll(
  { client }: GrabStack,
  db: Database,
  ids: readonly string[],
): Promise<GrabOfNight[]> {
  const queued = await Promise.all(
    ids.map((id) => {
      const params = { path: { id } };
      return dataOf(client.POST('/api/sessions/{id}/grabs', { params, body: { kind: 'all' } }));
    }),
  );
  const grabIds = queued.map(({ grab_id }) => grab_id);
  // Of the database: so many clients that ask again and again would be part of what is measured.
  await until('all grabs are stored', async () => {
    const { rows } = await db.pool.query<{ open: number }>(
      'SELECT count(*)::int AS open FROM grabs WHERE id = ANY($1) AND finished_at IS NULL',
      [grabIds],
    );
    return rows[0]?.open === 0;
  });
  const { rows } = await db.pool.query<GrabOfNight & { state: string }>(
    `SELECT session_id, state, total_contacts AS contacts,
       extract(epoch FROM finished_at - created_at)::float8 * 1000 AS ms
     FROM grabs WHERE id = ANY($1)`,
    [grabIds],
  );
  const failed = rows.find(({ state }) => state !== 'complete');
  if (failed) throw new Error(`A grab is ${failed.state}`);
  return rows;
}

/** Once they all sleep again: how long the browser of each last ran. */
export async function timesAwake({ pool }: Database, ids: readonly string[]): Promise<number[]> {
  await until('all sleep again', async () => {
    const { rows } = await pool.query<{ awake: number }>(
      'SELECT count(*)::int AS awake FROM sessions WHERE id = ANY($1) AND NOT asleep',
      [ids],
    );
    return rows[0]?.awake === 0;
  });
  const { rows } = await pool.query<{ awake_ms: number }>(
    'SELECT awake_ms FROM sessions WHERE id = ANY($1)',
    [ids],
  );
  return rows.map(({ awake_ms }) => awake_ms);
}

/** Asks again and again. Throws when it does not come within PATIENCE_MS. */
export async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`It never came: ${what}`);
    await sleep(POLL_MS);
  }
}
