import type { Table } from '../benchmark.ts';
import { median } from '../median.ts';
import { percentile } from '../percentile.ts';
import type { ConsoleRound, PageRound } from './measure-pages.ts';
import type { Scrolling } from './measure-scrolling.ts';

const MB = 1_000_000;
const LONG_MS = 100;

type Figure = {
  readonly name: string;
  readonly what: string;
  readonly unit: string;
  /** The highest that is allowed. */
  readonly goal?: number;
  readonly ours: (rounds: readonly ConsoleRound[]) => number;
  readonly plain?: (rounds: readonly PageRound[]) => number;
};

type Rounds = readonly PageRound[];
const middle = (rounds: Rounds, of: (round: PageRound) => number) => median(rounds.map(of));
const longest = (scroll: 'wheel' | 'drag') => (rounds: Rounds) =>
  middle(rounds, ({ scrolling }) => Math.max(0, ...scrolling[scroll].longTasks));
const searchP95 = (rounds: Rounds) =>
  percentile(
    rounds.flatMap(({ searches }) => searches.map(({ ms }) => ms)),
    0.95,
  );
const searchMedian = (rounds: Rounds) =>
  median(rounds.flatMap(({ searches }) => searches.map(({ ms }) => ms)));
const memory = (of: (scrolling: Scrolling) => number) => (rounds: Rounds) =>
  middle(rounds, ({ scrolling }) => of(scrolling) / MB);
const both = <Of extends (rounds: Rounds) => number>(of: Of) => ({ ours: of, plain: of });

const FIGURES: readonly Figure[] = [
  {
    ...{ name: 'first_rows_cold_ms', what: 'first rows, empty cache', unit: 'ms', goal: 1_000 },
    ...both((rounds) => middle(rounds, ({ first }) => first.cold)),
  },
  {
    ...{ name: 'first_rows_warm_ms', what: 'first rows, warm cache', unit: 'ms', goal: 1_000 },
    ...both((rounds) => middle(rounds, ({ first }) => first.warm)),
  },
  {
    ...{ name: 'first_rows_all_cold_ms', unit: 'ms', goal: 1_000 },
    what: 'first rows of all accounts, empty cache',
    ours: (rounds) => median(rounds.map(({ firstOfAll }) => firstOfAll.cold)),
  },
  {
    ...{ name: 'search_p95_ms', unit: 'ms', goal: 300 },
    what: 'search, last key to painted rows, 95th percentile',
    ...both(searchP95),
  },
  {
    ...{ name: 'search_median_ms', what: 'search, median', unit: 'ms' },
    ...both(searchMedian),
  },
  {
    ...{ name: 'wheel_longest_task_ms', unit: 'ms', goal: LONG_MS },
    what: 'longest task in 30 s of the wheel',
    ...both(longest('wheel')),
  },
  {
    ...{ name: 'drag_longest_task_ms', unit: 'ms', goal: LONG_MS },
    what: 'longest task while dragging the scroll bar',
    ...both(longest('drag')),
  },
  {
    ...{ name: 'longest_cpu_ms', unit: 'ms', goal: LONG_MS },
    what: 'longest task of both, by the time of the processor',
    ...both((rounds) =>
      middle(rounds, ({ scrolling: { wheel, drag } }) =>
        Math.max(wheel.longestCpuMs, drag.longestCpuMs),
      ),
    ),
  },
  {
    ...{ name: 'heap_after_mb', what: 'script memory after scrolling', unit: 'MB', goal: 200 },
    ...both(memory(({ after }) => after.heap)),
  },
  {
    ...{ name: 'heap_growth_mb', what: 'its growth by scrolling', unit: 'MB' },
    ...both(memory(({ before, after }) => after.heap - before.heap)),
  },
  {
    ...{ name: 'process_pss_mb', unit: 'MB', goal: 200 },
    what: 'memory of the process after scrolling (PSS)',
    ...both(memory(({ after }) => after.pss)),
  },
  {
    ...{ name: 'process_rss_mb', unit: 'MB' },
    what: 'the same with all shared pages (RSS)',
    ...both(memory(({ after }) => after.rss)),
  },
  {
    ...{ name: 'process_peak_pss_mb', what: 'its peak (PSS)', unit: 'MB' },
    ...both(memory(({ peak }) => peak.pss)),
  },
  {
    ...{ name: 'jump_to_end_ms', what: 'jump to the last row', unit: 'ms' },
    ours: (rounds) => median(rounds.map(({ jumpMs }) => jumpMs ?? Number.POSITIVE_INFINITY)),
  },
  {
    ...{ name: 'first_visit_kib', unit: 'KiB', goal: 200 },
    what: 'loaded by a first visit, gzip',
    ours: (rounds) => median(rounds.map(({ firstLoadBytes }) => firstLoadBytes / 1_024)),
  },
  {
    ...{ name: 'contacts_load_kib', what: 'the same with the screen of contacts', unit: 'KiB' },
    ours: (rounds) => median(rounds.map(({ contactsBytes }) => contactsBytes / 1_024)),
  },
];

const shown = (value: number, unit: string) =>
  Number.isFinite(value)
    ? `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${unit}`
    : '> 1 min';

export function consoleTable(ours: readonly ConsoleRound[], plain: Rounds): Table {
  return {
    title: 'The console, and a plain table of 1,000 rows (medians of the rounds)',
    columns: ['what', 'goal', 'console', 'met', 'plain table'],
    rows: FIGURES.map(({ what, unit, goal, ...of }) => {
      const value = of.ours(ours);
      return [
        what,
        goal === undefined ? '-' : `≤ ${goal} ${unit}`,
        shown(value, unit),
        goal === undefined ? '-' : value <= goal ? 'yes' : 'no',
        of.plain ? shown(of.plain(plain), unit) : '-',
      ];
    }),
  };
}

/** The kinds of search, by their medians. */
export function searchTable(ours: Rounds, plain: Rounds): Table {
  const kinds = [...new Set(ours.flatMap(({ searches }) => searches.map(({ kind }) => kind)))];
  const of = (rounds: Rounds, kind: string) =>
    rounds.flatMap(({ searches }) => searches.filter((one) => one.kind === kind));
  const figures = (rounds: Rounds, kind: string) => {
    const times = of(rounds, kind).map(({ ms }) => ms);
    return [shown(median(times), 'ms'), shown(Math.max(...times), 'ms')];
  };
  return {
    title: 'Searches by kind',
    columns: ['kind', 'for example', 'console', 'slowest', 'plain table', 'slowest'],
    rows: kinds.map((kind) => [
      kind,
      of(ours, kind)[0]?.text ?? '',
      ...figures(ours, kind),
      ...figures(plain, kind),
    ]),
  };
}

/** JSON has no infinity: a jump that took too long is left out. */
export function summariseConsole(
  ours: readonly ConsoleRound[],
  plain: Rounds,
): Record<string, number> {
  const entries = FIGURES.flatMap(({ name, ...of }): [string, number][] => [
    [name, of.ours(ours)],
    ...(of.plain ? [[`plain_${name}`, of.plain(plain)] as [string, number]] : []),
  ]);
  return Object.fromEntries(
    entries
      .filter(([, value]) => Number.isFinite(value))
      .map(([name, value]) => [name, Math.round(value * 10) / 10]),
  );
}
