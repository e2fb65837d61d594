import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SessionError } from '@grabber/contracts/session-status';

/** What a session needs to come back after a restart of the engine. */
export type SessionRecord = {
  readonly desired: 'running' | 'stopped';
  /** Its profile has been linked to a phone. */
  readonly paired: boolean;
  /** How it ended, when that was not a stop: shown again after a restart. */
  readonly ended: 'logged_out' | 'failed' | null;
  readonly lastError: SessionError | null;
  readonly phoneNumber: string | null;
};

/** It ran when the engine ended, and needs no scan to run again. */
export function isToBeRestored({ desired, paired }: SessionRecord): boolean {
  return desired === 'running' && paired;
}

export const NEW_RECORD: SessionRecord = {
  desired: 'stopped',
  paired: false,
  ended: null,
  lastError: null,
  phoneNumber: null,
};

/** The folder of one session: `<DATA_DIR>/engine/sessions/<id>`. */
export type SessionFiles = {
  readonly profileDir: string;
  /** Holds the lock. */
  readonly directory: string;
  create(): Promise<void>;
  /** Null when the session has never been started, or its record is damaged. */
  readRecord(): Promise<SessionRecord | null>;
  writeRecord(record: SessionRecord): Promise<void>;
  remove(): Promise<void>;
};

export function sessionsRoot(dataDir: string): string {
  return join(dataDir, 'engine', 'sessions');
}

export async function listSessionIds(dataDir: string): Promise<string[]> {
  const entries = await readdir(sessionsRoot(dataDir), { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

export function sessionFiles(dataDir: string, id: string): SessionFiles {
  const directory = join(sessionsRoot(dataDir), id);
  const recordFile = join(directory, 'session.json');
  let lastWrite: Promise<void> = Promise.resolve();
  return {
    profileDir: join(directory, 'profile'),
    directory,
    create: async () => {
      await mkdir(directory, { recursive: true, mode: 0o700 });
    },
    async readRecord() {
      const text = await readFile(recordFile, 'utf8').catch(() => null);
      return text === null ? null : parseRecord(text);
    },
    writeRecord(record) {
      const write = () => replaceFile(recordFile, JSON.stringify(record));
      lastWrite = lastWrite.then(write, write);
      return lastWrite;
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/** A process that dies half-way leaves the old file. */
async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.new`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
}

function parseRecord(text: string): SessionRecord | null {
  try {
    return { ...NEW_RECORD, ...JSON.parse(text) };
  } catch {
    return null;
  }
}
