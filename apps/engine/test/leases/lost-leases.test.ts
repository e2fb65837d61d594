import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineIdentity, GivenLease } from '@grabber/contracts/engine/lease';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { metric } from '../support/metric.ts';
import { pair } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browserTree, livingOf } from '../support/processes.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

// One story on real Chromium: an engine that is paused, one whose guard is in trouble, and one that drains.

const LONG_MS = 600_000;
/** Enough for a browser to start. */
const SHORT_MS = 8_000;

let simulator: Simulator;
let directories: Awaited<ReturnType<typeof temporaryDataDir>>[];
let engine: TestEngine;

beforeAll(async () => {
  simulator = await sharedSimulator();
  directories = [await temporaryDataDir(), await temporaryDataDir()];
  engine = await start();
});
afterAll(async () => {
  engine.child.kill('SIGCONT');
  await engine.end('SIGKILL');
  await Promise.all(directories.map((directory) => directory.remove()));
});

const dataDir = () => directories[0]!.path;
const store = () => directories[1]!.path;

function start() {
  const env = { PROFILE_STORE: store(), PROFILE_KEY: 'the-key-of-the-profiles-of-the-tests' };
  return startEngine({ simulator, dataDir: dataDir(), env });
}

const identity = async (): Promise<EngineIdentity> => (await engine.call('GET', '/identity')).body;

const hold = async () => (await identity()).holds.find(({ session_id }) => session_id === 'one');

async function lease(generation: number, ms: number): Promise<GivenLease> {
  const { boot_id, now_ms } = await identity();
  return { boot_id, generation, until_ms: now_ms + ms };
}

async function startUnder(generation: number, ms: number): Promise<void> {
  const body = { lease: await lease(generation, ms) };
  const answer = await engine.call('PUT', '/sessions/one', { body });
  expect(answer.status, answer.text).toBe(200);
}

async function connectedUnder(generation: number, ms: number): Promise<void> {
  await startUnder(generation, ms);
  await engine.reaches('one', 'connected');
}

async function showsLostLease(): Promise<void> {
  const { last_error } = await engine.reaches('one', 'disconnected');
  expect(last_error).toMatchObject({ code: 'LEASE_LOST' });
}

async function renew(generation: number, ms: number): Promise<void> {
  const { boot_id, until_ms } = await lease(generation, ms);
  const leases = [{ session_id: 'one', generation, until_ms }];
  const answer = await engine.call('POST', '/leases', { body: { boot_id, leases } });
  expect(answer.body).toEqual({ refused: [] });
}

/** The guard, as its engine's one other child. */
async function guardPid(): Promise<number | undefined> {
  const children = `/proc/${engine.child.pid}/task/${engine.child.pid}/children`;
  const pids = (await readFile(children, 'utf8')).split(' ').filter(Boolean);
  for (const pid of pids) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('guard.ts')) return Number(pid);
  }
  return undefined;
}

const ends = (pids: readonly number[]) =>
  poll(
    () => livingOf(pids),
    (alive) => alive.length === 0,
  );

it('a browser never outlives its lease, and an engine that ends hands its sessions over', async () => {
  const { account_id } = await simulator.control.createAccount({ contacts: 20, groups: 2 });
  await pair(engine, simulator, 'one', account_id);
  await connectedUnder(1, LONG_MS);
  const headers = { 'x-lease-generation': '1.5' };
  const wrong = await engine.call('GET', '/sessions/one', { headers });
  expect(wrong).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });

  // Paused: its browser goes on until the guard ends it.
  const first = await browserTree(dataDir());
  expect(first.length).toBeGreaterThan(2);
  await startUnder(2, SHORT_MS);
  const tree = await poll(
    () => browserTree(dataDir()),
    (pids) => pids.length > 0,
  );
  engine.child.kill('SIGSTOP');
  expect(await livingOf(tree)).not.toEqual([]);
  await ends(tree);
  engine.child.kill('SIGCONT');
  await showsLostLease();
  await ends([...first, ...(await browserTree(dataDir()))]);
  expect(await readdir(store())).toEqual([]);

  // Its guard is killed, and then stands still while the lease ends.
  await connectedUnder(3, LONG_MS);
  const killed = (await guardPid())!;
  process.kill(killed, 'SIGKILL');
  await poll(guardPid, (pid) => pid !== undefined && pid !== killed);
  await startUnder(4, SHORT_MS);
  const stopped = (await guardPid())!;
  process.kill(stopped, 'SIGSTOP');
  await showsLostLease();
  await ends([stopped, ...(await browserTree(dataDir()))]);

  // An operator sees all of that. Whether the engine or its guard was first is not certain where both run.
  const lost = await Promise.all(
    ['engine', 'guard'].map((by) => metric(engine, `grabber_engine_leases_lost_total{by="${by}"}`)),
  );
  expect(lost[0]! + lost[1]!).toBe(2);
  const replaced = (reason: string) =>
    metric(engine, `grabber_engine_guard_restarts_total{reason="${reason}"}`);
  expect([await replaced('ended'), await replaced('silent')]).toEqual([1, 1]);

  // It is told to end: the profile is stored, and those who ask once more see that.
  await connectedUnder(5, 60_000);
  await renew(5, LONG_MS);
  const exited = once(engine.child, 'exit');
  const body = { lease: await lease(1, LONG_MS) };
  engine.child.kill('SIGTERM');
  // Without its identity: the engine ends as soon as a client sees there that all sessions sleep.
  await poll(
    () => engine.output,
    (lines) => lines.some((line) => line.includes('Draining: ')),
  );
  const refused = await engine.call('PUT', '/sessions/two', { body });
  expect(refused).toMatchObject({ status: 503, body: { code: 'SHUTTING_DOWN' } });
  const { draining, holds } = await poll(
    identity,
    ({ holds: [held] }) => held?.has_browser === false,
  );
  expect(draining).toBe(true);
  expect(holds[0]).toMatchObject({
    generation: 5,
    is_linked: true,
    bundle_generation: 1,
    bundle_is_current: true,
  });
  expect(await exited).toEqual([0, null]);
  expect(await readdir(join(store(), 'one'))).toEqual(['0000000001.bundle']);

  // Another process on the same profiles waits for a lease.
  engine = await start();
  expect(await hold()).toMatchObject({
    generation: null,
    has_browser: false,
    bundle_generation: 1,
    bundle_is_current: true,
  });
  await connectedUnder(6, LONG_MS);
  expect(engine.output.filter((line) => line.includes('QR code ready'))).toEqual([]);
});
