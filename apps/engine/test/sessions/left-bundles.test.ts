import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createLogger } from '@grabber/service-kit/logger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unavailable } from '../../src/bundles/bundle-store.ts';
import { createDirectoryStore } from '../../src/bundles/directory-store.ts';
import { createProfileBundles } from '../../src/bundles/profile-bundles.ts';
import { createForgetWork } from '../../src/sessions/drop-profile.ts';
import { lease } from '../support/leased-sessions.ts';
import { DATABASE, folderForTest, KEYS } from '../support/linked-profile.ts';
import { poll } from '../support/poll.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

let stage: SessionStage;
let other: SessionStage;
let root: string;
/** The store cannot be reached. */
let isAway: boolean;
/** The bundles of which the store refuses the removal. */
let stuck: readonly number[];
/** How much the clock of the other engine is behind. */
let behindMs: number;

beforeEach(async () => {
  isAway = false;
  stuck = [];
  behindMs = 0;
  root = await folderForTest();
  const late = () => new Date(Date.now() - behindMs);
  [stage, other] = await Promise.all([open(() => new Date()), open(late)]);
});
afterEach(() => Promise.all([stage.close(), other.close()]));

function open(clock: () => Date) {
  const files = createDirectoryStore(root);
  const away = () => {
    if (isAway) throw unavailable('away');
  };
  const store: typeof files = {
    ...files,
    async list(id) {
      away();
      return files.list(id);
    },
    async put(...call) {
      away();
      return files.put(...call);
    },
    async remove(place) {
      away();
      if (stuck.includes(place.generation)) throw unavailable('stuck');
      return files.remove(place);
    },
  };
  const logger = createLogger({ service: 'engine', level: 'silent' });
  return openSessionStage({ bundles: createProfileBundles({ store, keys: KEYS, clock, logger }) });
}

type Engine = Awaited<ReturnType<SessionStage['engine']>>;
type Under = ReturnType<typeof lease>;

/** Links the session, if it is not, and puts it to sleep with what its browser has written. */
async function sleep(engine: Engine, of: SessionStage, under?: Under) {
  await engine.connected('one', under && { lease: under });
  const file = join(of.dataDir, 'engine/sessions/one/profile', DATABASE);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, 'the link');
  return (await engine.registry.sleep('one')).state;
}

/** A session with two bundles that is logged out while the store is away, or keeps one of them. */
async function logOut(engine: Engine, from = 1) {
  const leased = (generation: number) => (from > 1 ? lease(engine, generation) : undefined);
  await sleep(engine, stage, leased(from));
  await sleep(engine, stage, leased(from + 1));
  await engine.connected('one', from > 1 ? { lease: lease(engine, from + 2) } : undefined);
  isAway = stuck.length === 0;
  await engine.registry.logOut('one');
}

async function stored(): Promise<string[]> {
  return (await readdir(join(root, 'one')).catch(() => [])).map((name) => name.slice(9, 10));
}

const noted = (of: SessionStage) =>
  readdir(join(of.dataDir, 'engine/left-bundles')).catch(() => []);

describe('the stored copies of a session that was logged out while the store was away', () => {
  it('are removed when it is back, also by a later process of the engine', async () => {
    const before = await stage.engine();
    await logOut(before);
    expect([before.registry.list(), await stored()]).toEqual([[], ['1', '2']]);
    await before.close();
    const engine = await stage.engine();
    expect(engine.registry.list()).toEqual([]);
    await expect(engine.registry.forgetLeft()).rejects.toMatchObject({
      code: 'PROFILE_STORE_UNAVAILABLE',
    });
    expect(await stored()).toEqual(['1', '2']);
    isAway = false;
    await engine.registry.forgetLeft();
    expect([await stored(), await noted(stage)]).toEqual([[], []]);
  });

  it('are removed in the background', async () => {
    const engine = await stage.engine();
    await logOut(engine);
    isAway = false;
    const logger = createLogger({ service: 'engine', level: 'silent' });
    const forgetting = createForgetWork(engine.registry, logger);
    forgetting.start();
    await poll(stored, (names) => names.length === 0);
    await forgetting.stop();
  });

  it('go before the first copy of a new link is stored, which stays', async () => {
    const engine = await stage.engine();
    await logOut(engine);
    const state = await sleep(engine, stage);
    expect(state.lastError?.code).toBe('PROFILE_STORE_UNAVAILABLE');
    isAway = false;
    const { bundle } = (await engine.registry.sleep('one')).state;
    expect(await stored()).toEqual([`${bundle?.generation}`]);
    expect(await noted(stage)).toEqual([]);
    await engine.registry.forgetLeft();
    await engine.close();
    const again = await stage.engine();
    await again.registry.forgetLeft();
    expect(await stored()).toEqual([`${bundle?.generation}`]);
    await again.registry.start('one', { bundle: { generation: 1, replace: true } });
  });

  it.each([1, 2])('go where the store kept one of them, number %i', async (generation) => {
    stuck = [generation];
    const engine = await stage.engine();
    await logOut(engine);
    expect(await stored()).toContain(`${generation}`);
    stuck = [];
    const { bundle } = await sleep(engine, stage);
    await engine.registry.forgetLeft();
    expect(await stored()).toEqual([`${bundle?.generation}`]);
  });

  it('start no session again', async () => {
    const engine = await stage.engine();
    await logOut(engine);
    isAway = false;
    const older = engine.registry.start('one', { bundle: { generation: 9, older: true } });
    await expect(older).rejects.toMatchObject({ code: 'BUNDLE_NOT_FOUND' });
    expect(await stored()).toEqual([]);
  });
});

describe('where another engine has linked the session since', () => {
  it('its copies stay, and those of the former link go', async () => {
    const [a, b] = [await stage.engine(), await other.engine()];
    // Leases have an order of their own.
    behindMs = 3_600_000;
    await logOut(a, 5);
    isAway = false;
    const { bundle } = await sleep(b, other, lease(b, 8));
    await a.registry.forgetLeft();
    expect([await stored(), await noted(stage)]).toEqual([[`${bundle?.generation}`], []]);
  });

  it.each([
    ['under leases', 5],
    ['without leases', 1],
  ])('its copies stay though they begin with the first number again, %s', async (_, from) => {
    const [a, b] = [await stage.engine(), await other.engine()];
    await logOut(a, from);
    // As where the engine was killed before it had noted that it was done.
    await rm(join(root, 'one'), { recursive: true });
    isAway = false;
    const { bundle } = await sleep(b, other, from > 1 ? lease(b, from + 3) : undefined);
    expect(bundle).toMatchObject({ generation: 1 });
    await a.registry.forgetLeft();
    expect([await stored(), await noted(stage)]).toEqual([['1'], []]);
  });
});

it('a damaged copy and a damaged note hold up nothing', async () => {
  const engine = await stage.engine();
  await logOut(engine);
  isAway = false;
  await writeFile(join(root, 'one/0000000001.bundle'), 'no bundle');
  await writeFile(join(stage.dataDir, 'engine/left-bundles/another.json'), 'no note');
  await engine.registry.forgetLeft();
  expect([await stored(), await noted(stage)]).toEqual([[], []]);
});
