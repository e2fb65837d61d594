import { access, constants, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Logger } from 'pino';
import { type BrowserUsers, createBrowserUsers, openWay } from './browser-user.ts';
import { type BrowserSettings, findBrowser } from './find-browser.ts';
import type { FoundBrowser } from './found-browser.ts';
import { whyNoSandbox, whyNotAsUser } from './sandbox.ts';

type SetupSettings = BrowserSettings & {
  readonly noSandbox: 'auto' | 'if-needed' | 'true' | 'false';
  readonly dataDir: string;
};

/** What separates the browser from the rest of the machine. */
type Containment = {
  /** Chromium's own sandbox is on. */
  readonly sandbox: boolean;
  /** Gives each profile a user of its own. Null where the browser runs as the user of this process. */
  readonly users: BrowserUsers | null;
};

/** Which browser runs, and how. Looked up on first use, and again when its file is gone. */
export type BrowserSetup = {
  /** Rejects with ServiceError BROWSER_FAILED; the next call looks again. */
  find(): Promise<FoundBrowser>;
  /** Rejects with ServiceError BROWSER_FAILED where the sandbox must work and does not; the next call tries again. */
  contain(): Promise<Containment>;
};

export function createBrowserSetup(settings: SetupSettings, logger: Logger): BrowserSetup {
  let found: Promise<FoundBrowser> | null = null;
  let contained: { browser: FoundBrowser; decided: Promise<Containment> } | null = null;
  const find = async (): Promise<FoundBrowser> => {
    const known = await found?.catch(() => null);
    if (known && !(await isExecutable(known.executablePath))) found = null;
    found ??= findAfterData(settings).catch((error: unknown) => {
      found = null;
      throw error;
    });
    return found;
  };
  return {
    find,
    async contain() {
      const browser = await find();
      if (contained?.browser !== browser) {
        contained = { browser, decided: decideContainment(browser, settings, logger) };
      }
      const current = contained;
      return current.decided.catch((error: unknown) => {
        if (contained === current) contained = null;
        throw error;
      });
    },
  };
}

/** Makes a new data directory first: one that unpacking a browser makes is open to every user. */
async function findAfterData(settings: SetupSettings): Promise<FoundBrowser> {
  const inData = join(settings.dataDir, 'engine');
  // The check of the storage says what is wrong with it.
  await mkdir(inData, { recursive: true, mode: 0o700 }).catch(() => undefined);
  return findBrowser(settings);
}

async function decideContainment(
  browser: FoundBrowser,
  settings: SetupSettings,
  logger: Logger,
): Promise<Containment> {
  const { noSandbox: choice, dataDir } = settings;
  const trial = { browser, environment: settings.browserEnvironment };
  const isRoot = process.getuid?.() === 0;
  const isInData = browser.executablePath.startsWith(`${dataDir}/`);
  if (isRoot && isInData) await openWay(dataDir, dirname(browser.executablePath));
  const notAsUser = isRoot ? await whyNotAsUser(trial) : null;
  const users = isRoot && notAsUser === null ? createBrowserUsers(dataDir) : null;
  if (choice === 'false') return { sandbox: true, users };
  if (choice === 'true') {
    logger.warn('Chromium runs without its sandbox, because ENGINE_NO_SANDBOX is true');
    return { sandbox: false, users };
  }
  // Chromium has no sandbox as root.
  const reason = notAsUser ?? (await whyNoSandbox(trial, users !== null));
  if (reason === null) return { sandbox: true, users };
  if (choice === 'auto') throw new ServiceError('BROWSER_FAILED', refusal(reason, isRoot));
  logger.warn({ reason }, 'Chromium runs without its sandbox, which does not work here');
  return { sandbox: false, users };
}

function refusal(reason: string, isRoot: boolean): string {
  const what = `Chromium's sandbox does not work here (${reason}).`;
  const user = isRoot ? 'Run the engine as a user other than root, or allow' : 'Allow';
  return `${what} ${user} user namespaces (docs/operating.md), or set ENGINE_NO_SANDBOX=true to run without it.`;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
