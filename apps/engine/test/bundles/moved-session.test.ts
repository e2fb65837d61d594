import { spawn } from 'node:child_process';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { EngineSession } from '@grabber/contracts/engine/session';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pair } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

// One story on real Chromium: a linked session moves from engine A to engine B, and back.

const COMMAND = fileURLToPath(
  new URL('../../src/commands/encrypt-bundles-again.ts', import.meta.url),
);
const KEY = 'the-key-of-the-profiles-of-the-tests';
const NEW_KEY = 'the-new-key-of-the-profiles-of-tests';

let directories: Awaited<ReturnType<typeof temporaryDataDir>>[];
let engines: TestEngine[];
let simulator: Simulator;
let store: string;

beforeAll(async () => {
  simulator = await sharedSimulator();
  directories = await Promise.all([1, 2, 3].map(() => temporaryDataDir()));
  store = directories[2]!.path;
  engines = [await start(0, { PROFILE_KEY: KEY }), await start(1, { PROFILE_KEY: KEY })];
});
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.end('SIGTERM')));
  await Promise.all(directories.map((directory) => directory.remove()));
});

function start(index: number, env: Readonly<Record<string, string>>) {
  const { path: dataDir } = directories[index]!;
  return startEngine({ simulator, dataDir, env: { PROFILE_STORE: store, ...env } });
}

const sleep = async (engine: TestEngine): Promise<EngineSession> => {
  const answer = await engine.call('POST', '/sessions/one/sleep');
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};

const wake = (engine: TestEngine, restore: object) =>
  engine.call('PUT', '/sessions/one', { body: { restore } });

const contactsOf = async (engine: TestEngine) => {
  const answer = await engine.call('GET', '/sessions/one/contacts');
  expect(answer.status, answer.text.slice(0, 300)).toBe(200);
  const { contacts } = answer.body as { contacts: { id: string }[] };
  return contacts.map(({ id }) => id).sort();
};

/** Waits until it is connected, and fails if it asks for a scan. */
async function connectedAgain(engine: TestEngine) {
  const session = await engine.reaches('one', 'connected');
  expect(engine.output.filter((line) => line.includes('QR code ready'))).toEqual([]);
  return session;
}

async function flipBit(file: string) {
  const bytes = await readFile(file);
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  await writeFile(file, bytes);
}

async function encryptAgain(key: string, previous: string) {
  const env = {
    PROFILE_STORE: store,
    PROFILE_KEY: key,
    PROFILE_KEY_PREVIOUS: previous,
    DATA_DIR: directories[0]!.path,
    NODE_COMPILE_CACHE: getCompileCacheDir() ?? '',
  };
  const child = spawn(process.execPath, [COMMAND], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return text(child.stdout);
}

it('a linked session moves to another engine and needs no scan there', async () => {
  const [a, b] = engines as [TestEngine, TestEngine];
  const { account_id } = await simulator.control.createAccount({ contacts: 30, groups: 2 });
  const paired = await pair(a, simulator, 'one', account_id);
  const contacts = await contactsOf(a);
  const asleep = await sleep(a);
  expect(asleep).toMatchObject({ asleep: true, last_error: null, bundle: { generation: 1 } });
  const file = join(store, 'one/0000000001.bundle');
  expect((await stat(file)).size).toBe(asleep.bundle?.bytes);

  expect((await wake(b, { generation: 1 })).body).toMatchObject({ bundle: null });
  const moved = await connectedAgain(b);
  expect(moved.phone_number).toBe(paired.phone_number);
  expect(await contactsOf(b)).toEqual(contacts);
  expect(await sleep(b)).toMatchObject({ bundle: { generation: 2 } });

  // A's own profile is of generation 1, and B had the session since.
  const tooNew = await wake(a, { generation: 3 });
  expect(tooNew).toMatchObject({ status: 409, body: { code: 'BUNDLE_TOO_OLD' } });
  expect(await a.session('one')).toMatchObject({ status: 'connected', asleep: true });

  const newest = join(store, 'one/0000000002.bundle');
  await flipBit(newest);
  const damaged = await wake(a, { generation: 2 });
  expect(damaged).toMatchObject({ status: 409, body: { code: 'BUNDLE_DAMAGED' } });
  await flipBit(newest);

  expect(await encryptAgain(NEW_KEY, KEY)).toBe(
    'Profiles encrypted again: 2. No key reads, or damaged: 0.\n',
  );
  const noKey = await wake(a, { generation: 2 });
  expect(noKey).toMatchObject({ status: 409, body: { code: 'BUNDLE_KEY_UNKNOWN' } });

  await a.end('SIGTERM');
  const again = await start(0, { PROFILE_KEY: NEW_KEY });
  engines[0] = again;
  expect((await wake(again, { generation: 2 })).status).toBe(200);
  await connectedAgain(again);
  expect(await contactsOf(again)).toEqual(contacts);
  // The one before the last is kept, for a day on which the last is damaged.
  expect(await sleep(again)).toMatchObject({ bundle: { generation: 3 } });
  expect(await readdir(join(store, 'one'))).toEqual(['0000000002.bundle', '0000000003.bundle']);

  await rm(store, { recursive: true });
  await writeFile(store, 'no folder');
  await again.call('PUT', '/sessions/one');
  await connectedAgain(again);
  expect(await sleep(again)).toMatchObject({
    status: 'connected',
    asleep: true,
    bundle: null,
    last_error: { code: 'PROFILE_STORE_UNAVAILABLE' },
  });
  await rm(store);
  expect(await sleep(again)).toMatchObject({ last_error: null, bundle: { generation: 4 } });

  // The next process of the engine removes what a logout had to leave.
  await rename(store, `${store}-away`);
  await writeFile(store, 'no folder');
  const loggedOut = await again.call('DELETE', '/sessions/one?logout=true');
  expect(loggedOut).toMatchObject({ status: 200, body: { device_unlinked: true } });
  await again.end('SIGTERM');
  await rm(store);
  await rename(`${store}-away`, store);
  expect(await readdir(join(store, 'one'))).toEqual(['0000000004.bundle']);
  engines[0] = await start(0, { PROFILE_KEY: NEW_KEY });
  await poll(
    () => readdir(store),
    (left) => left.length === 0,
  );
});
