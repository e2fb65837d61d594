import { access, constants } from 'node:fs/promises';
import type { Logger } from 'pino';
import { type BrowserSettings, findBrowser } from './find-browser.ts';
import type { FoundBrowser } from './found-browser.ts';
import { sandboxWorks } from './sandbox.ts';

/** Which browser runs, and how. Looked up on first use, and again when its file is gone. */
export type BrowserSetup = {
  /** Rejects with ServiceError BROWSER_FAILED; the next call looks again. */
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
    logger.warn(
      'Chromium sandbox unavailable, running without it: run the engine as a user other than root',
    );
  }
  return works;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
