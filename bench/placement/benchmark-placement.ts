import type { BenchmarkOptions, BenchmarkResult, Table } from '../benchmark.ts';
import { median } from '../median.ts';
import { percentile } from '../percentile.ts';
import { inNewDatabase, startBenchServer } from '../store/bench-database.ts';
import { type Asked, measureAsking } from './measure-asking.ts';
import {
  measurePlacement,
  measureSleepingRound,
  type PlacementRound,
  type PlacementSize,
} from './measure-placement.ts';

const SIZE: PlacementSize = { sessions: 10_000, engines: 200 };
const P95 = 0.95;
/** Of the sessions of an installation, most sleep. */
const SLEEPING = 10;

/** Placing sessions on several engines, and keeping their leases: what it costs the database. */
export async function benchmarkPlacement({
  rounds,
  scale,
  note,
}: BenchmarkOptions): Promise<BenchmarkResult> {
  const server = await startBenchServer();
  const size = {
    sessions: Math.max(20, Math.round(SIZE.sessions * scale)),
    engines: Math.max(2, Math.round(SIZE.engines * scale)),
  };
  try {
    const measured: PlacementRound[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      note(`placing ${size.sessions} sessions on ${size.engines} engines, round ${round}`);
      measured.push(await inNewDatabase(server.url, ({ db }) => measurePlacement(db, size)));
    }
    const perEngine = Math.round(size.sessions / size.engines);
    note(`asking ${size.engines} engines`);
    const asked = await measureAsking(size.engines, perEngine);
    const askedMany = await measureAsking(size.engines, perEngine * SLEEPING);
    const many = { ...size, sessions: size.sessions * SLEEPING };
    note(`a round with ${many.sessions} sleeping sessions`);
    const sleepingMs = await inNewDatabase(server.url, ({ db }) => measureSleepingRound(db, many));
    const of = (figure: (round: PlacementRound) => number) =>
      Math.round(median(measured.map(figure)) * 10) / 10;
    const summary = {
      place_median_ms: of(({ placed }) => median(placed)),
      place_p95_ms: of(({ placed }) => percentile(placed, P95)),
      place_all_ms: of(({ placedInAll }) => placedInAll),
      renew_all_ms: of(({ renewed }) => renewed),
      idle_round_ms: of(({ idle }) => idle),
      look_ms: of(({ looked }) => looked),
      take_over_median_ms: of(({ takenOver }) => median(takenOver)),
      [`round_${many.sessions}_asleep_ms`]: Math.round(sleepingMs),
      [`ask_${asked.sessions}_each_ms`]: Math.round(median(asked.ms)),
      [`ask_${askedMany.sessions}_each_ms`]: Math.round(median(askedMany.ms)),
    };
    const tables = [
      tableOf(size, summary),
      askedTable(size, [asked, askedMany]),
      sleepingTable(many, sleepingMs),
    ];
    const versions = { postgres: server.version };
    return { versions, tables, details: { size, measured, asked, askedMany, sleepingMs }, summary };
  } finally {
    await server.stop();
  }
}

function tableOf({ sessions, engines }: PlacementSize, summary: Record<string, number>): Table {
  return {
    title: `${sessions} sessions, all with a browser, on ${engines} engines`,
    columns: ['what', 'of', 'ms'],
    rows: Object.entries(WHAT).map(([name, [what, part]]) => [
      what,
      part,
      (summary[name] ?? 0).toFixed(1),
    ]),
  };
}

function askedTable({ engines }: PlacementSize, asked: readonly Asked[]): Table {
  return {
    title: `Asking ${engines} engines what they hold, which each API process does every 2 seconds`,
    columns: ['sessions on each', 'answer of each', 'ms'],
    rows: asked.map(({ sessions, bytes, ms }) => [
      String(sessions),
      `${Math.round(bytes / 1_000)} kB`,
      median(ms).toFixed(1),
    ]),
  };
}

function sleepingTable({ sessions, engines }: PlacementSize, ms: number): Table {
  return {
    title: `${sessions} sessions that sleep, on ${engines} engines`,
    columns: ['what', 'of', 'ms'],
    rows: [['a round of a process', 'nothing has changed', ms.toFixed(1)]],
  };
}

const WHAT: Readonly<Record<string, readonly [string, string]>> = {
  place_median_ms: ['placing one, 16 at once', 'median'],
  place_p95_ms: ['placing one, 16 at once', '95th of 100'],
  place_all_ms: ['placing all', 'in all'],
  renew_all_ms: ['a round of a process', 'every lease prolonged'],
  idle_round_ms: ['a round of a process', 'nothing to prolong'],
  look_ms: ['a round of a process', 'what is to be placed or waits'],
  take_over_median_ms: ['taking a session over', 'median'],
};
