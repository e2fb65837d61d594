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
import { measureSleepStatements, type SleepStatements } from './measure-sleep-statements.ts';

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
    const measured = await measureAll(server.url, size, { rounds, note });
    const { many, asked, sleepingMs, asleep } = measured;
    const summary = summaryOf(measured);
    return {
      versions: { postgres: server.version },
      tables: [
        tableOf(size, summary),
        askedTable(size, asked),
        sleepingTable(many, sleepingMs, asleep),
      ],
      details: { size, ...measured, placements: measured.placements.map(inShort) },
      summary,
    };
  } finally {
    await server.stop();
  }
}

type Measured = Awaited<ReturnType<typeof measureAll>>;

async function measureAll(
  serverUrl: string,
  size: PlacementSize,
  { rounds, note }: Pick<BenchmarkOptions, 'rounds' | 'note'>,
) {
  const placements: PlacementRound[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    note(`placing ${size.sessions} sessions on ${size.engines} engines, round ${round}`);
    placements.push(await inNewDatabase(serverUrl, ({ db }) => measurePlacement(db, size)));
  }
  const perEngine = Math.round(size.sessions / size.engines);
  note(`asking ${size.engines} engines`);
  const asked: Asked[] = [];
  for (const sessions of [perEngine, perEngine * SLEEPING])
    asked.push(await measureAsking(size.engines, sessions));
  const many = { ...size, sessions: size.sessions * SLEEPING };
  note(`${many.sessions} sleeping sessions`);
  const sleepingMs = await inNewDatabase(serverUrl, ({ db }) => measureSleepingRound(db, many));
  const asleep = await inNewDatabase(serverUrl, ({ db }) =>
    measureSleepStatements(db, many.sessions),
  );
  return { placements, asked, many, sleepingMs, asleep };
}

/** Thousands of times are too many for a file that people compare. */
function inShort({ placed, takenOver, ...totals }: PlacementRound) {
  const spread = (ms: readonly number[]) => ({
    median: median(ms),
    p95: percentile(ms, P95),
    most: ms.reduce((most, one) => Math.max(most, one), 0),
  });
  return { ...totals, placed: spread(placed), takenOver: spread(takenOver) };
}

function summaryOf({ placements, asked, many, sleepingMs, asleep }: Measured) {
  const of = (figure: (round: PlacementRound) => number) =>
    Math.round(median(placements.map(figure)) * 10) / 10;
  const askedMs = asked.map(
    ({ sessions, ms }) => [`ask_${sessions}_each_ms`, Math.round(median(ms))] as const,
  );
  return {
    place_median_ms: of(({ placed }) => median(placed)),
    place_p95_ms: of(({ placed }) => percentile(placed, P95)),
    place_all_ms: of(({ placedInAll }) => placedInAll),
    renew_all_ms: of(({ renewed }) => renewed),
    idle_round_ms: of(({ idle }) => idle),
    look_ms: of(({ looked }) => looked),
    take_over_median_ms: of(({ takenOver }) => median(takenOver)),
    [`round_${many.sessions}_asleep_ms`]: Math.round(sleepingMs),
    [`wake_place_${many.sessions}_asleep_ms`]: Math.round(asleep.place * 10) / 10,
    ...Object.fromEntries(askedMs),
  };
}

function tableOf(
  { sessions, engines }: PlacementSize,
  summary: Readonly<Record<string, number>>,
): Table {
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

function sleepingTable(
  { sessions, engines }: PlacementSize,
  roundMs: number,
  { sleepy, toWake, place, behind }: SleepStatements,
): Table {
  return {
    title: `${sessions} sessions that sleep, on ${engines} engines`,
    columns: ['what', 'how often', 'ms'],
    rows: [
      ['a round of a process in which nothing changes', 'every 2 s', roundMs.toFixed(1)],
      ['which may go to sleep', 'every 3 s', sleepy.toFixed(1)],
      ['which must be woken', 'every 3 s', toWake.toFixed(1)],
      ['whose turn it is, while 200 wait', 'every second for each', place.toFixed(1)],
      ['when a queued one is likely to wake', 'a status', behind.toFixed(1)],
    ],
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
