import { type BenchTab, probe } from './bench-tab.ts';

const TIMEOUT_MS = 60_000;

/**
 * Milliseconds from the key that leads to the last row until this row is painted. Null: not within a minute. `people`:
 * how many the address book has.
 */
export async function measureJump({ page }: BenchTab, people: number): Promise<number | null> {
  const grid = page.getByRole('grid');
  await page.waitForFunction(`document.querySelector('[aria-rowcount="${people + 1}"]') !== null`);
  await grid.focus();
  await grid.press('Control+End');
  const painted = probe<number>(page, 'paintedRow', people + 1);
  const late = new Promise<null>((resolve) => setTimeout(resolve, TIMEOUT_MS, null).unref());
  const paintedAt = await Promise.race([painted, late]);
  // The page may still wait for it when the tab is closed.
  painted.catch(() => undefined);
  return paintedAt === null ? null : paintedAt - (await probe<number>(page, 'keyAt'));
}
