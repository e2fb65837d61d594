import { access, constants } from 'node:fs/promises';
import { basename } from 'node:path';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { FoundBrowser } from './found-browser.ts';
import { hasPackagedBrowser, unpackBrowser } from './packaged-browser.ts';
import { systemBrowserPaths } from './system-browser-paths.ts';

export type BrowserSettings = {
  readonly executablePath: string | undefined;
  /** Which kind of browser to look for where none is configured. */
  readonly browserChoice: 'auto' | 'chromium' | 'headless-shell';
  /** Where the packaged browser is unpacked. */
  readonly browserDir: string;
  readonly browserEnvironment: Readonly<Record<string, string>>;
};

const NOT_FOUND = {
  auto: 'No browser was found: install Google Chrome or Chromium, or set PUPPETEER_EXECUTABLE_PATH.',
  chromium:
    'No Chrome or Chromium was found: install one, or set ENGINE_BROWSER or PUPPETEER_EXECUTABLE_PATH.',
  'headless-shell':
    'No chrome-headless-shell was found: install one, or set ENGINE_BROWSER or PUPPETEER_EXECUTABLE_PATH.',
} as const;

/**
 * The configured browser, else one of the system, else the packaged headless shell (unpacked on first use,
 * 200 MB, a few seconds); of the chosen kind. Throws ServiceError BROWSER_FAILED, which says how to get one.
 */
export async function findBrowser(settings: BrowserSettings): Promise<FoundBrowser> {
  const { executablePath, browserChoice } = settings;
  if (executablePath !== undefined) {
    if (await isExecutable(executablePath)) return describe(executablePath, 'configured');
    throw new ServiceError('BROWSER_FAILED', 'PUPPETEER_EXECUTABLE_PATH names no executable file.');
  }
  for (const path of systemBrowserPaths(process.platform, settings.browserEnvironment)) {
    if (isChosen(path, browserChoice) && (await isExecutable(path)))
      return describe(path, 'system');
  }
  if (browserChoice !== 'chromium' && hasPackagedBrowser())
    return unpackBrowser(settings.browserDir);
  throw new ServiceError('BROWSER_FAILED', NOT_FOUND[browserChoice]);
}

function isChosen(path: string, choice: BrowserSettings['browserChoice']): boolean {
  return choice === 'auto' || isShell(path) === (choice === 'headless-shell');
}

function isShell(path: string): boolean {
  return /headless[-_]shell/.test(basename(path));
}

function describe(executablePath: string, source: 'configured' | 'system'): FoundBrowser {
  const headless = isShell(executablePath) ? 'shell' : true;
  return { executablePath, headless, environment: {}, source };
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
