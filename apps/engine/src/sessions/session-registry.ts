import { ServiceError } from '@grabber/service-kit/service-error';
import { createAdmission, type Limit } from './admission.ts';
import { createRemover, type Remover } from './drop-profile.ts';
import { drainSessions, isLeased } from './lease/drain-sessions.ts';
import { createLeaseRounds } from './lease/lease-rounds.ts';
import { renewLease } from './lease/session-lease.ts';
import { takeLease } from './lease/take-lease.ts';
import { type LoggedOut, logOutSession } from './log-out-session.ts';
import { createRestorer, type SessionRestorer } from './restore-sessions.ts';
import type { Lease, Session, SessionDependencies } from './session.ts';
import { createSessionTable } from './session-table.ts';
import { sleepSession } from './sleep-session.ts';
import { type StartOptions, startSession } from './start-session.ts';
import { stopBrowser, stopSession } from './stop-session.ts';

export type SessionRegistry = SessionRestorer &
  Remover & {
    list(): Session[];
    find(id: string): Session | undefined;
    /** Throws ServiceError SESSION_NOT_FOUND. */
    get(id: string): Session;
    /**
     * A running session stays as it is, but for the browser of an older lease, which is ended. Rejects with ServiceError
     * PROFILE_IN_USE, ENGINE_FULL, SHUTTING_DOWN or LEASE_LOST, and as `restoreFromBundle` does.
     */
    start(id: string, options?: StartRequest): Promise<Session>;
    /** Extends a lease. False when the session does not hold it, or no longer. */
    renew(id: string, lease: Lease): boolean;
    /** Ends every browser whose lease is over. */
    endOverdue(): void;
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
    /**
     * Refuses starts from now on, then waits for `ready`, puts the sessions with leases to sleep, and resolves when they
     * can be continued elsewhere. Those without one go on. Rejects as `ready` does.
     */
    drain(ready: Promise<unknown>): Promise<void>;
    isDraining(): boolean;
    /** Some session has a lease that ends by time. */
    hasLeases(): boolean;
    /** Stops all browsers. Sessions that ran start again with the next engine. */
    close(): Promise<void>;
  };

type StartRequest = Omit<StartOptions, 'isRestored' | 'lease'> & {
  readonly lease?: Lease | undefined;
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
  const rounds = createLeaseRounds(table.list, dependencies.leases.guard);
  let phase: 'open' | 'draining' | 'closing' = 'open';

  const admission = createAdmission({
    ...{ maxSessions, maxBrowsers, onRefused },
    startSemaphore: dependencies.startSemaphore,
    list: table.list,
    isClosing: () => phase !== 'open',
  });

  const start: SessionRegistry['start'] = (id, options) =>
    table.runExclusive(id, async () => {
      if (phase === 'draining') throw new ServiceError('SHUTTING_DOWN', 'The engine is stopping.');
      const known = table.find(id);
      const session = known ?? table.add(id);
      try {
        if (options?.lease) await takeLease(session, options.lease);
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
    find: table.find,
    get: table.get,
    start,
    renew: (id, lease) => renewLease(table.find(id), lease),
    endOverdue: rounds.look,
    ...createRestorer(table, { admission, startSemaphore: dependencies.startSemaphore }),
    stop: (id) => runExclusive(id, stopSession),
    sleep: (id) => runExclusive(id, (session) => sleepSession(session)),
    logOut: (id, { force } = { force: false }) =>
      logOutSession(table, id, { admit: admission.admitNow, force, onRemoved }),
    ...createRemover(table, { bundles: dependencies.bundles, onRemoved }),
    load: table.load,
    async drain(ready) {
      phase = 'draining';
      await ready;
      await drainSessions(table.list(), table.runExclusive);
    },
    isDraining: () => phase !== 'open',
    hasLeases: () => table.list().some(isLeased),
    async close() {
      phase = 'closing';
      await Promise.allSettled(table.list().map(({ id }) => runExclusive(id, stopBrowser)));
      rounds.end();
    },
  };
}
