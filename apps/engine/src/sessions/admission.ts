import type { Release, Semaphore } from '@grabber/primitives/semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Session } from './session.ts';

const SESSIONS_RETRY_AFTER_SECONDS = 30;
const STARTS_RETRY_AFTER_SECONDS = 5;

/** What an engine bounds of its sessions. */
export type Limit = 'sessions' | 'browsers' | 'starts';

export type Admission = ReturnType<typeof createAdmission>;

/** Decides whether a session may start, by the limits of sessions, and of running and starting browsers. */
export function createAdmission(options: {
  /** How many may run or sleep. */
  maxSessions: number;
  /** How many may run. */
  maxBrowsers: number;
  startSemaphore: Semaphore;
  list: () => readonly Session[];
  isClosing: () => boolean;
  onRefused: (limit: Limit) => void;
}) {
  const { maxSessions, maxBrowsers, startSemaphore, list, isClosing, onRefused } = options;

  const refuse = (limit: Limit, message: string): never => {
    onRefused(limit);
    throw new ServiceError('ENGINE_FULL', message, {
      retryAfterSeconds: SESSIONS_RETRY_AFTER_SECONDS,
    });
  };
  const checkRoom = (session: Session) => {
    if (isClosing()) throw new ServiceError('SHUTTING_DOWN', 'The engine is stopping.');
    const active = list().filter(({ isActive }) => isActive).length;
    const asleep = list().filter(({ state }) => state.isAsleep).length;
    // Who wakes has its place already.
    if (!session.state.isAsleep && active + asleep >= maxSessions)
      refuse('sessions', `The engine holds ${maxSessions} sessions, as many as it may.`);
    if (active >= maxBrowsers)
      refuse('browsers', `The engine runs ${maxBrowsers} browsers, as many as it may.`);
  };

  return {
    /** Checks and marks in one tick, so that two starts cannot share the last place. */
    admitNow(session: Session): void {
      checkRoom(session);
      const release = startSemaphore.tryAcquire();
      if (!release) {
        onRefused('starts');
        const message = 'The engine is starting as many browsers as it may: try again in a moment.';
        throw new ServiceError('ENGINE_FULL', message, {
          retryAfterSeconds: STARTS_RETRY_AFTER_SECONDS,
        });
      }
      session.releaseStart = release;
      session.isActive = true;
    },

    /** For a session that has waited for the start semaphore. */
    admitWith(session: Session, release: Release): void {
      checkRoom(session);
      session.releaseStart = release;
      session.isActive = true;
    },
  };
}
