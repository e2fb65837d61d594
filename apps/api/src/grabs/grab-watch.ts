import { ServiceError } from '@grabber/service-kit/service-error';

/** A running grab that stops when its row is ended, by this process or by another one. */
type WatchedGrab = {
  /** Aborts with GRAB_CANCELLED. */
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

/** `listEnded` answers which of those grabs have ended. Its errors go to `onError`. */
export function createGrabWatch(
  listEnded: (ids: readonly string[]) => Promise<string[]>,
  onError: (error: unknown) => void,
): GrabWatch {
  const running = new Map<string, AbortController>();
  let isDue = false;

  async function look(): Promise<void> {
    if (running.size === 0) return;
    const ended = await listEnded([...running.keys()]);
    for (const id of ended) {
      running.get(id)?.abort(new ServiceError('GRAB_CANCELLED', 'The grab was cancelled.'));
    }
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
