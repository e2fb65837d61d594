import type { Simulator } from '@grabber/whatsapp-simulator';
import { type GrabStack, startGrabStack } from '../grab/grab-stack.ts';
import type { StoreSize } from '../store/account.ts';
import { type BenchServer, inNewDatabase } from '../store/bench-database.ts';
import { measureScheduledHour, type ScheduledHour } from './measure-scheduled-hour.ts';
import { type GrabOfNight, grabAll, linkSession, putToSleep, timesAwake } from './sleepers.ts';
import { type MemorySample, watchMemory } from './watch-memory.ts';

export type Night = {
  /** From the first request to the last stored grab. */
  readonly ms: number;
  readonly grabs: readonly GrabOfNight[];
  /** Of all processes but the simulator, while the grabs were made. */
  readonly peak: MemorySample;
  /** By account size: how long a session was awake for one grab. */
  readonly awake: readonly Awake[];
  /** The same sessions again, by their schedules. */
  readonly hour: ScheduledHour;
};

type Awake = { readonly contacts: number; readonly ms: readonly number[] };

type Sizes = {
  readonly sessions: number;
  readonly slots: number;
  /** Of each of the sessions. */
  readonly size: StoreSize;
  /** Of further sessions, whose time awake is measured alone. */
  readonly larger: readonly StoreSize[];
};

/** Sessions that sleep are all grabbed in one night, while few browsers may run. */
export function measureNight(
  { simulator, server }: { simulator: Simulator; server: BenchServer },
  { sessions, slots, size, larger }: Sizes,
  note: (text: string) => void,
): Promise<Night> {
  return inNewDatabase(server.url, async ({ url, db }) => {
    const stack = await startGrabStack(simulator, url, {
      engine: {
        ENGINE_MAX_SESSIONS: '500',
        ENGINE_MAX_BROWSERS: String(slots),
        // The wait for what a session missed is part of its time awake.
        ENGINE_CATCH_UP_MS: '3000',
      },
      // A session of a night needs no pause for others that would use its browser, too.
      api: {
        SLEEP_AFTER_SECONDS: '1',
        MAX_SESSIONS_PER_WORKSPACE: '500',
        // They are all grabbed twice.
        WAKES_PER_HOUR: '0',
      },
    });
    try {
      note(`linking ${sessions} sessions of ${size.contacts} contacts`);
      const ids: string[] = [];
      let waiting = sessions;
      const lane = async (): Promise<void> => {
        while (waiting > 0) {
          waiting -= 1;
          ids.push(await sleeper(stack, simulator, size));
        }
      };
      await Promise.all(Array.from({ length: slots }, lane));
      note(`the night: ${sessions} sessions, ${slots} browsers`);
      const roots = [stack.enginePid, stack.apiPid, server.pid];
      const watch = watchMemory(roots, stack.dataDir);
      const startedAt = performance.now();
      const grabs = await grabAll(stack, db, ids);
      const ms = performance.now() - startedAt;
      const peak = await watch.stop();
      const awake: Awake[] = [{ contacts: size.contacts, ms: await timesAwake(db, ids) }];
      note('an hour of schedules, in less time');
      const hour = await measureScheduledHour({ stack, db, roots }, ids);
      for (const big of larger) {
        note(`one session of ${big.contacts} contacts`);
        const id = await sleeper(stack, simulator, big);
        await grabAll(stack, db, [id]);
        awake.push({ contacts: big.contacts, ms: await timesAwake(db, [id]) });
      }
      return { ms, grabs, peak, awake, hour };
    } finally {
      await stack.stop();
    }
  });
}

async function sleeper(stack: GrabStack, simulator: Simulator, size: StoreSize): Promise<string> {
  const id = await linkSession(stack, simulator, size);
  await putToSleep(stack, id);
  return id;
}
