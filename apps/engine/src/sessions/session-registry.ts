import { createAdmission, type Limit } from './admission.ts';
import { type LoggedOut, logOutSession } from './log-out-session.ts';
import { createRestorer, type SessionRestorer } from './restore-sessions.ts';
import type { Session, SessionDependencies } from './session.ts';
import { createSessionTable } from './session-table.ts';
import { sleepSession } from './sleep-session.ts';
import { type StartOptions, startSession } from './start-session.ts';
import { stopBrowser, stopSession } from './stop-session.ts';

export type SessionRegistry = SessionRestorer & {
  list(): Session[];
  /** Throws ServiceError SESSION_NOT_FOUND. */
  get(id: string): Session;
  /**
   * A running session stays as it is. Rejects with ServiceError PROFILE_IN_USE, ENGINE_FULL or SHUTTING_DOWN, and as
   * `restoreFromBundle` does.
   */
  start(id: string, options?: Omit<StartOptions, 'isRestored'>): Promise<Session>;
  stop(id: string): Promise<Session>;
  /** Closes the browser; the session stays connected, asleep. Rejects as sleepSession does. */
  sleep(id: string): Promise<Session>;
  /**
   * Unlinks the device, removes the session and returns its last state. Rejects with ServiceError
   * PROFILE_IN_USE, ENGINE_FULL or LOGOUT_FAILED, which keep the session, or LOGOUT_NOT_CONFIRMED when the
   * session was removed and its device may still be linked. `force` removes it in any case.
   */
  logOut(id: string, options?: { readonly force: boolean }): Promise<LoggedOut>;
  /**
   * Loads the sessions of the data directory, without starting any. Rejects with ConfigError when the
   * directory cannot be read.
   */
  load(): Promise<void>;
  /** Stops all browsers. Sessions that ran start again with the next engine. */
  close(): Promise<void>;
};

/** The sessions of this engine. */
export function createSessionRegistry(options: {
  dataDir: string;
  maxSessions: number;
  maxBrowsers: number;
  dependencies: SessionDependencies;
  onRefused: (limit: Limit) => void;
  /** Called when a session was logged out and is no longer known. */
  onRemoved: (session: Session) => void;
}): SessionRegistry {
  const { dataDir, maxSessions, maxBrowsers, dependencies, onRefused, onRemoved } = options;
  const table = createSessionTable(dataDir, dependencies);
  let isClosing = false;

  const admission = createAdmission({
    maxSessions,
    maxBrowsers,
    startSemaphore: dependencies.startSemaphore,
    list: table.list,
    isClosing: () => isClosing,
    onRefused,
  });

  const start: SessionRegistry['start'] = (id, options) =>
    table.runExclusive(id, async () => {
      const known = table.find(id);
      const session = known ?? table.add(id);
      try {
        await startSession(session, admission.admitNow, options);
      } catch (error) {
        // A session that never started is not kept.
        if (!known) table.remove(id);
        throw error;
      }
      return session;
    });

  /** Rejects with ServiceError SESSION_NOT_FOUND when the session is gone by its turn. */
  const runExclusive = (id: string, act: (session: Session) => Promise<void>): Promise<Session> =>
    table.runExclusive(id, async () => {
      const session = table.get(id);
      await act(session);
      return session;
    });

  return {
    list: table.list,
    get: table.get,
    start,
    ...createRestorer(table, { admission, startSemaphore: dependencies.startSemaphore }),
    stop: (id) => runExclusive(id, stopSession),
    sleep: (id) => runExclusive(id, sleepSession),
    logOut: (id, { force } = { force: false }) =>
      logOutSession(table, id, { admit: admission.admitNow, force, onRemoved }),
    load: table.load,
    async close() {
      isClosing = true;
      await Promise.allSettled(table.list().map(({ id }) => runExclusive(id, stopBrowser)));
    },
  };
}
