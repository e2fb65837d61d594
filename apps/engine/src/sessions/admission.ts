import type { Release, Semaphore } from '@grabber/primitives/semaphore';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Session } from './session.ts';

const SESSIONS_RETRY_AFTER_SECONDS = 30;
const STARTS_RETRY_AFTER_SECONDS = 5;

export type Admission = ReturnType<typeof createAdmission>;

/** Decides whether a session may start, by the limits of running and of starting browsers. */
export function createAdmission(options: {
  maxSessions: number;
  startSemaphore: Semaphore;
  countActive: () => number;
  isClosing: () => boolean;
  onRefused: (limit: 'sessions' | 'starts') => void;
}) {
  const { maxSessions, startSemaphore, countActive, isClosing, onRefused } = options;

  const checkRoom = () => {
    if (isClosing()) throw new ServiceError('SHUTTING_DOWN', 'The engine is stopping.');
    if (countActive() < maxSessions) return;
    onRefused('sessions');
    const message = `The engine runs ${maxSessions} sessions, as many as it may.`;
    throw new ServiceError('ENGINE_FULL', message, {
      retryAfterSeconds: SESSIONS_RETRY_AFTER_SECONDS,
    });
  };

  return {
    /** Checks and marks in one tick, so that two starts cannot share the last place. */
    admitNow(session: Session): void {
      checkRoom();
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
      checkRoom();
      session.releaseStart = release;
      session.isActive = true;
    },
  };
}
