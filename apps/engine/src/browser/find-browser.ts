import { basename } from 'node:path';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { FoundBrowser } from './found-browser.ts';
import { hasPackagedBrowser, unpackBrowser } from './packaged-browser.ts';
import { systemBrowserPaths } from './system-browser-paths.ts';
import { whyNotRunnable } from './why-not-runnable.ts';

export type BrowserSettings = {
  readonly executablePath: string | undefined;
  /** The kind of browser to look for, or the kind of the configured one. */
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
 * 200 MB, a few seconds). The browser is of the chosen kind and runs on this machine. Rejects with
 * ServiceError BROWSER_FAILED, which says how to get one.
 */
export async function findBrowser(settings: BrowserSettings): Promise<FoundBrowser> {
  const { executablePath, browserChoice, browserEnvironment } = settings;
  if (executablePath !== undefined) return configuredBrowser(executablePath, settings);
  for (const path of systemBrowserPaths(process.platform, browserEnvironment)) {
    if (!isChosen(path, browserChoice)) continue;
    if ((await whyNotRunnable(path, browserEnvironment)) === null)
      return describe(path, 'system', isShell(path));
  }
  if (browserChoice !== 'chromium' && hasPackagedBrowser()) return packagedBrowser(settings);
  throw new ServiceError('BROWSER_FAILED', NOT_FOUND[browserChoice]);
}

/** ENGINE_BROWSER says the kind of a configured file, whatever its name is. */
async function configuredBrowser(path: string, settings: BrowserSettings): Promise<FoundBrowser> {
  const { browserChoice, browserEnvironment } = settings;
  const reason = await whyNotRunnable(path, browserEnvironment);
  if (reason === null) {
    const isChosenShell =
      browserChoice === 'auto' ? isShell(path) : browserChoice === 'headless-shell';
    return describe(path, 'configured', isChosenShell);
  }
  const message = `PUPPETEER_EXECUTABLE_PATH is not a browser that runs here (${reason}): correct or unset it.`;
  throw new ServiceError('BROWSER_FAILED', message);
}

async function packagedBrowser(settings: BrowserSettings): Promise<FoundBrowser> {
  const browser = await unpackBrowser(settings.browserDir);
  const environment = { ...settings.browserEnvironment, ...browser.environment };
  const reason = await whyNotRunnable(browser.executablePath, environment);
  if (reason === null) return browser;
  const message =
    `The packaged browser does not run here (${reason}): install Google Chrome or Chromium, or set ` +
    'PUPPETEER_EXECUTABLE_PATH.';
  throw new ServiceError('BROWSER_FAILED', message);
}

function isChosen(path: string, choice: BrowserSettings['browserChoice']): boolean {
  return choice === 'auto' || isShell(path) === (choice === 'headless-shell');
}

function isShell(path: string): boolean {
  return /headless[-_]shell/.test(basename(path));
}

function describe(
  executablePath: string,
  source: 'configured' | 'system',
  isHeadlessShell: boolean,
): FoundBrowser {
  return { executablePath, headless: isHeadlessShell ? 'shell' : true, environment: {}, source };
}
