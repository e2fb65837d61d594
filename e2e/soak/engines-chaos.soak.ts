import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@grabber/embedded-postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Random, seededRandom } from '../chaos/seeded-random.ts';
import { ENGINE_FAULTS, type Scene } from '../engines/engine-faults.ts';
import {
  countHistory,
  grabsOfOldLeases,
  recordHistory,
  unlinkedSessions,
} from '../engines/lease-history.ts';
import type { Linked } from '../engines/linked-sessions.ts';
import {
  grabAndCompare,
  keepGrabbing,
  linkMany,
  untilAllConnected,
} from '../engines/many-sessions.ts';
import { type SeveralEngines, startSeveralEngines } from '../engines/several-engines.ts';
import { type BrowserWatch, watchBrowsers } from '../engines/watch-browsers.ts';
import { type LeaseWatch, watchLeases } from '../engines/watch-leases.ts';

const SEEDS = 1_000_000;
const FAULTS = Number(process.env.ENGINES_CHAOS_FAULTS ?? 200);
/** Faults that may happen at the same time, each on another part. */
const LANES = 2;
const ENGINES = 3;
const APIS = 2;
const SESSIONS = 30;
const ALWAYS_AWAKE = 3;
const BROWSERS = 6;
const LEASE_SECONDS = 10;
const MARGIN_SECONDS = 2;
/** No fault begins later. */
const TIME_LIMIT_MS = 20 * 60_000;
const BACK_MS = 120_000;
const TEST_TIMEOUT_MS = 28 * 60_000;

const seed = Number(process.env.ENGINES_CHAOS_SEED ?? Math.floor(Math.random() * SEEDS));

let dataDir: string;
let postgres: EmbeddedPostgres;
let stack: SeveralEngines;
let watch: BrowserWatch;
let leases: LeaseWatch;
let sessions: Linked[];

beforeAll(async () => {
  console.log(`ENGINES_CHAOS_SEED=${seed}`);
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-engines-chaos-'));
  await chmod(dataDir, 0o711);
  postgres = await startEmbeddedPostgres({ dataDir, owner: 'a test' });
  stack = await startSeveralEngines(postgres.url, {
    engines: ENGINES,
    apis: APIS,
    logsTo: process.env.ENGINES_LOGS,
    engine: {
      ENGINE_MAX_BROWSERS: String(BROWSERS / ENGINES),
      ENGINE_MAX_SESSIONS: String(2 * SESSIONS),
      ENGINE_RESTART_DELAY_MS: '100',
      ENGINE_RESTART_ATTEMPTS: '1000',
    },
    api: {
      LEASE_SECONDS: String(LEASE_SECONDS),
      LEASE_MARGIN_SECONDS: String(MARGIN_SECONDS),
      SLEEP_AFTER_SECONDS: '1',
      WAKES_PER_HOUR: '0',
      BROWSER_STARTS_PER_HOUR: '0',
      RATE_LIMIT_PER_MINUTE: '0',
    },
  });
  watch = watchBrowsers(stack.root);
  const dataDirs = stack.engines.map((engine) => engine.dataDir);
  leases = watchLeases(stack.db, { root: stack.root, dataDirs });
  sessions = await linkMany(stack, SESSIONS, { awake: ALWAYS_AWAKE });
  await recordHistory(stack.db);
});
afterAll(async () => {
  watch?.stop();
  await leases?.stop();
  try {
    await stack?.close();
  } finally {
    await postgres?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});

/** Strikes one part after the other; each lane never strikes what another one does. Answers how often each fault was. */
async function strikeAll(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const struck = new Set<string>();
  const until = performance.now() + TIME_LIMIT_MS;
  let left = FAULTS;
  const lane = async (random: Random) => {
    const takeOverMs = (LEASE_SECONDS + MARGIN_SECONDS) * 1_000;
    const scene: Scene = { stack, dataDir, watch, leases, random, takeOverMs };
    const sizes = { engine: ENGINES, api: APIS, postgres: 1 };
    while (left > 0 && performance.now() < until) {
      const [fault] = random.shuffle(ENGINE_FAULTS);
      if (!fault) return;
      const index = random.between(0, sizes[fault.target] - 1);
      const part = `${fault.target} ${index + 1}`;
      if (struck.has(part)) continue;
      left -= 1;
      struck.add(part);
      const begun = performance.now();
      await fault.run(scene, index);
      const ms = Math.round(performance.now() - begun);
      console.log(`${FAULTS - left}. ${fault.name} (${part}), ${ms} ms`);
      struck.delete(part);
      counts[fault.name] = (counts[fault.name] ?? 0) + 1;
      if (watch.violations().length + leases.violations().length > 0) left = 0;
    }
  };
  const lanes = Array.from({ length: LANES }, (_, n) =>
    lane(seededRandom(seed + n)).finally(() => {
      left = 0;
    }),
  );
  // All parts run again when the last one has ended.
  const failed = (await Promise.allSettled(lanes)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return counts;
}

it(
  `${FAULTS} kills, pauses and partitions: one browser per link, no old grab, all back without a scan`,
  async () => {
    const begun = performance.now();
    const grabbing = keepGrabbing(stack, sessions, seededRandom(seed));
    const counts = await strikeAll().finally(() => grabbing.stop());
    const struckMs = Math.round(performance.now() - begun);
    const backMs = await untilAllConnected(stack, sessions, BACK_MS);
    const wrong = await grabAndCompare(stack, sessions);
    const history = await countHistory(stack.db);
    const report = {
      seed,
      counts,
      struckMs,
      backMs,
      queued: grabbing.queued(),
      ...history,
      mostBrowsers: watch.most(),
      longestWakeMs: watch.longestWakeMs(),
      compared: leases.compared(),
    };
    console.log(JSON.stringify(report, null, 1));
    expect(wrong).toEqual([]);
    expect(watch.violations()).toEqual([]);
    expect(leases.violations()).toEqual([]);
    expect(watch.most()).toBeLessThanOrEqual(BROWSERS);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(FAULTS);
    expect(await grabsOfOldLeases(stack.db)).toEqual([]);
    expect(await unlinkedSessions(stack.db)).toEqual([]);
    for (const { accountId } of sessions) {
      const { devices } = await stack.simulator.control.getAccount(accountId);
      expect(devices).toHaveLength(1);
    }
  },
  TEST_TIMEOUT_MS,
);
