import { createAdmission } from './admission.ts';
import { createRestorer } from './create-restorer.ts';
import { logOutSession } from './log-out-session.ts';
import type { Session, SessionDependencies } from './session.ts';
import { createSessionTable } from './session-table.ts';
import { startSession } from './start-session.ts';
import { stopBrowser, stopSession } from './stop-session.ts';

export type SessionRegistry = {
  list(): Session[];
  /** Throws ServiceError SESSION_NOT_FOUND. */
  get(id: string): Session;
  /** Throws ServiceError PROFILE_IN_USE, ENGINE_FULL or SHUTTING_DOWN. */
  start(id: string): Promise<Session>;
  /**
   * Starts a session if it still waits to be restored. Waits while too many others are starting. Rejects as
   * `start` does, and with the signal's reason.
   */
  restore(session: Session, signal: AbortSignal): Promise<void>;
  /** Shows the error on a session that still waits to be restored. */
  giveUpRestoring(session: Session, error: unknown): Promise<void>;
  stop(id: string): Promise<Session>;
  /**
   * Unlinks the device, removes the session and returns its last state.
   * Throws ServiceError PROFILE_IN_USE, ENGINE_FULL or LOGOUT_FAILED, and then the session is kept. Its
   * `lastError` shows whether it was removed with the device still linked.
   */
  logOut(id: string): Promise<Session>;
  /** Loads the sessions of the data directory, without starting any. */
  load(): Promise<void>;
  /** Stops all browsers. Sessions that ran start again with the next engine. */
  close(): Promise<void>;
};

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
  const table = createSessionTable(dataDir, dependencies);
  let isClosing = false;

  const admission = createAdmission({
    maxSessions,
    startSlots: dependencies.startSlots,
    countActive: () => table.list().filter((session) => session.isActive).length,
    isClosing: () => isClosing,
    onRefused,
  });

  const start = (id: string): Promise<Session> =>
    table.inTurn(id, async () => {
      const known = table.find(id);
      const session = known ?? table.add(id);
      try {
        await startSession(session, admission.admitNow);
      } catch (error) {
        // A session that never started is not kept.
        if (!known) table.remove(id);
        throw error;
      }
      return session;
    });

  /** Throws ServiceError SESSION_NOT_FOUND when the session is gone by its turn. */
  const inTurn = (id: string, act: (session: Session) => Promise<void>): Promise<Session> =>
    table.inTurn(id, async () => {
      const session = table.get(id);
      await act(session);
      return session;
    });

  return {
    list: table.list,
    get: table.get,
    start,
    ...createRestorer(table, { admission, startSlots: dependencies.startSlots }),
    stop: (id) => inTurn(id, stopSession),
    logOut: (id) => logOutSession(table, id, { admit: admission.admitNow, onRemoved }),
    load: table.load,
    async close() {
      isClosing = true;
      await Promise.allSettled(table.list().map(({ id }) => inTurn(id, stopBrowser)));
    },
  };
}
