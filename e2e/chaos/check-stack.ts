import { expect } from 'vitest';
import { familyOf, listProcesses } from '../support/processes.ts';
import { poll } from '../support/rest-client.ts';
import { processesOf } from '../support/root-command.ts';
import { readStored, wantedOf } from '../support/stored-account.ts';
import { ADMIN_KEY } from '../support/whole-stack.ts';
import type { Chaos } from './chaos-stack.ts';
import type { Phase } from './phases.ts';

const READY_MS = 15_000;
const TAKEN_UP_MS = 10_000;
/** To see that something does not come, rather than to measure it. */
const PATIENCE_MS = 120_000;

/** What took how long after the trouble, in milliseconds. */
export type Times = {
  readonly ready: number;
  readonly connected: number;
  readonly grabbed: number;
};

/** Checks after a phase, which has just ended, that all is as if nothing had happened. `grabId`: queued before it. */
export async function checkStack(chaos: Chaos, phase: Phase, grabId: string): Promise<Times> {
  const { load, db, stack, sessionId } = chaos;
  const endedAt = Date.now();
  const sinceEnd = () => Date.now() - endedAt;
  await poll(
    () => readiness(stack.apiUrl),
    (status) => status !== null,
    PATIENCE_MS,
  );
  const ready = sinceEnd();
  await poll(
    () => statusOf(chaos),
    (status) => status === 'connected',
    PATIENCE_MS,
  );
  const connected = sinceEnd();
  // A full disk is named for a minute after the last statement that it refused.
  await poll(
    () => readiness(stack.apiUrl),
    (status) => status === 'ok',
    PATIENCE_MS,
  );
  const grab = await endedGrab(chaos, grabId);
  const grabbed = Date.parse(grab.started_at) - endedAt;
  await load.pause();
  const seen = load.take();
  expect.soft([...seen.defects], 'errors outside the contract').toEqual([]);
  expect.soft([...seen.wrongStates], 'wrong states').toEqual([]);
  if (phase.cutsOff !== 'all') expect.soft(seen.cutOff, 'requests cut off').toBe(0);
  if (!phase.cutsOff) expect.soft(seen.cutShort, 'answers cut short').toBe(0);
  expect.soft(seen.answers, 'answers').toBeGreaterThan(0);
  expect.soft(grab, 'the durable grab').toMatchObject({ state: 'complete', complete: true });
  await expectAddressBook(chaos);
  await expectNothingHeld(chaos);
  await expectNoOrphans(chaos);
  expect.soft(ready, 'ready after').toBeLessThanOrEqual(READY_MS);
  if (phase.isOfDatabase) expect.soft(grabbed, 'taken up after').toBeLessThanOrEqual(TAKEN_UP_MS);
  // So that the log of a long run fits on the small disk.
  await db.pool.query('CHECKPOINT');
  expect(await statusOf(chaos), sessionId).toBe('connected');
  return { ready, connected, grabbed };
}

/** What a ready API says of itself. Null: it is not ready. */
async function readiness(apiUrl: string): Promise<string | null> {
  const headers = { 'x-api-key': ADMIN_KEY };
  try {
    const response = await fetch(new URL('/health/ready', apiUrl), { headers });
    const { status } = (await response.json()) as { status: string };
    return response.ok ? status : null;
  } catch {
    return null;
  }
}

async function statusOf({ call, sessionId }: Chaos): Promise<string | null> {
  const answer = await call('GET', `/sessions/${sessionId}/status`).catch(() => null);
  return answer?.body.data?.status ?? null;
}

async function endedGrab({ call, sessionId }: Chaos, grabId: string) {
  const path = `/sessions/${sessionId}/grabs/${grabId}`;
  const record = async () => (await call('GET', path).catch(() => null))?.body.data ?? null;
  return poll(record, (data) => data?.finished_at != null, PATIENCE_MS);
}

/** The next grab is complete, and what is stored is the account: no row is lost, and none too many. */
async function expectAddressBook(chaos: Chaos): Promise<void> {
  const { call, sessionId, truth, db } = chaos;
  const unfinished = async () =>
    (await db.pool.query('SELECT state FROM grabs WHERE finished_at IS NULL')).rows;
  expect(await poll(unfinished, (rows) => rows.length === 0, PATIENCE_MS)).toEqual([]);
  const { rows } = await db.pool.query(
    `SELECT error FROM grabs WHERE durable AND state = 'failed' AND created_at > now() - interval '1 day'`,
  );
  expect.soft(rows, 'failed durable grabs').toEqual([]);
  const next = await call('POST', `/sessions/${sessionId}/grab-all`);
  expect(next.status, JSON.stringify(next.body.code)).toBe(200);
  const stored = await readStored(chaos.databaseUrl, sessionId);
  expect(stored).toEqual(wantedOf(truth()));
}

const HELD = `
SELECT 'advisory lock' AS what FROM pg_locks l JOIN pg_database d ON d.oid = l.database
WHERE l.locktype = 'advisory' AND d.datname = current_database()
UNION ALL SELECT 'lease' FROM grab_leases WHERE owner IS NOT NULL
UNION ALL SELECT 'transaction' FROM pg_stat_activity
WHERE datname = current_database() AND state LIKE 'idle in transaction%'
UNION ALL SELECT 'running job' FROM grabber_jobs.job WHERE state = 'active'`;

/** No lock, no lease, no open transaction and no running job is left. */
async function expectNothingHeld({ db }: Chaos): Promise<void> {
  const held = async () => (await db.pool.query(HELD)).rows;
  expect(await poll(held, (rows) => rows.length === 0, PATIENCE_MS)).toEqual([]);
}

/** A full Chromium starts it as a daemon. It ends with the last process of its browser. */
const CRASH_HANDLER = /chrome_crashpad_handler/;

/** Every process of the stack's directory is below its API or its engine, which has one browser. */
async function expectNoOrphans({ stack }: Chaos): Promise<void> {
  const orphans = async () => {
    const pids = new Set(await processesOf(stack.dataDir));
    const processes = await listProcesses();
    const known = new Set(
      [stack.api.pid, stack.engine.pid].flatMap((root) => familyOf(root, processes)),
    );
    return processes.filter(
      ({ pid, command }) => pids.has(pid) && !known.has(pid) && !CRASH_HANDLER.test(command),
    );
  };
  const left = await poll(orphans, (found) => found.length === 0, PATIENCE_MS);
  expect(left).toEqual([]);
  const processes = await listProcesses();
  const family = new Set(familyOf(stack.engine.pid, processes));
  const isBrowser = ({ command }: { command: string }) =>
    command.includes('--user-data-dir=') && !command.includes('--type=');
  const browsers = processes.filter((one) => family.has(one.pid) && isBrowser(one));
  expect(browsers.length, 'browsers').toBe(1);
}
