import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asUser, type Program, TRIAL_UID } from './browser-user.ts';
import type { FoundBrowser } from './found-browser.ts';
import { whyNoPage } from './trial-page.ts';

const run = promisify(execFile);
/** It takes less than a second on an idle machine. */
const PAGE_TIMEOUT_MS = 30_000;
const VERSION_TIMEOUT_MS = 10_000;

type Trial = {
  readonly browser: FoundBrowser;
  readonly environment: Readonly<Record<string, string>>;
};

/** Why the browser cannot be run as a user other than root, or null when it can. Only root can ask. */
export async function whyNotAsUser(trial: Trial): Promise<string | null> {
  return onTrialProfile(trial, true, async ({ executablePath, environment: env }) => {
    const limits = { timeout: VERSION_TIMEOUT_MS, killSignal: 'SIGKILL', cwd: '/' } as const;
    return run(executablePath, ['--version'], { ...limits, env }).then(
      () => null,
      ({ stderr = '', message }: { stderr?: string; message: string }) =>
        stderr.trim().split('\n').at(-1) || message,
    );
  });
}

/**
 * Why this browser does not run a page inside its sandbox here, or null when it does. Kernels, containers and
 * AppArmor forbid the sandbox in ways that only the browser itself shows.
 */
export async function whyNoSandbox(trial: Trial, asOther: boolean): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  return onTrialProfile(trial, asOther, (program, profileDir) => {
    const args = ['--headless', '--disable-gpu', '--no-first-run', `--user-data-dir=${profileDir}`];
    return whyNoPage(program, args, PAGE_TIMEOUT_MS);
  });
}

/** Runs the browser on a profile that is removed afterwards. */
async function onTrialProfile<Result>(
  { browser, environment }: Trial,
  asOther: boolean,
  act: (program: Program, profileDir: string) => Promise<Result>,
): Promise<Result> {
  // Root's own temporary folder may be closed to others.
  const profileDir = await mkdtemp(join(asOther ? '/tmp' : tmpdir(), 'browser-trial-'));
  try {
    if (asOther) await chown(profileDir, TRIAL_UID, TRIAL_UID);
    const { executablePath, environment: own } = browser;
    const program = { executablePath, environment: { ...environment, ...own } };
    const user = asOther ? { uid: TRIAL_UID, home: profileDir } : null;
    return await act(asUser(program, user), profileDir);
  } finally {
    await rm(profileDir, { recursive: true, force: true, maxRetries: 5 });
  }
}
