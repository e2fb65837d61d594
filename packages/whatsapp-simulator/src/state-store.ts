import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Stores JSON documents by name, in a directory or in memory. */
export type StateStore = {
  load<T>(name: string): T | null;
  save(name: string, value: unknown): void;
  /** The names that begin with this prefix. */
  names(prefix: string): string[];
};

const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_DIRECTORY = 0o700;

/** Without a directory nothing survives the process. */
export function createStateStore(directory?: string): StateStore {
  if (!directory) return { load: () => null, save: () => {}, names: () => [] };
  mkdirSync(directory, { recursive: true, mode: OWNER_ONLY_DIRECTORY });
  const fileOf = (name: string) => join(directory, `${name}.json`);
  return {
    load: (name) => readJson(fileOf(name)),
    save: (name, value) => {
      // Renamed into place, so that a kill never leaves half a document.
      writeFileSync(`${fileOf(name)}.new`, JSON.stringify(value), { mode: OWNER_ONLY_FILE });
      renameSync(`${fileOf(name)}.new`, fileOf(name));
    },
    names: (prefix) =>
      readdirSync(directory)
        .filter((file) => file.startsWith(prefix) && file.endsWith('.json'))
        .map((file) => file.slice(0, -'.json'.length)),
  };
}

function readJson<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
