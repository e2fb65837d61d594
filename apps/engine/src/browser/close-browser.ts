import type { ChildProcess } from 'node:child_process';
import { settlesWithin } from '@grabber/primitives/deadline';
import type { Browser } from 'puppeteer';
import { endProcessGroup } from './process-group.ts';

const CLOSE_TIMEOUT_MS = 8_000;
const EXIT_TIMEOUT_MS = 5_000;

export type ClosableBrowser = {
  /** Null while it starts. */
  readonly browser: Browser | null;
  /** Null before it runs. */
  readonly child: ChildProcess | null;
  readonly killer: AbortController;
};

/**
 * Closes a browser and resolves when all its processes have ended. A normal close writes the profile to disk;
 * `killer` kills a browser that does not answer. Never rejects.
 */
export async function closeBrowser({ browser, child, killer }: ClosableBrowser): Promise<void> {
  if (browser?.connected) await settlesWithin(browser.close(), CLOSE_TIMEOUT_MS);
  killer.abort();
  if (!child?.pid) return;
  if (child.exitCode === null && child.signalCode === null) {
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await settlesWithin(exited, EXIT_TIMEOUT_MS);
  }
  // The browser leads a process group; its helper processes may outlive it.
  await endProcessGroup(child.pid);
}
