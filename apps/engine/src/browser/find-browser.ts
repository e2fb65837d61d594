import { access, constants } from 'node:fs/promises';
import { basename } from 'node:path';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { FoundBrowser } from './found-browser.ts';
import { hasPackagedBrowser, unpackBrowser } from './packaged-browser.ts';
import { systemBrowserPaths } from './system-browser-paths.ts';

export type BrowserSettings = {
  readonly executablePath: string | undefined;
  /** Where the packaged browser is unpacked. */
  readonly browserDir: string;
  readonly browserEnvironment: Readonly<Record<string, string>>;
};

/**
 * The configured browser, else one of the system, else the packaged one (unpacked on first use, 200 MB,
 * a few seconds). Throws ServiceError BROWSER_FAILED, which says how to get one.
 */
export async function findBrowser(settings: BrowserSettings): Promise<FoundBrowser> {
  const { executablePath } = settings;
  if (executablePath !== undefined) {
    if (await isExecutable(executablePath)) return describe(executablePath, 'configured');
    throw new ServiceError('BROWSER_FAILED', 'PUPPETEER_EXECUTABLE_PATH names no executable file.');
  }
  for (const path of systemBrowserPaths(process.platform, settings.browserEnvironment)) {
    if (await isExecutable(path)) return describe(path, 'system');
  }
  if (hasPackagedBrowser()) return unpackBrowser(settings.browserDir);
  throw new ServiceError(
    'BROWSER_FAILED',
    'No browser was found: install Google Chrome or Chromium, or set PUPPETEER_EXECUTABLE_PATH.',
  );
}

function describe(executablePath: string, source: 'configured' | 'system'): FoundBrowser {
  const isShell = /headless[-_]shell/.test(basename(executablePath));
  return { executablePath, headless: isShell ? 'shell' : true, environment: {}, source };
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
