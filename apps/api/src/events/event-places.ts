import { ServiceError } from '@grabber/service-kit/service-error';

/** Each costs a connection and what piles up for a slow reader. */
const MAX_STREAMS = 500;
/** One key must not take the places of all others. */
const MAX_STREAMS_OF_A_KEY = 50;
const RETRY_AFTER_SECONDS = 15;

export type EventPlaces = {
  /** Answers the function that gives the place back. Throws RATE_LIMITED when there is none. */
  take(keyId: string): () => void;
};

/** Bounds the streams of events that are open at a time. */
export function createEventPlaces(
  limits = { total: MAX_STREAMS, ofAKey: MAX_STREAMS_OF_A_KEY },
): EventPlaces {
  const taken = new Map<string, number>();
  let total = 0;
  return {
    take(keyId) {
      const own = taken.get(keyId) ?? 0;
      if (total >= limits.total || own >= limits.ofAKey) throw full();
      total += 1;
      taken.set(keyId, own + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        total -= 1;
        const left = (taken.get(keyId) ?? 1) - 1;
        if (left === 0) taken.delete(keyId);
        else taken.set(keyId, left);
      };
    },
  };
}

function full(): ServiceError {
  const message = 'Too many streams of events are open: close one first.';
  return new ServiceError('RATE_LIMITED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
