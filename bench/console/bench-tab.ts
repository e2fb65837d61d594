import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { testBrowser } from '@grabber/whatsapp-simulator/testing/browser';
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer';

const PROBE = join(import.meta.dirname, 'page-probe.js');
const VIEW = { width: 1_280, height: 800 };
const TIMEOUT_MS = 60_000;

export type TabMemory = {
  /** Bytes of the page's script, after its garbage was collected. */
  readonly heap: number;
  /** Bytes of the process that draws the page, and its share of what it has in common with others. */
  readonly rss: number;
  readonly pss: number;
};

/** The only tab of a browser of its own. */
export type BenchTab = {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** Of the browser. */
  readonly system: CDPSession;
  memory(): Promise<TabMemory>;
  /** Without collecting garbage, which would be work of the page. */
  processMemory(): Promise<Omit<TabMemory, 'heap'>>;
};

/** Runs `work` in a new browser. */
export async function inTab<T>(work: (tab: BenchTab) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'grabber-bench-'));
  const browser = await openBrowser(folder);
  try {
    return await work(await openTab(browser));
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

export function browserVersion(): Promise<string> {
  return inTab(({ page }) => page.browser().version());
}

async function openBrowser(folder: string): Promise<Browser> {
  const { executablePath, headless, environment } = await testBrowser();
  // A packaged browser has a font of its own, without which a text has no size.
  const fonts = ['/usr/share/fonts', dirname(executablePath)].map((dir) => `<dir>${dir}</dir>`);
  await writeFile(join(folder, 'fonts.conf'), `<fontconfig>${fonts.join('')}</fontconfig>`);
  return puppeteer.launch({
    ...{ executablePath, headless, pipe: true, protocolTimeout: 2 * TIMEOUT_MS },
    // A browser whose requests are watched keeps all answers in the memory of the page.
    networkEnabled: false,
    defaultViewport: VIEW,
    ignoreDefaultArgs: ['--hide-scrollbars'],
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--lang=id'],
    env: { PATH: '/usr/bin:/bin', HOME: folder, ...environment, FONTCONFIG_PATH: folder },
  });
}

async function openTab(browser: Browser): Promise<BenchTab> {
  const [page = await browser.newPage()] = await browser.pages();
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.evaluateOnNewDocument(await readFile(PROBE, 'utf8'));
  const cdp = await page.createCDPSession();
  const system = await browser.target().createCDPSession();
  await cdp.send('Performance.enable');
  const processMemory = async () => {
    const { processInfo } = await system.send('SystemInfo.getProcessInfo');
    const drawing = processInfo.filter(({ type }) => type === 'renderer');
    const all = await Promise.all(drawing.map(({ id }) => memoryOf(id)));
    // The browser keeps an empty one ready for the next site.
    return all.reduce((most, one) => (one.pss > most.pss ? one : most), { rss: 0, pss: 0 });
  };
  return {
    ...{ page, cdp, system, processMemory },
    async memory() {
      await cdp.send('HeapProfiler.collectGarbage');
      const { metrics } = await cdp.send('Performance.getMetrics');
      const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
      return { heap, ...(await processMemory()) };
    },
  };
}

/** Of a process that may have ended. */
async function memoryOf(pid: number): Promise<{ rss: number; pss: number }> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const of = (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0) * 1_024;
  return { rss: of('Rss'), pss: of('Pss') };
}

/** Calls a function of the probe, which waits in the page. */
export function probe<T>(page: Page, name: string, ...given: readonly unknown[]): Promise<T> {
  const call = `probe.${name}(${given.map((one) => JSON.stringify(one)).join()})`;
  return page.evaluate(call) as Promise<T>;
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
