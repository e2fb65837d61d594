import type { Browser } from 'puppeteer';
import { settlesWithin } from '../settles-within.ts';
import { endProcessGroup } from './process-group.ts';

const CLOSE_TIMEOUT_MS = 8_000;
const EXIT_TIMEOUT_MS = 5_000;

/**
 * Closes a browser and resolves when all its processes have ended. It is asked first, so that the
 * profile is written out, and killed through `killer` when it does not answer. Never rejects.
 */
export async function closeBrowser(
  browser: Browser | null,
  killer: AbortController,
): Promise<void> {
  const child = browser?.process() ?? null;
  if (browser?.connected) await settlesWithin(browser.close(), CLOSE_TIMEOUT_MS);
  killer.abort();
  if (!child?.pid) return;
  if (child.exitCode === null && child.signalCode === null) {
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await settlesWithin(exited, EXIT_TIMEOUT_MS);
  }
  // The browser leads a process group; its helpers outlive it for a moment, or for good.
  await endProcessGroup(child.pid);
}
