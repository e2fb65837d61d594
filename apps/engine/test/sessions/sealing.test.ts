import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createLogger } from '@grabber/service-kit/logger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockProfile } from '../../src/browser/profile-lock.ts';
import type { BundleStore } from '../../src/bundles/bundle-store.ts';
import { unavailable } from '../../src/bundles/bundle-store.ts';
import { createDirectoryStore } from '../../src/bundles/directory-store.ts';
import { createProfileBundles } from '../../src/bundles/profile-bundles.ts';
import { DATABASE, folderForTest, KEYS } from '../support/linked-profile.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

let stage: SessionStage;
let other: SessionStage;
let root: string;
/** The store fails with it. */
let failure: Error | null;
/** And with it when it has stored a copy. */
let afterPut: Error | null;

beforeEach(async () => {
  failure = null;
  afterPut = null;
  root = await folderForTest();
  [stage, other] = await Promise.all([open(), open()]);
});
afterEach(() => Promise.all([stage.close(), other.close()]));

const open = () => openSessionStage({ bundles: bundlesOn(failing(createDirectoryStore(root))) });

function bundlesOn(store: BundleStore) {
  const logger = createLogger({ service: 'engine', level: 'silent' });
  return createProfileBundles({ store, keys: KEYS, clock: () => new Date(), logger });
}

function failing(store: BundleStore): BundleStore {
  return {
    ...store,
    async put(...call) {
      if (failure) throw failure;
      await store.put(...call);
      if (afterPut) throw afterPut;
    },
  };
}

type Engine = Awaited<ReturnType<SessionStage['engine']>>;

const folderOf = ({ dataDir }: SessionStage) => join(dataDir, 'engine/sessions/one');
const database = (of: SessionStage) => join(folderOf(of), 'profile', DATABASE);

/** What its browser has written into the profile of the session. */
async function write(of: SessionStage, text: string) {
  await mkdir(dirname(database(of)), { recursive: true });
  await writeFile(database(of), text);
}

async function sleepWith(engine: Engine, of: SessionStage, text: string) {
  await engine.connected('one');
  await write(of, text);
  return (await engine.registry.sleep('one')).state;
}

async function flipLastBit(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  await writeFile(file, bytes);
}

const restore = (engine: Engine, generation: number, older = false) =>
  engine.registry.start('one', { bundle: { generation, older } });

describe('a session that goes to sleep', () => {
  it('has a stored copy of its profile until a browser runs again', async () => {
    const engine = await stage.engine();
    const { bundle } = await sleepWith(engine, stage, 'first');
    expect(bundle).toMatchObject({ generation: 1 });
    const { state } = await engine.registry.start('one');
    expect(state.bundle).toBeNull();
    expect((await sleepWith(engine, stage, 'second')).bundle).toMatchObject({ generation: 2 });
    expect(await readdir(folderOf(stage))).toEqual(['profile', 'session.json']);
  });

  it('remembers its copy over a restart of the engine', async () => {
    const before = await stage.engine();
    const { bundle } = await sleepWith(before, stage, 'first');
    await before.close();
    const engine = await stage.engine();
    expect(engine.registry.get('one').state.bundle).toEqual(bundle);
  });

  it('keeps its profile and says why where the store is full, and is sealed by the next sleep', async () => {
    const engine = await stage.engine();
    failure = unavailable('ENOSPC');
    const state = await sleepWith(engine, stage, 'first');
    const lastError = { code: 'PROFILE_STORE_UNAVAILABLE' };
    expect(state).toMatchObject({ status: 'connected', isAsleep: true, bundle: null, lastError });
    expect(await readFile(database(stage), 'utf8')).toBe('first');

    failure = null;
    const again = await engine.registry.sleep('one');
    expect(again.state).toMatchObject({ lastError: null, bundle: { generation: 2 } });
  });

  it('is not sealed while another engine holds its profile', async () => {
    const engine = await stage.engine();
    await sleepWith(engine, stage, 'first');
    failure = unavailable('away');
    await sleepWith(engine, stage, 'second');
    failure = null;
    const lock = await lockProfile(folderOf(stage));
    const { state } = await engine.registry.sleep('one');
    await lock.release();
    expect(state.lastError?.code).toBe('PROFILE_IN_USE');
  });
});

