import { access, constants } from 'node:fs/promises';
import type { Logger } from 'pino';
import { type BrowserSettings, findBrowser } from './find-browser.ts';
import type { FoundBrowser } from './found-browser.ts';
import { sandboxWorks } from './sandbox.ts';

/** Which browser runs, and how; found out on first use, and again when its file has gone. */
export type BrowserSetup = {
  /** Throws ServiceError BROWSER_FAILED, and looks again the next time. */
  find(): Promise<FoundBrowser>;
  useSandbox(): Promise<boolean>;
};

export function createBrowserSetup(
  settings: BrowserSettings & { readonly noSandbox: 'auto' | 'true' | 'false' },
  logger: Logger,
): BrowserSetup {
  let found: Promise<FoundBrowser> | null = null;
  let sandbox: Promise<boolean> | null = null;
  return {
    async find() {
      const known = await found?.catch(() => null);
      if (known && !(await isExecutable(known.executablePath))) found = null;
      found ??= findBrowser(settings).catch((error: unknown) => {
        found = null;
        throw error;
      });
      return found;
    },
    useSandbox() {
      sandbox ??= decideSandbox(settings.noSandbox, logger);
      return sandbox;
    },
  };
}

async function decideSandbox(choice: 'auto' | 'true' | 'false', logger: Logger): Promise<boolean> {
  if (choice !== 'auto') return choice === 'false';
  const works = await sandboxWorks();
  if (!works) {
    logger.warn("Chromium's sandbox cannot work here and is off: run the engine as another user");
  }
  return works;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
