import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pair } from '../support/pairing.ts';
import { browsersOf } from '../support/processes.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

const SPEC = { seed: 1_950, contacts: 12, groups: 2, participants: 4, odd_names: false };

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engine: TestEngine;

beforeAll(async () => {
  simulator = await startSimulator();
  dataDir = await temporaryDataDir();
  engine = await startEngine({ simulator, dataDir: dataDir.path });
});

afterAll(async () => {
  await engine?.end('SIGTERM');
  await simulator?.stop();
  await dataDir?.remove();
});

it('a session whose profile another engine has taken ends with its browser, and saves nothing', async () => {
  const { account_id } = await simulator.control.createAccount(SPEC);
  await pair(engine, simulator, 'one', account_id);
  const folder = join(dataDir.path, 'engine/sessions/one');
  const [lock] = (await readdir(folder)).filter((name) => name.endsWith('.lock'));
  const record = await readFile(join(folder, 'session.json'), 'utf8');
  // Another engine does this with the lock of an engine that was suspended for long.
  await rm(join(folder, lock!));
  const failed = await engine.reaches('one', 'failed');
  expect(failed.last_error).toMatchObject({ code: 'PROFILE_IN_USE' });
  expect(await browsersOf(dataDir.path)).toEqual([]);
  expect(await readFile(join(folder, 'session.json'), 'utf8')).toBe(record);
  await engine.call('PUT', '/sessions/one');
  await engine.reaches('one', 'connected');
});