it('a session whose engine has no room for the copy says so', async () => {
  const engine = await stage.engine();
  await engine.connected('one');
  await write(stage, 'first');
  await mkdir(join(folderOf(stage), 'bundle.sealing/full'), { recursive: true });
  const { state } = await engine.registry.sleep('one');
  expect(state).toMatchObject({
    isAsleep: true,
    bundle: null,
    lastError: { code: 'PROFILE_STORE_UNAVAILABLE' },
  });
});

describe('a session that another engine has continued', () => {
  it('is refused here with its older profile, also the second time', async () => {
    const [a, b] = [await stage.engine(), await other.engine()];
    await sleepWith(a, stage, 'first');
    await restore(b, 1);
    expect(await readFile(database(other), 'utf8')).toBe('first');
    expect((await sleepWith(b, other, 'second')).bundle).toMatchObject({ generation: 2 });

    for (const text of ['stale', 'staler']) {
      const { bundle, lastError } = await sleepWith(a, stage, text);
      expect([bundle, lastError?.code]).toEqual([null, 'BUNDLE_EXISTS']);
    }
    await restore(a, 2);
    expect(await readFile(database(stage), 'utf8')).toBe('second');
    expect((await sleepWith(a, stage, 'third')).bundle).toMatchObject({ generation: 3 });
  });

  it('is refused here also where the last seal of this engine failed', async () => {
    const [a, b] = [await stage.engine(), await other.engine()];
    await sleepWith(a, stage, 'first');
    failure = unavailable('away');
    await sleepWith(a, stage, 'not stored');
    failure = null;
    await restore(b, 1);
    expect((await sleepWith(b, other, 'second')).bundle).toMatchObject({ generation: 2 });
    expect((await a.registry.sleep('one')).state.lastError?.code).toBe('BUNDLE_EXISTS');
    await restore(a, 2);
    expect(await readFile(database(stage), 'utf8')).toBe('second');
  });

  it('has its number and account there', async () => {
    const [a, b] = [await stage.engine(), await other.engine()];
    await sleepWith(a, stage, 'first');
    await restore(b, 1);
    expect(b.registry.get('one').record).toMatchObject({
      paired: true,
      phoneNumber: '6281234567890',
      generation: 1,
      bundle: null,
      desired: 'running',
    });
  });
});

it('a session that was linked again on an engine that has nothing of it is sealed above the old copies', async () => {
  const [a, b] = [await stage.engine(), await other.engine()];
  for (const text of ['old link', 'old link, newer']) await sleepWith(a, stage, text);
  expect((await sleepWith(b, other, 'new link')).bundle).toMatchObject({ generation: 3 });
  // What A has is the old link.
  expect((await sleepWith(a, stage, 'stale')).lastError?.code).toBe('BUNDLE_EXISTS');
  await restore(a, 3);
  expect(await readFile(database(stage), 'utf8')).toBe('new link');
  // The copy that B has sealed knows nothing of a scan on A.
  expect((await sleepWith(a, stage, 'goes on')).bundle).toMatchObject({ generation: 4 });
  expect((await sleepWith(b, other, 'stale')).lastError?.code).toBe('BUNDLE_EXISTS');
});

it('an engine that never heard that its copy is stored goes on from it', async () => {
  const engine = await stage.engine();
  await sleepWith(engine, stage, 'first');
  afterPut = unavailable('its answer was cut off');
  expect((await sleepWith(engine, stage, 'second')).bundle).toBeNull();
  afterPut = null;
  expect((await engine.registry.sleep('one')).state.bundle).toMatchObject({ generation: 3 });
});

