import { startSimulator } from '@grabber/whatsapp-simulator';
import { measureSealing } from '../../apps/engine/bench/measure-sealing.ts';
import type { BenchmarkOptions, BenchmarkResult } from '../benchmark.ts';
import { scaled } from '../grab/accounts.ts';
import { BROWSER_KIND } from '../pinned-browser.ts';
import type { StoreSize } from '../store/account.ts';
import { startBenchServer } from '../store/bench-database.ts';
import { measureAwake } from './measure-awake.ts';
import { measureBundle } from './measure-bundles.ts';
import { measureNight } from './measure-night.ts';
import { figuresOf, tablesOf } from './summarise-scale.ts';

const SESSIONS = 60;
const SLOTS = 4;
/** All of them run at once, so there are fewer. */
const AWAKE_SESSIONS = 15;
const SIZE: StoreSize = { contacts: 2_000, groups: 50, members: 50 };
const LARGER: readonly StoreSize[] = [
  { contacts: 10_000, groups: 200, members: 100 },
  { contacts: 50_000, groups: 1_000, members: 100 },
];

/** Of the databases of a profile. Those of a simulated page are far smaller than real ones. */
const PROFILE_MB: readonly number[] = [10, 100, 500];

/** Many sessions that sleep share few browsers, compared with a browser for each session. */
export async function benchmarkScale({ scale, note }: BenchmarkOptions): Promise<BenchmarkResult> {
  const simulator = await startSimulator();
  const server = await startBenchServer();
  const on = { simulator, server };
  const count = (whole: number) => Math.max(2, Math.round(whole * scale));
  const [size, ...larger] = [SIZE, ...LARGER].map((each) => scaled(each, scale));
  if (!size) throw new Error('There is no size');
  const slots = Math.min(SLOTS, count(SESSIONS) - 1);
  try {
    const night = await measureNight(on, { sessions: count(SESSIONS), slots, size, larger }, note);
    note('all awake');
    const awake = await measureAwake(on, { sessions: count(AWAKE_SESSIONS), size });
    const moved = [];
    for (const each of [size, ...larger]) {
      note(`a profile of ${each.contacts} contacts moves`);
      moved.push(await measureBundle(simulator, each));
    }
    const sealed = [];
    for (const mb of PROFILE_MB) {
      note(`sealing ${mb} MB`);
      sealed.push(await measureSealing(Math.round(mb * scale * 1_000_000)));
    }
    const measured = { sessions: count(SESSIONS), slots, night, awake, moved, sealed };
    return {
      versions: {
        postgres: server.version,
        node: process.version,
        browser_kind: BROWSER_KIND,
      },
      tables: tablesOf(measured),
      details: { size, larger, ...measured },
      summary: figuresOf(measured),
    };
  } finally {
    await simulator.stop();
    await server.stop();
  }
}
