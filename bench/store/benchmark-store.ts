import type { BenchmarkOptions, BenchmarkResult, Table } from '../benchmark.ts';
import { median } from '../median.ts';
import { percentile } from '../percentile.ts';
import type { StoreSize } from './account.ts';
import { startBenchServer } from './bench-database.ts';
import { measureExports } from './measure-exports.ts';
import { measureOrder, type OrderRound } from './measure-order.ts';
import { measureReading, type ReadingFigures } from './measure-reading.ts';
import { measureStore, type StoreRound } from './measure-store.ts';
import { measureWebhooks, webhookTable } from './measure-webhooks.ts';
import { exportTable, summariseExports } from './summarise-exports.ts';
import { orderTable, summariseOrder } from './summarise-order.ts';

const ACCOUNT: StoreSize = { contacts: 100_000, groups: 1_000, members: 500 };
/** What is stored row by row and then scaled up. */
const SAMPLE: StoreSize = { contacts: 10_000, groups: 20, members: 500 };
/** Two accounts in one database, in both orders, and each after ten of the sizes between them. */
const LARGE_ACCOUNT: StoreSize = { contacts: 50_000, groups: 200, members: 200 };
const SMALL_ACCOUNT: StoreSize = { contacts: 1_000, groups: 10, members: 50 };
const SMALL_BOOK = 1_000;
const LARGE_BOOK = 1_000_000;

/** Storing and reading an address book, compared with storing row by row and with COPY. */
export async function benchmarkStore(options: BenchmarkOptions): Promise<BenchmarkResult> {
  const { rounds, scale, note } = options;
  const server = await startBenchServer();
  try {
    const stored: StoreRound[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      note(`storing, round ${round}`);
      stored.push(await measureStore(server, scaled(ACCOUNT, scale), scaled(SAMPLE, scale)));
    }
    const ordered: OrderRound[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      note(`storing beside other accounts, round ${round}`);
      ordered.push(await measureOrder(server, scaled(LARGE_ACCOUNT, scale), SMALL_ACCOUNT));
    }
    note('storing with webhooks');
    const webhooks = await measureWebhooks(server, scaled(ACCOUNT, scale), rounds);
    const books: ReadingFigures[] = [];
    for (const contacts of [SMALL_BOOK, Math.max(SMALL_BOOK, Math.round(LARGE_BOOK * scale))]) {
      note(`reading ${contacts} contacts`);
      books.push(await measureReading(server, contacts, rounds));
    }
    note('exporting');
    const exported = await measureExports(server, Math.round(LARGE_BOOK * scale), rounds);
    const sizes = { account: scaled(ACCOUNT, scale), sample: scaled(SAMPLE, scale) };
    return {
      versions: { postgres: server.version },
      tables: [
        storeTable(stored),
        orderTable(ordered),
        webhookTable(webhooks),
        ...books.map(readingTable),
        exportTable(exported),
      ],
      details: { ...sizes, stored, ordered, webhooks, books, exported },
      summary: {
        ...summarise(stored, books),
        ...summariseOrder(ordered),
        webhooks_vs_without_changed: ratio(webhooks.with, webhooks.without),
        ...summariseExports(exported),
      },
    };
  } finally {
    await server.stop();
  }
}

function scaled({ contacts, groups, members }: StoreSize, scale: number): StoreSize {
  const of = (count: number) => Math.max(1, Math.round(count * scale));
  return { contacts: of(contacts), groups: of(groups), members };
}

function summarise(stored: readonly StoreRound[], books: readonly ReadingFigures[]) {
  const of = (figure: (round: StoreRound) => number) => median(stored.map(figure));
  const [small, large] = books;
  if (small === undefined || large === undefined) throw new Error('Nothing was read');
  return {
    store_speedup_first: ratio(
      of(({ row }) => row.first),
      of(({ grab }) => grab.first),
    ),
    store_speedup_repeat: ratio(
      of(({ row }) => row.repeat),
      of(({ grab }) => grab.repeat),
    ),
    store_vs_copy_first: ratio(
      of(({ copy }) => copy),
      of(({ grab }) => grab.first),
    ),
    contacts_rewritten_repeat: Math.max(...stored.map(({ rewritten }) => rewritten)),
    page_ratio_1m: ratio(median(large.pages), median(small.pages)),
    search_p95_ratio_1m: ratio(searchP95(large), searchP95(small)),
    search_p95_ms_1m: round(searchP95(large)),
    store_first_ms: round(of(({ grab }) => grab.first)),
    store_repeat_ms: round(of(({ grab }) => grab.repeat)),
    store_changed_ms: round(of(({ grab }) => grab.changed)),
  };
}

function storeTable(stored: readonly StoreRound[]): Table {
  const row = (way: string, what: string, figure: (round: StoreRound) => number) => [
    way,
    what,
    median(stored.map(figure)).toFixed(0),
  ];
  return {
    title: 'Storing the account (medians; row by row: a sample, scaled)',
    columns: ['way', 'what', 'ms'],
    rows: [
      row('a grab', 'first', ({ grab }) => grab.first),
      row('a grab', 'repeated, unchanged', ({ grab }) => grab.repeat),
      row('a grab', 'repeated, 10 % changed', ({ grab }) => grab.changed),
      row('COPY', 'first', ({ copy }) => copy),
      row('row by row', 'first', (round) => round.row.first),
      row('row by row', 'repeated', (round) => round.row.repeat),
    ],
  };
}

function readingTable({ contacts, pages, searches }: ReadingFigures): Table {
  const terms = [...new Set(searches.map(({ term }) => term))];
  return {
    title: `Reading ${contacts} contacts, 100 rows at a time`,
    columns: ['what', 'of', 'median ms', 'rows'],
    rows: [
      ['page', 'by place or name', median(pages).toFixed(2), '100'],
      ...terms.map((term) => {
        const of = searches.filter((each) => each.term === term);
        return ['search', term, median(of.map(({ ms }) => ms)).toFixed(2), String(of[0]?.rows)];
      }),
    ],
  };
}

function searchP95({ searches }: ReadingFigures): number {
  return percentile(
    searches.map(({ ms }) => ms),
    0.95,
  );
}

function ratio(one: number, other: number): number {
  return Math.round((one / other) * 100) / 100;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