describe('a start that restores', () => {
  it('uses the own profile where it is as new as is wanted', async () => {
    const engine = await stage.engine();
    await sleepWith(engine, stage, 'first');
    await write(stage, 'own');
    await restore(engine, 1);
    expect(await readFile(database(stage), 'utf8')).toBe('own');
  });

  it('replaces a profile of a higher number where the session was linked again elsewhere', async () => {
    const [a, b] = [await stage.engine(), await other.engine()];
    await sleepWith(a, stage, 'old link');
    await a.registry.start('one');
    await sleepWith(a, stage, 'old link, newer');
    // The logout removes the copies, and what is linked then is counted from 1.
    await rm(join(root, 'one'), { recursive: true });
    await sleepWith(b, other, 'new link');
    await a.registry.start('one', { bundle: { generation: 1, replace: true } });
    expect(await readFile(database(stage), 'utf8')).toBe('new link');
    expect((await sleepWith(a, stage, 'goes on')).bundle).toMatchObject({ generation: 3 });
  });

  it('goes back to an older copy by a word alone, which is the newest from then on', async () => {
    const engine = await stage.engine();
    for (const text of ['first', 'second', 'third']) await sleepWith(engine, stage, text);
    await restore(engine, 2, true);
    expect(await readFile(database(stage), 'utf8')).toBe('second');
    expect((await sleepWith(engine, stage, 'fourth')).bundle).toMatchObject({ generation: 4 });
  });

  it('passes over a damaged copy by a word alone', async () => {
    const engine = await stage.engine();
    for (const text of ['first', 'second', 'third']) await sleepWith(engine, stage, text);
    await flipLastBit(join(root, 'one/0000000003.bundle'));
    const fresh = await other.engine();
    await expect(restore(fresh, 3)).rejects.toMatchObject({ code: 'BUNDLE_DAMAGED' });
    await restore(fresh, 9_999_999_999, true);
    expect(await readFile(database(other), 'utf8')).toBe('second');
    expect((await sleepWith(fresh, other, 'fourth')).bundle).toMatchObject({ generation: 4 });
  });

  it('says that the copies are damaged where all are', async () => {
    const engine = await stage.engine();
    await sleepWith(engine, stage, 'first');
    await sleepWith(engine, stage, 'second');
    for (const name of await readdir(join(root, 'one'))) await flipLastBit(join(root, 'one', name));
    const fresh = await other.engine();
    await expect(restore(fresh, 2, true)).rejects.toMatchObject({ code: 'BUNDLE_DAMAGED' });
    expect(fresh.registry.list()).toEqual([]);
  });

  it('changes nothing where the store has no such copy', async () => {
    const engine = await stage.engine();
    await sleepWith(engine, stage, 'first');
    await expect(restore(engine, 2)).rejects.toMatchObject({ code: 'BUNDLE_TOO_OLD' });
    expect(engine.registry.get('one').state).toMatchObject({ isAsleep: true });
    expect(await readFile(database(stage), 'utf8')).toBe('first');
  });

  it('leaves a profile alone whose record is lost, so that it may be newer, until a person decides', async () => {
    const before = await stage.engine();
    await sleepWith(before, stage, 'first');
    await before.connected('one');
    await write(stage, 'newer than the copy');
    await before.close();
    await writeFile(join(folderOf(stage), 'session.json'), '');

    const engine = await stage.engine();
    const refused = { code: 'BUNDLE_TOO_OLD', message: expect.stringContaining('session.json') };
    await expect(restore(engine, 1)).rejects.toMatchObject(refused);
    // Also once there is a record again.
    await engine.registry.stop('one');
    await engine.close();
    const next = await stage.engine();
    await expect(restore(next, 1)).rejects.toMatchObject(refused);
    expect(await readFile(database(stage), 'utf8')).toBe('newer than the copy');

    await restore(next, 1, true);
    expect(await readFile(database(stage), 'utf8')).toBe('first');
    await next.registry.stop('one');
    await restore(next, 1);
  });

  it('of an unknown session keeps no session where there is no copy', async () => {
    const engine = await stage.engine();
    await expect(restore(engine, 1)).rejects.toMatchObject({ code: 'BUNDLE_NOT_FOUND' });
    expect(engine.registry.list()).toEqual([]);
  });
});

it('a logout removes the copies of its session', async () => {
  const engine = await stage.engine();
  await sleepWith(engine, stage, 'first');
  await engine.connected('one');
  await engine.registry.logOut('one');
  expect(await readdir(root)).toEqual([]);
});

it('a profile whose place a killed engine left empty is put back', async () => {
  const before = await stage.engine();
  await sleepWith(before, stage, 'first');
  await before.close();
  await rename(join(folderOf(stage), 'profile'), join(folderOf(stage), 'profile.replaced'));
  await mkdir(join(folderOf(stage), 'profile.restoring'));
  await writeFile(join(folderOf(stage), 'bundle.sealing'), 'half');
  await stage.engine();
  expect(await readdir(folderOf(stage))).toEqual(['profile', 'session.json']);
  expect(await readFile(database(stage), 'utf8')).toBe('first');
});
