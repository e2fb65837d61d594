import type { BenchTab } from './bench-tab.ts';

/** Milliseconds from the navigation to the first painted rows. */
export type FirstRows = {
  /** With an empty cache of the browser, as on a first visit. */
  readonly cold: number;
  readonly warm: number;
  /** What the first visit loaded, by its path. */
  readonly files: readonly string[];
};

export async function measureFirstRows(tab: BenchTab, url: string): Promise<FirstRows> {
  const { page, cdp } = tab;
  const visit = async () => {
    await page.goto('about:blank');
    await page.goto(url, { waitUntil: 'commit' });
    return page.evaluate<number>('probe.firstRows');
  };
  await cdp.send('Network.clearBrowserCache');
  const files: string[] = [];
  const note = (request: { url(): string }) => files.push(new URL(request.url()).pathname);
  page.on('request', note);
  const cold = await visit();
  page.off('request', note);
  // Twice: the browser keeps compiled code of a script after it has run it again.
  await visit();
  return { cold, warm: await visit(), files };
}
