import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { browsersOf } from '../../apps/engine/test/support/processes.ts';
import { signal } from '../support/processes.ts';
import { poll } from '../support/rest-client.ts';
import {
  fallAsleep,
  type Linked,
  linkSession,
  type Status,
  untilStatus,
} from './linked-sessions.ts';
import { createPatientClient } from './patient-client.ts';
import { type EngineReplica, type SeveralEngines, startSeveralEngines } from './several-engines.ts';
import { type BrowserWatch, livingBrowsers, watchBrowsers } from './watch-browsers.ts';

const PEOPLE = 30;

let stack: SeveralEngines;
let watch: BrowserWatch;
let awake: Linked;
let asleep: Linked;

beforeAll(async () => {
  stack = await startSeveralEngines(inject('postgresUrl'), {
    engines: 2,
    apis: 1,
    logsTo: process.env.ENGINES_LOGS,
    engine: { ENGINE_MAX_BROWSERS: '2' },
    api: {
      LEASE_SECONDS: '5',
      LEASE_MARGIN_SECONDS: '1',
      SLEEP_AFTER_SECONDS: '1',
      WAKES_PER_HOUR: '0',
    },
  });
  watch = watchBrowsers(stack.root);
  [awake, asleep] = await Promise.all([link('awake', 1), link('asleep', 2)]);
});
afterAll(async () => {
  watch?.stop();
  await stack?.close();
});

const call = () => api().call;

function api() {
  const [first] = stack.apis;
  if (!first) throw new Error('No API runs.');
  return first;
}

function link(account_id: string, seed: number): Promise<Linked> {
  const spec = { account_id, seed, contacts: PEOPLE, groups: 2, participants: 5 };
  return linkSession(stack.simulator, call(), spec);
}

/** The engine with the browser of a session, and the other one. */
function enginesOf(id: string): [EngineReplica, EngineReplica] {
  const browser = livingBrowsers(stack.root).find(({ session }) => session === id);
  const own = stack.engines.find(({ dataDir }) => browser?.profile.startsWith(dataDir));
  const other = stack.engines.find((engine) => engine !== own);
  if (!own || !other) throw new Error('The session has no browser.');
  return [own, other];
}

function profileOf({ dataDir }: EngineReplica, id: string): string {
  return join(dataDir, 'engine', 'sessions', id);
}

/** Waits until an engine has nothing more of a session. */
async function untilGone(engine: EngineReplica, id: string): Promise<void> {
  const look = () =>
    access(profileOf(engine, id)).then(
      () => true,
      () => false,
    );
  await poll(look, (isThere) => !isThere);
}

const isConnected = ({ status, asleep, stale }: Status) =>
  status === 'connected' && !asleep && !stale;

/** As a client does that comes again when it is told to. */
async function expectWhole({ id }: Linked): Promise<void> {
  const answer = await createPatientClient(stack.apis).ask('POST', `/api/sessions/${id}/grab-all`);
  expect(answer).toMatchObject({ complete: true, total_contacts: PEOPLE });
}

it('an engine that ends hands its sessions over, without a scan', async () => {
  const [own] = enginesOf(awake.id);
  await own.drain();
  for (const { id } of [awake, asleep]) await untilStatus(call(), id, isConnected);
  expect(enginesOf(awake.id)[0]).not.toBe(own);
  await expectWhole(awake);
  await own.start();
  // It came back with profiles of devices that are linked on the other one.
  for (const { id } of [awake, asleep]) await untilGone(own, id);
});

it('the browsers of a paused engine end, and another engine wakes its sleeping session', async () => {
  const [paused] = enginesOf(asleep.id);
  expect(enginesOf(awake.id)[0]).toBe(paused);
  await fallAsleep(call(), stack.db, asleep.id);

  signal(paused.pid(), 'SIGSTOP');
  try {
    await poll(
      () => browsersOf(paused.dataDir),
      (pids) => pids.length === 0,
    );
    await expectWhole(asleep);
    expect(await browsersOf(paused.dataDir)).toEqual([]);
    // Only the paused engine has its newest profile.
    await poll(
      async () => (await call()('POST', `/sessions/${awake.id}/grab-all`)).body.code,
      (code) => code === 'SESSION_WAITS_FOR_ENGINE',
    );
  } finally {
    signal(paused.pid(), 'SIGCONT');
  }
  // Its browser starts under a new lease, on the engine that has its profile.
  await poll(
    async () => (await call()('POST', `/sessions/${awake.id}/grab-all`)).body.data,
    (data) => data?.complete === true && data.total_contacts === PEOPLE,
  );
  expect(enginesOf(awake.id)[0]).toBe(paused);
  await expectWhole(asleep);
  await untilGone(paused, asleep.id);
});

it('an engine that was away when a session was deleted removes its profile when it is back', async () => {
  const [own, other] = enginesOf(awake.id);
  await own.drain();
  await untilStatus(call(), awake.id, isConnected);
  expect(enginesOf(awake.id)[0]).toBe(other);
  await access(profileOf(own, awake.id));
  expect((await call()('DELETE', `/sessions/${awake.id}`)).status).toBe(200);
  await expect(access(profileOf(other, awake.id))).rejects.toThrow();
  await own.start();
  await untilGone(own, awake.id);
  // The other one has its session as before.
  await expectWhole(asleep);
});

it('no link had two browsers at any time', () => {
  expect(watch.violations()).toEqual([]);
});
