import type { EngineEvent } from '@grabber/contracts/engine/event';
import { pause } from '@grabber/primitives/abort';

/** Without an event, a reader looks again after this time. */
export const LOOK_INTERVAL_MS = 1_000;

export type EventQueue = ReturnType<typeof createEventQueue>;

/** The events that wait to be read. */
export function createEventQueue() {
  let events: EngineEvent[] = [];
  let isOpen = false;
  let waiting = Promise.withResolvers<void>();
  function wake(): void {
    waiting.resolve();
    waiting = Promise.withResolvers<void>();
  }
  return {
    wake,
    /** Before `open` the snapshot will have it. */
    push(event: EngineEvent): void {
      if (!isOpen) return;
      events.push(event);
      wake();
    },
    open(): void {
      isOpen = true;
    },
    take(): readonly EngineEvent[] {
      const taken = events;
      events = [];
      return taken;
    },
    /** Resolves at the next event, or soon. */
    async changed(signal: AbortSignal | undefined): Promise<void> {
      if (events.length > 0) return;
      const soon = new AbortController();
      const bounded = signal ? AbortSignal.any([signal, soon.signal]) : soon.signal;
      await Promise.race([
        waiting.promise,
        pause(LOOK_INTERVAL_MS, { signal: bounded, ref: false }),
      ]);
      soon.abort();
    },
  };
}
