import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { grabsOfOldLeases, recordHistory, unlinkedSessions } from '../engines/lease-history.ts';
import type { Linked } from '../engines/linked-sessions.ts';
import { grabAndCompare, linkMany, untilAllConnected } from '../engines/many-sessions.ts';
import { createPatientClient, type PatientClient } from '../engines/patient-client.ts';
import { type SeveralEngines, startSeveralEngines } from '../engines/several-engines.ts';
import { type BrowserWatch, watchBrowsers } from '../engines/watch-browsers.ts';

const ROUNDS = 2;
const SESSIONS = 8;
const ALWAYS_AWAKE = 4;
const PAUSE_MS = 300;
/** A balancer hears that an API ends before that one ends. */
const TAKEN_OUT_MS = 1_000;
const BETWEEN_MS = 3_000;
const BACK_MS = 60_000;

let stack: SeveralEngines;
let watch: BrowserWatch;
let sessions: Linked[];
let client: PatientClient;
let added = 0;
/** Queued grabs that did not end well. */
const unfinished: string[] = [];

beforeAll(async () => {
  stack = await startSeveralEngines(inject('postgresUrl'), {
    engines: 3,
    apis: 2,
    logsTo: process.env.ENGINES_LOGS,
    engine: { ENGINE_MAX_BROWSERS: '5' },
    api: {
      LEASE_SECONDS: '10',
      LEASE_MARGIN_SECONDS: '2',
      SLEEP_AFTER_SECONDS: '1',
      WAKES_PER_HOUR: '0',
      BROWSER_STARTS_PER_HOUR: '0',
      RATE_LIMIT_PER_MINUTE: '0',
    },
  });
  watch = watchBrowsers(stack.root);
  sessions = await linkMany(stack, SESSIONS, { awake: ALWAYS_AWAKE });
  client = createPatientClient(stack.apis);
  await recordHistory(stack.db);
});
afterAll(async () => {
  watch?.stop();
  await stack?.close();
});

/** Grabs a session again and again, in both ways, and reads what is stored. */
async function useSession({ id, accountId }: Linked, signal: AbortSignal): Promise<void> {
  const path = (rest: string) => `/api/sessions/${id}/${rest}`;
  while (!signal.aborted) {
    await stack.simulator.control.changeAccount(accountId, [
      { type: 'add_contact', address_book_name: 'One more', is_saved: true, known_by: 'phone' },
    ]);
    added += 1;
    await client.ask('POST', path('grab-all'));
    const queued = (await client.ask('POST', path('grabs'), { kind: 'all' })) as {
      grab_id: string;
    } | null;
    await client.ask('GET', path('status'));
    await client.ask('GET', path('contacts?limit=100'));
    if (queued) await untilGrabbed(path(`grabs/${queued.grab_id}`));
    await sleep(PAUSE_MS);
  }
}

async function untilGrabbed(path: string): Promise<void> {
  for (;;) {
    const grab = (await client.ask('GET', path)) as { finished_at: string | null; state: string };
    if (!grab) return;
    if (grab.finished_at !== null) {
      if (grab.state !== 'complete') unfinished.push(JSON.stringify(grab).slice(0, 500));
      return;
    }
    await sleep(PAUSE_MS);
  }
}

async function replaceAll(): Promise<void> {
  for (const engine of stack.engines) {
    await engine.drain();
    await engine.start();
    await sleep(BETWEEN_MS);
  }
  for (const api of stack.apis) {
    client.takeOut(api);
    await sleep(TAKEN_OUT_MS);
    await api.drain();
    await api.start();
    client.takeBack(api);
    await sleep(BETWEEN_MS);
  }
}

it('each engine and API is replaced under grabs: no request fails, no contact is lost, no scan is needed', async () => {
  const end = new AbortController();
  const using = Promise.all(sessions.map((session) => useSession(session, end.signal)));
  for (let round = 1; round <= ROUNDS; round += 1) await replaceAll();
  end.abort();
  await using;
  await untilAllConnected(stack, sessions, BACK_MS);
  console.log(JSON.stringify({ added, answered: client.answered(), told: client.told() }));
  expect(client.failures()).toEqual([]);
  expect(unfinished).toEqual([]);
  expect(await grabAndCompare(stack, sessions)).toEqual([]);
  const { rows } = await stack.db.pool.query(
    `SELECT count(*)::int AS lost FROM contacts WHERE status <> 'active'`,
  );
  expect(rows).toEqual([{ lost: 0 }]);
  expect(watch.violations()).toEqual([]);
  expect(await grabsOfOldLeases(stack.db)).toEqual([]);
  expect(await unlinkedSessions(stack.db)).toEqual([]);
});
