import { ServiceError } from '@grabber/service-kit/service-error';
import { createAdmission } from './admission.ts';
import { logOutSession } from './log-out-session.ts';
import { createSession, type Session, type SessionDependencies } from './session.ts';
import { listSessionIds, NEW_RECORD, sessionFiles } from './session-files.ts';
import { type Admit, startSession } from './start-session.ts';
import { stopSession, suspendSession } from './stop-session.ts';

export type SessionRegistry = {
  list(): Session[];
  /** Throws ServiceError SESSION_NOT_FOUND. */
  get(id: string): Session;
  /** Throws ServiceError PROFILE_IN_USE, ENGINE_FULL or SHUTTING_DOWN. */
  start(id: string): Promise<Session>;
  /** Like `start`, but waits while too many others are starting. Rejects with the signal's reason. */
  startInLine(id: string, signal: AbortSignal): Promise<Session>;
  stop(id: string): Promise<Session>;
  /** The session is unknown afterwards; what it was is returned. */
  logOut(id: string): Promise<Session>;
  /** Takes in the sessions that the data directory holds, without starting any. */
  load(): Promise<Session[]>;
  /** Stops all browsers for good; sessions that ran come back with the next engine. */
  close(): Promise<void>;
};

const VALID_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The sessions of this engine. */
export function createSessionRegistry(options: {
  dataDir: string;
  maxSessions: number;
  dependencies: SessionDependencies;
  onRefused: (limit: 'sessions' | 'starts') => void;
  /** Called when a session was logged out and is no longer known. */
  onRemoved: (session: Session) => void;
}): SessionRegistry {
  const { dataDir, maxSessions, dependencies, onRefused, onRemoved } = options;
  const sessions = new Map<string, Session>();
  let isClosing = false;

  const get = (id: string): Session => {
    const session = sessions.get(id);
    if (session) return session;
    throw new ServiceError('SESSION_NOT_FOUND', 'The engine holds no such session.');
  };

  const create = (id: string, record = NEW_RECORD): Session =>
    createSession(id, { dependencies, files: sessionFiles(dataDir, id), record });

  const admission = createAdmission({
    maxSessions,
    startSlots: dependencies.startSlots,
    countActive: () => [...sessions.values()].filter((session) => session.isActive).length,
    isClosing: () => isClosing,
    onRefused,
  });

  const start = async (id: string, admit: Admit): Promise<Session> => {
    const known = sessions.get(id);
    const session = known ?? create(id);
    sessions.set(id, session);
    try {
      await startSession(session, admit);
    } catch (error) {
      // One that never started is not held.
      if (!known && !session.isActive) sessions.delete(id);
      throw error;
    }
    return session;
  };

  return {
    list: () => [...sessions.values()],
    get,
    start: (id) => start(id, admission.admitNow),
    startInLine: (id, signal) => start(id, (session) => admission.admitInLine(session, signal)),
    async stop(id) {
      const session = get(id);
      await stopSession(session);
      return session;
    },
    async logOut(id) {
      const session = get(id);
      await logOutSession(session, admission.admitNow);
      sessions.delete(id);
      onRemoved(session);
      return session;
    },
    async load() {
      for (const id of await listSessionIds(dataDir)) {
        if (!VALID_ID.test(id) || sessions.has(id)) continue;
        const record = await sessionFiles(dataDir, id).readRecord();
        if (record) sessions.set(id, create(id, record));
      }
      return [...sessions.values()];
    },
    async close() {
      isClosing = true;
      await Promise.allSettled([...sessions.values()].map(suspendSession));
    },
  };
}
