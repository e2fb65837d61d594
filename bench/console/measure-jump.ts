import { type BenchTab, probe } from './bench-tab.ts';

const TIMEOUT_MS = 60_000;

/**
 * Milliseconds from the key that leads to the last row until this row is painted. Null: not within a minute. `people`:
 * how many the address book has.
 */
export async function measureJump({ page }: BenchTab, people: number): Promise<number | null> {
  await page.waitForSelector(`[aria-rowcount="${people + 1}"]`);
  await page.focus('[role="grid"]');
  await page.keyboard.down('Control');
  await page.keyboard.press('End');
  await page.keyboard.up('Control');
  const painted = probe<number>(page, 'paintedRow', people + 1);
  const late = new Promise<null>((resolve) => setTimeout(resolve, TIMEOUT_MS, null).unref());
  // The page may still wait for it when the tab is closed.
  painted.catch(() => undefined);
  const paintedAt = await Promise.race([painted, late]);
  return paintedAt === null ? null : paintedAt - (await probe<number>(page, 'keyAt'));
}
