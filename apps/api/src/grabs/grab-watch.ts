import { ServiceError } from '@grabber/service-kit/service-error';

/** A running grab that stops when somebody ends its row, in this process or in another one. */
type WatchedGrab = {
  /** Aborts with GRAB_CANCELLED. */
  readonly signal: AbortSignal;
  /** Ends the watching. */
  end(): void;
};

/** Looks after the running grabs of this process while there are any. */
export type GrabWatch = {
  watch(grabId: string): WatchedGrab;
  /** Looks now, and not at the next interval. */
  look(): Promise<void>;
};

/** The read of a cancelled grab stops within this time and the time that the database takes. */
const LOOK_INTERVAL_MS = 500;

/** `listEnded` answers which of those grabs have ended; what it throws is passed to `onError`. */
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

  // One look after the other: a slow database gets no heap of them.
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
