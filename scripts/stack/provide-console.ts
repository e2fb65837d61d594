import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildConsole } from '../console/build-console.ts';
import { createApiCaller } from './api-caller.ts';
import { secretSetting, setting } from './settings.ts';

/**
 * What the API needs to serve the console: CONSOLE_DIR as it is set, else that of the console built here. Without one
 * the API runs all the same: a console that could not be built is a warning.
 */
export async function provideConsole(): Promise<Readonly<Record<string, string>>> {
  if (setting('CONSOLE_DIR') !== undefined) return {};
  try {
    return { CONSOLE_DIR: await buildConsole() };
  } catch (error) {
    process.stderr.write(`  ${(error as Error).message}\n  The API runs without it.\n`);
    return {};
  }
}

/**
 * The address that signs one browser in to the console, as the installation's admin key makes it; null without a
 * console.
 */
export async function consoleLink(options: {
  readonly apiUrl: string;
  readonly adminKey: string;
  readonly hasConsole: boolean;
  readonly stopped: AbortSignal;
}): Promise<string | null> {
  const { apiUrl, adminKey, hasConsole, stopped } = options;
  if (!hasConsole) return null;
  const call = createApiCaller(apiUrl, adminKey, stopped);
  const { url } = await call<{ url: string }>('POST', '/console/links');
  return url;
}

/** ADMIN_API_KEY, or the one that the API has made in its data directory. */
export async function installedAdminKey(dataDir: string): Promise<string> {
  const given = secretSetting('ADMIN_API_KEY');
  return given ?? (await readFile(join(dataDir, 'secrets', 'admin-api-key'), 'utf8')).trim();
}

/** How the link is printed beside the other addresses. */
export const LINK_NOTE = '(signs one browser in, once, within ten minutes)';
