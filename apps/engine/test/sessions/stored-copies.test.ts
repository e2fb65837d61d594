import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createLogger } from '@grabber/service-kit/logger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unavailable } from '../../src/bundles/bundle-store.ts';
import { createDirectoryStore } from '../../src/bundles/directory-store.ts';
import { createProfileBundles, type ProfileBundles } from '../../src/bundles/profile-bundles.ts';
import { lease } from '../support/leased-sessions.ts';
import { DATABASE, folderForTest, KEYS } from '../support/linked-profile.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

let stage: SessionStage;
let root: string;
let bundles: ProfileBundles;
/** The store fails with it when it has stored a copy. */
let afterPut: Error | null;

beforeEach(async () => {
  root = await folderForTest();
  afterPut = null;
  const files = createDirectoryStore(root);
  const store = {
    ...files,
    async put(...call: Parameters<typeof files.put>) {
      await files.put(...call);
      if (afterPut) throw afterPut;
    },
  };
  const logger = createLogger({ service: 'engine', level: 'silent' });
  bundles = createProfileBundles({ store, keys: KEYS, clock: () => new Date(), logger });
  stage = await openSessionStage({ bundles });
});
afterEach(() => stage.close());

type Engine = Awaited<ReturnType<SessionStage['engine']>>;

const database = () => join(stage.dataDir, 'engine/sessions/one/profile', DATABASE);

/** Puts the session to sleep with what its browser has written. */
async function sleepWith(engine: Engine, text: string, under?: ReturnType<typeof lease>) {
  await engine.connected('one', under && { lease: under });
  await mkdir(dirname(database()), { recursive: true });
  await writeFile(database(), text);
  return (await engine.registry.sleep('one')).state;
}

const restore = (engine: Engine, how: { older: boolean } | { replace: boolean }) =>
  engine.registry.start('one', { bundle: { generation: 2, ...how } });

type Damage = (bytes: Buffer) => unknown;
const atItsEnd: Damage = (bytes) =>
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
const inTheIdOfItsKey: Damage = (bytes) => {
  const at = bytes.indexOf('"key":"') + '"key":"'.length;
  return bytes.write(bytes.toString('latin1', at, at + 1) === '0' ? '1' : '0', at);
};

async function damage(generation: number, how = atItsEnd) {
  const file = join(root, `one/000000000${generation}.bundle`);
  const bytes = await readFile(file);
  how(bytes);
  await writeFile(file, bytes);
}

const DAMAGED = { code: 'BUNDLE_DAMAGED' };

describe('where the newest copy is damaged', () => {
  it.each([
    ['at its end', atItsEnd],
    ['in the id of its key', inTheIdOfItsKey],
  ])(
    '%s, a person who wants an older one gets the one before it, and the log says which',
    async (_, how) => {
      const engine = await stage.engine();
      for (const text of ['first', 'second']) await sleepWith(engine, text);
      await damage(2, how);
      await expect(restore(engine, { replace: true })).rejects.toMatchObject(DAMAGED);
      await restore(engine, { older: true });
      expect(await readFile(database(), 'utf8')).toBe('first');
      const restored = engine.log
        .map((line) => JSON.parse(line))
        .filter(({ msg }) => /rest/.test(msg));
      expect(restored).toMatchObject([{ generation: 1, msg: 'Session profile restored' }]);
      expect((await sleepWith(engine, 'third')).bundle).toMatchObject({ generation: 3 });
    },
  );

  it('and those before it are, nothing changes', async () => {
    const engine = await stage.engine();
    for (const text of ['first', 'second']) await sleepWith(engine, text);
    await Promise.all([damage(1), damage(2)]);
    await expect(restore(engine, { older: true })).rejects.toMatchObject(DAMAGED);
    expect(await readFile(database(), 'utf8')).toBe('second');
    expect(engine.registry.get('one').state).toMatchObject({ isAsleep: true });
  });
});

describe('the newest copy', () => {
  it('says under which lease its session ran', async () => {
    await expect(bundles.newest('one')).rejects.toMatchObject({ code: 'BUNDLE_NOT_FOUND' });
    const engine = await stage.engine();
    await sleepWith(engine, 'without a lease');
    expect(await bundles.newest('one')).toEqual({ generation: 1, lease_generation: 0 });
    await sleepWith(engine, 'with one', lease(engine, 5));
    expect(await bundles.newest('one')).toEqual({ generation: 2, lease_generation: 5 });
  });

  it.each([
    ['is stored', null],
    ['may be stored', unavailable('its answer was cut off')],
  ])('%s: no browser runs under its lease again', async (_, error) => {
    const engine = await stage.engine();
    afterPut = error;
    await sleepWith(engine, 'first', lease(engine, 5));
    const again = engine.registry.start('one', { lease: lease(engine, 5) });
    await expect(again).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await expect(engine.registry.logOut('one')).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(engine.running()).toEqual([]);
    await engine.connected('one', { lease: lease(engine, 6) });
  });
});
