import type { Browser } from 'puppeteer';
import { settlesWithin } from '../settles-within.ts';

const CLOSE_TIMEOUT_MS = 8_000;
const EXIT_TIMEOUT_MS = 5_000;

/**
 * Closes a browser and resolves when its process has ended. It is asked first, so that the profile is
 * written out, and killed through `killer` when it does not answer. Never rejects.
 */
export async function closeBrowser(
  browser: Browser | null,
  killer: AbortController,
): Promise<void> {
  const child = browser?.process() ?? null;
  if (browser?.connected) await settlesWithin(browser.close(), CLOSE_TIMEOUT_MS);
  killer.abort();
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await settlesWithin(exited, EXIT_TIMEOUT_MS);
}
