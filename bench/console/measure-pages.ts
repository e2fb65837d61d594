import { type BenchTab, openBenchTab } from './bench-tab.ts';
import type { ConsoleStack } from './console-stack.ts';
import { gzipBytes } from './first-load.ts';
import { type FirstRows, measureFirstRows } from './measure-first-rows.ts';
import { measureJump } from './measure-jump.ts';
import { measureScrolling, type Scrolling } from './measure-scrolling.ts';
import { measureSearches, type SearchTiming } from './measure-searches.ts';

const SCROLL_MS = 30_000;

/** Of one round, with a browser of its own. */
export type PageRound = {
  readonly first: FirstRows;
  readonly searches: readonly SearchTiming[];
  readonly scrolling: Scrolling;
};

export type ConsoleRound = PageRound & {
  /** The first rows of the people of all accounts. */
  readonly firstOfAll: FirstRows;
  readonly jumpMs: number | null;
  /** Of gzip: what a first visit loads of the console, and the contacts' screen. */
  readonly firstLoadBytes: number;
  readonly contactsBytes: number;
};

export type ConsoleVisit = {
  readonly stack: ConsoleStack;
  readonly consoleDir: string;
  readonly sessionId: string;
  readonly people: number;
};

export async function measureConsole(visit: ConsoleVisit): Promise<ConsoleRound> {
  const { stack, consoleDir, sessionId, people } = visit;
  return inTab(async (tab) => {
    const { page } = tab;
    const visited: string[] = [];
    page.on('request', (request) => visited.push(new URL(request.url()).pathname));
    await page.goto(await stack.signInLink());
    await page.getByRole('heading', { level: 1 }).waitFor();
    const firstLoadBytes = await gzipBytes(consoleDir, visited);
    const firstOfAll = await measureFirstRows(tab, `${stack.url}/contacts`);
    const url = `${stack.url}/contacts?account=${sessionId}`;
    return {
      firstLoadBytes,
      firstOfAll,
      ...(await measurePage(tab, url, '[role="grid"]')),
      jumpMs: await measureJump(tab, people),
      contactsBytes: await gzipBytes(consoleDir, visited),
    };
  });
}

export function measurePlainPage(url: string): Promise<PageRound> {
  return inTab((tab) => measurePage(tab, url, 'html', 'Enter'));
}

async function measurePage(
  tab: BenchTab,
  url: string,
  box: string,
  send?: 'Enter',
): Promise<PageRound> {
  const first = await measureFirstRows(tab, url);
  const searches = await measureSearches(tab, send);
  await tab.page.goto(url, { waitUntil: 'commit' });
  await tab.page.evaluate('probe.firstRows');
  return { first, searches, scrolling: await measureScrolling(tab, box, SCROLL_MS) };
}

async function inTab<T>(work: (tab: BenchTab) => Promise<T>): Promise<T> {
  const tab = await openBenchTab();
  try {
    return await work(tab);
  } finally {
    await tab.close();
  }
}
