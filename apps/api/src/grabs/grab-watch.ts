import type { GrabState } from '@grabber/database/grabs/grab-row';
import { ServiceError } from '@grabber/service-kit/service-error';

/** A running grab that stops when its row is ended, by this process or by another one. */
type WatchedGrab = {
  /** Aborts with GRAB_CANCELLED, or with GRAB_INTERRUPTED when another process took it for dead. */
  readonly signal: AbortSignal;
  /** Stops the watching. */
  end(): void;
};

/** Stops the running grabs of this process when their rows have ended. */
export type GrabWatch = {
  watch(grabId: string): WatchedGrab;
  /** Checks now, before the next interval. */
  look(): Promise<void>;
};

/** The read of a cancelled grab stops within this time plus the time of one database query. */
const LOOK_INTERVAL_MS = 500;
const RETRY_AFTER_SECONDS = 5;

function reasonOf(state: GrabState | null): ServiceError {
  if (state !== 'failed') return new ServiceError('GRAB_CANCELLED', 'The grab was cancelled.');
  const message = 'The grab was interrupted, and nothing of it was stored.';
  return new ServiceError('GRAB_INTERRUPTED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

/** `listEnded` answers which of those grabs have ended, and how. Its errors go to `onError`. */
export function createGrabWatch(
  listEnded: (ids: readonly string[]) => Promise<Map<string, GrabState | null>>,
  onError: (error: unknown) => void,
): GrabWatch {
  const running = new Map<string, AbortController>();
  let isDue = false;

  async function look(): Promise<void> {
    if (running.size === 0) return;
    const ended = await listEnded([...running.keys()]);
    for (const [id, state] of ended) running.get(id)?.abort(reasonOf(state));
  }

  // The next check starts after the last one has ended, so that checks do not pile up on a slow database.
  function lookLater(): void {
    if (isDue) return;
    isDue = true;
    setTimeout(async () => {
      await look().catch(onError);
      isDue = false;
      if (running.size > 0) lookLater();
    }, LOOK_INTERVAL_MS).unref();
  }

  return {
    look,
    watch(grabId) {
      const controller = new AbortController();
      running.set(grabId, controller);
      lookLater();
      return { signal: controller.signal, end: () => void running.delete(grabId) };
    },
  };
}
