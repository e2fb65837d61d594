import { resolve } from 'node:path';

/** The value of an environment variable. An empty one counts as unset. */
export function setting(name: string): string | undefined {
  return process.env[name]?.trim() || undefined;
}

/** DATA_DIR, or a folder in it. */
export function dataDirectory(...path: string[]): string {
  return resolve(setting('DATA_DIR') ?? '.data', ...path);
}
