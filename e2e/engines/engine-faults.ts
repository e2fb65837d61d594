import { setTimeout as sleep } from 'node:timers/promises';
import { browsersOf } from '../../apps/engine/test/support/processes.ts';
import type { Random } from '../chaos/seeded-random.ts';
import { postmasterPid, signal } from '../support/processes.ts';
import { heldUpStore } from './held-up-store.ts';
import type { ApiReplica, EngineReplica, SeveralEngines } from './several-engines.ts';
import type { BrowserWatch } from './watch-browsers.ts';
import type { LeaseWatch } from './watch-leases.ts';

const SHORTEST_MS = 100;
const LONGEST_MS = 2_500;
/** Of 100: how often something is away for longer than a lease and its margin. */
const LONG_SHARE = 25;
const START_TRIES = 5;

export type Scene = {
  readonly stack: SeveralEngines;
  /** Of Postgres. */
  readonly dataDir: string;
  readonly watch: BrowserWatch;
  readonly leases: LeaseWatch;
  readonly random: Random;
  /** After so long another engine may have a session. */
  readonly takeOverMs: number;
};

/** The target of a fault. One target has one fault at a time. */
export type Fault = {
  readonly name: string;
  readonly target: 'engine' | 'api' | 'postgres';
  /** Everything runs again when it resolves. */
  run(scene: Scene, index: number): Promise<void>;
};

type OnEngine = (engine: EngineReplica, scene: Scene) => Promise<void>;
const onEngine = (name: string, work: OnEngine): Fault => ({
  name,
  target: 'engine',
  run: (scene, index) => work(at(scene.stack.engines, index), scene),
});

type OnApi = (api: ApiReplica, scene: Scene) => Promise<void>;
const onApi = (name: string, work: OnApi): Fault => ({
  name,
  target: 'api',
  run: (scene, index) => work(at(scene.stack.apis, index), scene),
});

export const ENGINE_FAULTS: readonly Fault[] = [
  onEngine('engine killed', async (engine, scene) => {
    await engine.kill();
    await someTime(scene);
    await engine.start();
  }),
  onEngine('engine drained', async (engine, scene) => {
    await engine.drain();
    await someTime(scene);
    await engine.start();
  }),
  onEngine('engine paused', (engine, scene) => pause([engine.pid()], scene)),
  onEngine('guard paused', async (engine, scene) => pause(await guardOf(engine), scene)),
  onEngine('guard killed', async (engine) => {
    for (const pid of await guardOf(engine)) signal(pid, 'SIGKILL');
  }),
  // Nothing ends its browsers meanwhile.
  onEngine('engine and guard paused', (engine, scene) =>
    scene.leases.excuse(engine.dataDir, async () =>
      pause([engine.pid(), ...(await guardOf(engine))], scene),
    ),
  ),
  onEngine('whole tree paused', (engine, scene) =>
    scene.leases.excuse(engine.dataDir, async () => {
      await pause(await engine.family(), scene, () => scene.watch.noteWake(engine.dataDir));
    }),
  ),
  onEngine('whole tree killed', async (engine, scene) => {
    for (const pid of await engine.family()) signal(pid, 'SIGKILL');
    await engine.kill();
    await someTime(scene);
    await engine.start();
  }),
  // Nothing ends its browsers until it is back.
  onEngine('engine and guard killed', (engine, scene) =>
    scene.leases.excuse(engine.dataDir, async () => {
      for (const pid of await guardOf(engine)) signal(pid, 'SIGKILL');
      await engine.kill();
      await someTime(scene);
      await engine.start();
    }),
  ),
  onEngine('engine drained under a store', (engine, { stack, random }) =>
    heldUpStore(stack, engine, random, async () => {
      await engine.drain();
      await engine.start();
    }),
  ),
  onEngine('browser killed', async ({ dataDir }, { random }) => {
    const [pid] = random.shuffle(await browsersOf(dataDir));
    if (pid !== undefined) signal(pid, 'SIGKILL');
  }),
  onEngine('port cut', async ({ proxy }, scene) => {
    await proxy.partition('cut');
    await someTime(scene);
    await proxy.heal();
  }),
  onEngine('port silent', async ({ proxy }, scene) => {
    await proxy.partition('silent');
    await someTime(scene);
    await proxy.heal();
  }),
  onApi('API killed', async (api, scene) => {
    await api.kill();
    await someTime(scene);
    await startAgain(api);
  }),
  onApi('API paused', (api, scene) => pause([api.pid()], scene)),
  { name: 'Postgres killed', target: 'postgres', run: (scene) => endServer(scene, 'SIGKILL') },
  { name: 'Postgres restarted', target: 'postgres', run: (scene) => endServer(scene, 'SIGINT') },
];

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`There is no number ${index}`);
  return found;
}

async function guardOf(engine: EngineReplica): Promise<number[]> {
  const pid = await engine.guardPid();
  return pid === null ? [] : [pid];
}

function someTime({ random, takeOverMs }: Scene): Promise<void> {
  const isLong = random.between(1, 100) <= LONG_SHARE;
  const ms = isLong
    ? takeOverMs + random.between(0, LONGEST_MS)
    : random.between(SHORTEST_MS, LONGEST_MS);
  return sleep(ms);
}

/** As a supervisor does: an API does not start while its database is away. */
async function startAgain(api: ApiReplica): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await api.start();
    } catch (error) {
      if (tries >= START_TRIES) throw error;
    }
  }
}

/** The processes go on in another order than they were paused in. */
async function pause(
  pids: readonly number[],
  scene: Scene,
  beforeWake: () => void = () => undefined,
): Promise<void> {
  for (const pid of pids) signal(pid, 'SIGSTOP');
  await someTime(scene);
  beforeWake();
  for (const pid of scene.random.shuffle(pids)) signal(pid, 'SIGCONT');
}

/** Its owner starts it again. */
async function endServer({ dataDir, stack }: Scene, name: 'SIGKILL' | 'SIGINT'): Promise<void> {
  const before = await postmasterPid(dataDir);
  signal(before, name);
  for (;;) {
    await sleep(100);
    const now = await postmasterPid(dataDir).catch(() => before);
    if (now === before) continue;
    const isBack = await stack.db.pingAfresh().then(
      () => true,
      () => false,
    );
    if (isBack) return;
  }
}
