import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { openConsoleBrowser } from '../../e2e/support/console-page.ts';

const PROBE = join(import.meta.dirname, 'page-probe.js');
const VIEW = { width: 1_280, height: 800 };

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
  readonly version: string;
  memory(): Promise<TabMemory>;
  /** Without collecting garbage, which would be work of the page. */
  processMemory(): Promise<Omit<TabMemory, 'heap'>>;
  close(): Promise<void>;
};

export async function openBenchTab(): Promise<BenchTab> {
  const browser = await openConsoleBrowser({ scrollBars: true });
  const context = await browser.newContext({ viewport: VIEW, locale: 'id' });
  await context.addInitScript({ path: PROBE });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const system = await browser.newBrowserCDPSession();
  await cdp.send('Performance.enable');
  const processMemory = async () => {
    const { processInfo } = await system.send('SystemInfo.getProcessInfo');
    const drawing = processInfo.filter(({ type }) => type === 'renderer');
    const all = await Promise.all(drawing.map(({ id }) => memoryOf(id)));
    // The browser keeps an empty one ready for the next site.
    return all.reduce((most, one) => (one.pss > most.pss ? one : most), { rss: 0, pss: 0 });
  };
  return {
    page,
    cdp,
    version: browser.version(),
    processMemory,
    async memory() {
      await cdp.send('HeapProfiler.collectGarbage');
      const { metrics } = await cdp.send('Performance.getMetrics');
      const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
      return { heap, ...(await processMemory()) };
    },
    close: () => browser.close(),
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
  return page.evaluate(`probe.${name}(${given.map((one) => JSON.stringify(one)).join()})`);
}
