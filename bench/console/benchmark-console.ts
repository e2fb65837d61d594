import { buildConsole } from '../../scripts/console/build-console.ts';
import type { BenchmarkOptions, BenchmarkResult } from '../benchmark.ts';
import { type BenchDatabase, inNewDatabase, startBenchServer } from '../store/bench-database.ts';
import { fillAddressBook } from './address-book.ts';
import { browserVersion } from './bench-tab.ts';
import { startConsoleStack } from './console-stack.ts';
import {
  type ConsoleRound,
  measureConsole,
  measurePlainPage,
  type PageRound,
} from './measure-pages.ts';
import { startPlainPanel } from './plain-panel.ts';
import { consoleTable, searchTable, summariseConsole } from './summarise-console.ts';

const PEOPLE = 1_000_000;
/** In fewer some of the searches find nothing. */
export const FEWEST_PEOPLE = 200_000;

/** The console with 1,000,000 contacts in a real browser, beside the same rows in a plain table. */
export async function benchmarkConsole(options: BenchmarkOptions): Promise<BenchmarkResult> {
  const { scale, note } = options;
  const people = Math.max(FEWEST_PEOPLE, Math.round(PEOPLE * scale));
  note('building the console');
  const consoleDir = await buildConsole();
  const server = await startBenchServer();
  try {
    return await inNewDatabase(server.url, async (database) => {
      note(`storing ${people} people`);
      await fillAddressBook(database, people);
      const { ours, plain, browser } = await measureRounds(database, consoleDir, people, options);
      return {
        versions: { postgres: server.version, browser },
        tables: [consoleTable(ours, plain), searchTable(ours, plain)],
        details: { people, console: ours, plain },
        summary: summariseConsole(ours, plain),
      };
    });
  } finally {
    await server.stop();
  }
}

async function measureRounds(
  database: BenchDatabase,
  consoleDir: string,
  people: number,
  { rounds, note }: BenchmarkOptions,
) {
  const { session_id: sessionId } = database;
  const stack = await startConsoleStack(database.url, consoleDir);
  const panel = await startPlainPanel(stack, sessionId);
  try {
    const browser = await browserVersion();
    const ours: ConsoleRound[] = [];
    const plain: PageRound[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      note(`the console, round ${round}`);
      ours.push(await measureConsole({ stack, consoleDir, sessionId, people }));
      note(`the plain table, round ${round}`);
      plain.push(await measurePlainPage(panel.url));
    }
    return { ours, plain, browser };
  } finally {
    await panel.stop();
    await stack.stop();
  }
}
