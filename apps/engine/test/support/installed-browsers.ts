import { accessSync, constants } from 'node:fs';
import { hasPackagedBrowser } from '../../src/browser/packaged-browser.ts';
import { systemBrowserPaths } from '../../src/browser/system-browser-paths.ts';
import { SYSTEM_PATH } from './test-engine.ts';

export type BrowserKind = 'chromium' | 'headless-shell';

/** The kinds of browser that the tests' engine finds on this machine. */
export function installedBrowsers(): BrowserKind[] {
  const paths = systemBrowserPaths(process.platform, { PATH: SYSTEM_PATH }).filter(isExecutable);
  const hasShell = hasPackagedBrowser() || paths.some((path) => path.includes('headless-shell'));
  const hasChromium = paths.some((path) => !path.includes('headless-shell'));
  return [
    ...(hasChromium ? (['chromium'] as const) : []),
    ...(hasShell ? (['headless-shell'] as const) : []),
  ];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
