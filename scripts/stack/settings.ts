import { resolve } from 'node:path';
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
