import { chmod, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Nullable } from '@grabber/contracts/nullable';
import { SessionError } from '@grabber/contracts/session-status';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { replaceFile } from '@grabber/primitives/replace-file';
import { ConfigError } from '@grabber/service-kit/environment';
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';
import { GROUP_RECORD, NEW_GROUP_RECORD } from './group-record.ts';

const RECORD = Type.Object({
  /** `asleep`: linked, and without a browser until one is asked for. */
  desired: Type.Enum(['running', 'stopped', 'asleep']),
  /** The profile is linked to a phone. */
  paired: Type.Boolean(),
  /** How the session ended, if it was not stopped: shown again after a restart. */
  ended: Nullable(Type.Enum(['logged_out', 'failed'])),
  lastError: Nullable(SessionError),
  phoneNumber: Nullable(Type.String()),
  /** When the device was linked, in ISO 8601. */
  linkedAt: Nullable(Type.String()),
  /** Of the session, encrypted. An engine that restores it must not connect without. */
  proxy: Nullable(Type.String()),
  groups: GROUP_RECORD,
  /** Of the last copy that the profile here was stored as, or was restored from; 0 before the first. */
  generation: Type.Integer({ minimum: 0 }),
  /** The link was made here, and no copy of it is stored yet: copies in the store are of an earlier link. */
  isNewLink: Type.Boolean(),
  /** The last lease under which the session ran; a lease of a lower number is an old one. */
  lease: Type.Object({ generation: Type.Integer({ minimum: 0 }), endsByTime: Type.Boolean() }),
  /** The copy that is being stored. It stays where it is not known whether that was done. */
  sealing: Nullable(Type.Object({ generation: Type.Integer(), id: Type.String() })),
  /** The record before could not be read: which copies the profile here has come from is not known. */
  isLost: Type.Boolean(),
  /** The stored copy, as long as no browser has run since. */
  bundle: Nullable(Type.Object({ generation: Type.Integer(), bytes: Type.Integer() })),
});
/** The part of a session that survives a restart of the engine. */
export type SessionRecord = Readonly<Static<typeof RECORD>>;

/**
 * The session ran when the engine ended, and can run again without a scan. One under a lease that ends may run elsewhere
 * by now: it waits for a start with a new lease.
 */
export function isToBeRestored({ desired, paired, lease }: SessionRecord): boolean {
  return desired === 'running' && paired && !lease.endsByTime;
}

export const NEW_RECORD: SessionRecord = {
  desired: 'stopped',
  paired: false,
  ended: null,
  lastError: null,
  phoneNumber: null,
  linkedAt: null,
  proxy: null,
  groups: NEW_GROUP_RECORD,
  generation: 0,
  isNewLink: false,
  lease: { generation: 0, endsByTime: false },
  sealing: null,
  isLost: false,
  bundle: null,
};

/** For a session with a damaged record; its next start shows whether its profile is linked. */
export const LOST_RECORD: SessionRecord = {
  ...NEW_RECORD,
  paired: true,
  isLost: true,
  ended: 'failed',
  lastError: {
    code: 'INTERNAL_ERROR',
    message: 'Its session.json cannot be read: start the session again, or log it out.',
  },
};

/** The folder of one session: `<DATA_DIR>/engine/sessions/<id>`. */
export type SessionFiles = {
  readonly profileDir: string;
  /** Holds the lock. */
  readonly directory: string;
  create(): Promise<void>;
  /** Null when the session has never been started. Rejects when its record cannot be read. */
  readRecord(): Promise<SessionRecord | null>;
  writeRecord(record: SessionRecord): Promise<void>;
  /** Resolves when no write is under way. Never rejects. */
  written(): Promise<void>;
  remove(): Promise<void>;
};

function sessionsRoot(dataDir: string): string {
  return join(dataDir, 'engine', 'sessions');
}

/** Empty before the first session. Rejects with ConfigError when the folder cannot be read. */
export async function listSessionIds(dataDir: string): Promise<string[]> {
  const root = sessionsRoot(dataDir);
  const entries = await readdir(root, { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    const todo = 'Make it a folder that this user can read, then start again.';
    throw new ConfigError([`DATA_DIR: ${root} cannot be read (${error.code}). ${todo}`]);
  });
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
      // A restored backup may have lost the mode. Where the folder belongs to another user, the mode is theirs.
      await chmod(directory, 0o700).catch(() => undefined);
    },
    async readRecord() {
      const text = await readFile(recordFile, 'utf8').catch(nullIfMissing);
      return text === null ? null : parseRecord(text);
    },
    writeRecord(record) {
      const write = () => replaceFile(recordFile, JSON.stringify(record));
      lastWrite = lastWrite.then(write, write);
      return lastWrite;
    },
    written: () => lastWrite.catch(() => undefined),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/** Throws an Error for a text that is no record. */
export function parseRecord(text: string): SessionRecord {
  const parsed: unknown = JSON.parse(text);
  if (Check(Type.Partial(RECORD), parsed)) return { ...NEW_RECORD, ...parsed };
  throw new Error('It is not what an engine writes.');
}
