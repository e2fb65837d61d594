import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { pollUntil } from '@grabber/primitives/retry';
import { ServiceError } from '@grabber/service-kit/service-error';
import { profileProcesses } from './profile-processes.ts';

const EXIT_WAIT_MS = 5_000;
const EXIT_POLL_MS = 50;
const REMOVE_RETRIES = 5;
const REMOVE_RETRY_DELAY_MS = 100;

/** Readies a profile whose lock we hold for a browser. */
export async function prepareProfile(profileDir: string): Promise<void> {
  await mkdir(profileDir, { recursive: true, mode: 0o700 });
  await clearProfile(profileDir);
}

/**
 * Whatever browser is still on a profile whose lock we hold is an orphan of a dead owner and is ended, and
 * the marks that Chromium leaves when it is killed are removed, because a mark with another host's name
 * makes the launch fail. Where there is no profile, there is nothing to do.
 */
export async function clearProfile(profileDir: string): Promise<void> {
  await endBrowsersOf(profileDir);
  const entries = await readdir(profileDir).catch(nullIfMissing);
  const marks = (entries ?? []).filter((entry) => entry.startsWith('Singleton'));
  await Promise.all(marks.map((mark) => rm(join(profileDir, mark), { force: true })));
}

/** Removes a profile after its last browser has ended. */
export async function removeProfile(profileDir: string): Promise<void> {
  await endBrowsersOf(profileDir);
  await rm(profileDir, {
    recursive: true,
    force: true,
    maxRetries: REMOVE_RETRIES,
    retryDelay: REMOVE_RETRY_DELAY_MS,
  });
}

/** Resolves when no browser uses the profile. Throws ServiceError BROWSER_FAILED when one will not end. */
export async function endBrowsersOf(profileDir: string): Promise<void> {
  const killAll = async () => {
    const pids = await profileProcesses(profileDir);
    for (const pid of pids) kill(pid);
    return pids.length === 0;
  };
  if (await pollUntil(killAll, { intervalMs: EXIT_POLL_MS, timeoutMs: EXIT_WAIT_MS })) return;
  throw new ServiceError('BROWSER_FAILED', 'A browser of this profile does not end.');
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
