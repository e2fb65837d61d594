import { type BenchTab, inTab, pause, probe } from './bench-tab.ts';
import type { ConsoleStack } from './console-stack.ts';
import { gzipBytes } from './first-load.ts';
import { type FirstRows, measureFirstRows } from './measure-first-rows.ts';
import { measureJump } from './measure-jump.ts';
import { measureScrolling, type Scrolling } from './measure-scrolling.ts';
import { measureSearches, type SearchTiming } from './measure-searches.ts';

const SCROLL_MS = 30_000;
/** How long a person looks at the first screen before doing anything. */
const FIRST_VISIT_MS = 2_000;

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
  /** Of gzip: what a first visit loads for the screen of accounts, and for that of contacts. */
  readonly firstLoadBytes: number;
  readonly contactsBytes: number;
};

export type ConsoleVisit = {
  readonly stack: ConsoleStack;
  readonly consoleDir: string;
  readonly sessionId: string;
  readonly people: number;
};

export function measureConsole(visit: ConsoleVisit): Promise<ConsoleRound> {
  const { stack, consoleDir, sessionId, people } = visit;
  return inTab(async (tab) => {
    const { page } = tab;
    await page.goto(await stack.signInLink());
    // There is no menu before the browser is signed in. The screen of accounts comes after it.
    await page.waitForSelector('nav');
    await page.waitForSelector('main h1');
    // What comes by itself after the first screen counts, too.
    await pause(FIRST_VISIT_MS);
    const firstLoad = await probe<string[]>(page, 'loadedPaths');
    const firstOfAll = await measureFirstRows(tab, `${stack.url}/contacts`);
    const contacts = await probe<string[]>(page, 'loadedPaths');
    const url = `${stack.url}/contacts?account=${sessionId}`;
    return {
      firstOfAll,
      firstLoadBytes: await gzipBytes(consoleDir, firstLoad),
      contactsBytes: await gzipBytes(consoleDir, contacts),
      ...(await measurePage(tab, url, '[role="grid"]', false)),
      jumpMs: await measureJump(tab, people),
    };
  });
}

export function measurePlainPage(url: string): Promise<PageRound> {
  return inTab((tab) => measurePage(tab, url, 'html', true));
}

async function measurePage(
  tab: BenchTab,
  url: string,
  box: string,
  isForm: boolean,
): Promise<PageRound> {
  const first = await measureFirstRows(tab, url);
  const searches = await measureSearches(tab, isForm);
  await tab.page.goto(url, { waitUntil: 'domcontentloaded' });
  await probe(tab.page, 'firstRows');
  return { first, searches, scrolling: await measureScrolling(tab, box, SCROLL_MS) };
}
