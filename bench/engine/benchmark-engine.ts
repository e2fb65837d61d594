import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import type { Way } from '../../apps/engine/bench/messages.ts';
import type { BenchmarkOptions, BenchmarkResult } from '../benchmark.ts';
import { BROWSER_KIND } from '../pinned-browser.ts';
import { accountTable } from './account-table.ts';
import { ACCOUNT_SIZES, scaleSize } from './accounts.ts';
import { type AccountFigures, measureAccount } from './measure-account.ts';
import { measureMemory } from './measure-memory.ts';
import { type MemoryGrowth, summarise } from './summarise.ts';

const MEMORY_WAYS: readonly Way[] = ['library', 'served'];

/** The engine's reader compared with whatsapp-web.js, on simulated accounts of four sizes. */
export async function benchmarkEngine(options: BenchmarkOptions): Promise<BenchmarkResult> {
  const simulator = await startSimulator();
  // Pages that have loaded everything, with fresh groups; `makeGroupsStale` has the others.
  await simulator.control.setOptions({
    ...{ blocklist_delay_ms: 0, groups_delay_ms: 0, history_delay_ms: 0 },
    queried_groups_stale: false,
  });
  try {
    const accounts: AccountFigures[] = [];
    for (const size of ACCOUNT_SIZES) {
      accounts.push(await measureAccount(simulator, scaleSize(size, options.scale), options));
    }
    const memory = await measureGrowth(simulator, options);
    return {
      versions: versionsOf(accounts),
      tables: [...accounts.map(accountTable), memoryTable(memory)],
      details: {
        accounts: accounts.map(({ size, opened, rounds }) => ({
          size,
          entries: opened.entries,
          rounds,
        })),
        memory,
      },
      summary: summarise(accounts, memory),
    };
  } finally {
    await simulator.stop();
  }
}

/** For the contacts of the largest address book, in a new process for each way. */
async function measureGrowth(
  simulator: Simulator,
  { scale, note }: BenchmarkOptions,
): Promise<MemoryGrowth[]> {
  const sizeOf = (name: string) => {
    const size = ACCOUNT_SIZES.find((each) => each.name === name);
    if (!size) throw new Error(`No account is called ${name}`);
    return scaleSize(size, scale);
  };
  const growth: MemoryGrowth[] = [];
  for (const way of MEMORY_WAYS) {
    note(`memory: 50k contacts, ${way}`);
    const sizes = { size: sizeOf('50k'), small: sizeOf('1k') };
    growth.push({ way, bytes: await measureMemory(simulator, way, sizes) });
  }
  return growth;
}

function versionsOf([first]: readonly AccountFigures[]): Record<string, string> {
  if (!first) return {};
  const { node, browser, whatsappWebJs } = first.opened.versions;
  return { node, browser, browser_kind: BROWSER_KIND, whatsapp_web_js: whatsappWebJs };
}

function memoryTable(memory: readonly MemoryGrowth[]) {
  return {
    title: 'Growth of the process’s memory while it reads 50k contacts for the first time',
    columns: ['what', 'way', 'MB'],
    rows: memory.map(({ way, bytes }) => ['contacts', way, (bytes / 1e6).toFixed(1)]),
  };
}
