import { chmod, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { openDataDirectory } from '@grabber/service-kit/data-directory';
import { secretText } from '@grabber/service-kit/environment';

/** The value of an environment variable. An empty one counts as unset. */
export function setting(name: string): string | undefined {
  return process.env[name]?.trim() || undefined;
}

/** The same for a secret, which may also be in the file that NAME_FILE names. Throws an Error that says what is wrong. */
export function secretSetting(name: string): string | undefined {
  try {
    return secretText(process.env, name);
  } catch (error) {
    throw new Error(`${name} ${(error as Error).message}.`);
  }
}

/** Variables for a child process. They replace what this process has, also a file with the same secret. */
export function childEnvironment(
  env: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  const files = Object.keys(env).map((name) => `${name}_FILE`);
  const replaced = files.filter((name) => process.env[name]).map((name) => [name, '']);
  return { ...process.env, ...Object.fromEntries(replaced), ...env };
}

/** DATA_DIR, or a folder in it. */
export function dataDirectory(...path: string[]): string {
  return resolve(setting('DATA_DIR') ?? '.data', ...path);
}

/**
 * Finds the place of a data directory, and prints where its data are if that is elsewhere. Rejects with
 * ConfigError.
 */
export async function prepareDataDirectory(dataDir: string): Promise<void> {
  await openToOthers(dataDirectory());
  const { notice } = await openDataDirectory(dataDir);
  if (notice !== null) process.stderr.write(`${notice}\n`);
}

/** DATA_DIR is ours: as root, the users of Postgres and the browser may pass through it, but not list it. */
async function openToOthers(directory: string): Promise<void> {
  const found = await stat(directory).catch(() => null);
  if (process.getuid?.() === 0 && found !== null)
    await chmod(directory, (found.mode & 0o7777) | 0o001);
}

/**
 * For an engine that only meets a simulated account. Its browser may run without its sandbox where the machine
 * has none, which the engine of a real account refuses.
 */
export const TRIAL_ENGINE = { ENGINE_NO_SANDBOX: setting('ENGINE_NO_SANDBOX') ?? 'if-needed' };

export const TRIAL_NOTE =
  'Simulated account: Chromium runs without its sandbox if this machine has none.\n';
