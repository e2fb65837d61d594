import { createKeyedMutex, type KeyedMutex } from '@grabber/primitives/keyed-mutex';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Logger } from 'pino';
import { clearLeftovers } from './clear-leftovers.ts';
import { createSession, type Session, type SessionDependencies } from './session.ts';
import {
  LOST_RECORD,
  listSessionIds,
  NEW_RECORD,
  type SessionFiles,
  type SessionRecord,
  sessionFiles,
} from './session-files.ts';

/** The sessions of the engine, and the mutex of each. */
export type SessionTable = {
  list(): Session[];
  find(id: string): Session | undefined;
  /** Throws ServiceError SESSION_NOT_FOUND. */
  get(id: string): Session;
  /** Adds a session, which may be new to the data directory. */
  add(id: string, record?: SessionRecord): Session;
  remove(id: string): void;
  /**
   * Runs an action while it holds the session's mutex. The action must look the session up again: an earlier
   * one may have removed it.
   */
  readonly runExclusive: KeyedMutex['runExclusive'];
  /**
   * Loads the sessions of the data directory, and clears the leftovers of killed engines. Rejects with
   * ConfigError when the directory cannot be read.
   */
  load(): Promise<void>;
};

const VALID_ID = /^[A-Za-z0-9_-]{1,64}$/;

export function createSessionTable(
  dataDir: string,
  dependencies: SessionDependencies,
): SessionTable {
  const { logger } = dependencies;
  const sessions = new Map<string, Session>();
  const add = (id: string, record = NEW_RECORD): Session => {
    const session = createSession(id, { dependencies, files: sessionFiles(dataDir, id), record });
    sessions.set(id, session);
    return session;
  };
  return {
    list: () => [...sessions.values()],
    find: (id) => sessions.get(id),
    get(id) {
      const session = sessions.get(id);
      if (session) return session;
      throw new ServiceError('SESSION_NOT_FOUND', 'The engine has no session with this id.');
    },
    add,
    remove: (id) => void sessions.delete(id),
    runExclusive: createKeyedMutex().runExclusive,
    async load() {
      for (const id of await listSessionIds(dataDir)) {
        if (!VALID_ID.test(id) || sessions.has(id)) continue;
        const record = await readLeft(sessionFiles(dataDir, id), logger.child({ session_id: id }));
        if (record) add(id, record);
      }
    },
  };
}

/** The record of a session from an earlier engine; null when the session was never started. */
async function readLeft(files: SessionFiles, log: Logger): Promise<SessionRecord | null> {
  await clearLeftovers(files).catch((error: unknown) =>
    log.error({ err: error }, 'Clearing leftovers of a killed engine failed'),
  );
  return files.readRecord().catch((error: unknown) => {
    log.error({ err: error }, 'Reading session.json failed');
    return LOST_RECORD;
  });
}
