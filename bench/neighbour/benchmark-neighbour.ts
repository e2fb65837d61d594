import type { BenchmarkOptions, BenchmarkResult, Table } from '../benchmark.ts';
import { median } from '../median.ts';
import { startBenchServer } from '../store/bench-database.ts';
import { measureNeighbour, type NeighbourRound, type Served } from './measure-neighbour.ts';

const SIZES = { noisy: 1_000_000, quiet: 50_000, pages: 400 };
const MIN_CONTACTS = 20_000;
const BYTES_PER_MB = 1e6;

/** What one workspace notices of another one that takes all it can get. */
export async function benchmarkNeighbour(options: BenchmarkOptions): Promise<BenchmarkResult> {
  const sizes = {
    noisy: Math.max(MIN_CONTACTS, SIZES.noisy * options.scale),
    quiet: Math.max(MIN_CONTACTS, SIZES.quiet * options.scale),
    pages: Math.max(50, SIZES.pages * options.scale),
  };
  const server = await startBenchServer();
  const rounds: NeighbourRound[] = [];
  try {
    for (let round = 1; round <= options.rounds; round += 1) {
      options.note(`beside a noisy neighbour, round ${round}`);
      rounds.push(await measureNeighbour(server, sizes));
    }
  } finally {
    await server.stop();
  }
  return {
    versions: { postgres: server.version, node: process.version },
    tables: [table(rounds)],
    details: { ...sizes, rounds },
    summary: summarise(rounds),
  };
}

const p95 = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;

function summarise(rounds: readonly NeighbourRound[]): Record<string, number> {
  const of = (figure: (round: NeighbourRound) => number) => median(rounds.map(figure));
  return {
    page_p95_ratio: digits(
      of(({ alone, beside }) => p95(beside.pages) / p95(alone.pages)),
      2,
    ),
    page_p95_alone_ms: digits(
      of(({ alone }) => p95(alone.pages)),
      1,
    ),
    page_p95_beside_ms: digits(
      of(({ beside }) => p95(beside.pages)),
      1,
    ),
    grab_slowest_beside_ms: digits(
      of(({ beside }) => Math.max(...beside.grabs)),
      0,
    ),
    api_rss_peak_mb: digits(
      Math.max(...rounds.map(({ peakBytes }) => peakBytes / BYTES_PER_MB)),
      0,
    ),
  };
}

function table(rounds: readonly NeighbourRound[]): Table {
  const row = (what: string, part: (round: NeighbourRound) => Served) => {
    const of = (figure: (served: Served) => number) =>
      median(rounds.map((round) => figure(part(round)))).toFixed(1);
    return [
      what,
      of(({ pages }) => median(pages)),
      of(({ pages }) => p95(pages)),
      of(({ pages }) => Math.max(...pages)),
      of(({ grabs }) => median(grabs)),
      of(({ grabs }) => Math.max(...grabs)),
    ];
  };
  return {
    title: 'One workspace alone, and beside another one that takes all it can get (ms)',
    columns: ['', 'page, median', 'page, p95', 'page, slowest', 'grab, median', 'grab, slowest'],
    rows: [row('alone', ({ alone }) => alone), row('beside it', ({ beside }) => beside)],
  };
}

function digits(value: number, count: number): number {
  return Number(value.toFixed(count));
}
