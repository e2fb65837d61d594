import { type BenchTab, probe } from './bench-tab.ts';

/** Milliseconds from the navigation to the first painted rows. */
export type FirstRows = {
  /** With an empty cache of the browser, as on a first visit. */
  readonly cold: number;
  readonly warm: number;
};

export async function measureFirstRows({ page, cdp }: BenchTab, url: string): Promise<FirstRows> {
  const visit = async () => {
    await page.goto('about:blank');
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    return probe<number>(page, 'firstRows');
  };
  await cdp.send('Network.clearBrowserCache');
  const cold = await visit();
  // Once more: the browser keeps the compiled code of a script after it has run it again.
  await visit();
  return { cold, warm: await visit() };
}
