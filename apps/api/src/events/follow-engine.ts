import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineEvent } from '@grabber/contracts/engine/event';
import type { EngineClient } from '@grabber/engine-client';
import { EngineError } from '@grabber/engine-client/engine-error';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

export type EngineFollower = {
  /** The next event waits until this one is done; when it throws, all begins anew with a snapshot. */
  onEvent(event: EngineEvent): Promise<void>;
  /** Not following for now; it goes on trying. */
  onLost(error: unknown): void;
};

/** Follows the engine's events for as long as the process lives, with growing pauses between attempts. */
export function followEngine(
  engine: Pick<EngineClient, 'events'>,
  follower: EngineFollower,
): { close(): Promise<void> } {
  const ending = new AbortController();
  const ended = followAgain(engine, follower, ending.signal);
  return {
    async close() {
      ending.abort();
      await ended;
    },
  };
}

async function followAgain(
  engine: Pick<EngineClient, 'events'>,
  follower: EngineFollower,
  signal: AbortSignal,
): Promise<void> {
  let retryMs = FIRST_RETRY_MS;
  while (!signal.aborted) {
    try {
      for await (const event of engine.events({ signal })) {
        await follower.onEvent(event);
        retryMs = FIRST_RETRY_MS;
      }
      follower.onLost(new EngineError('ENGINE_UNREACHABLE', 'The engine is stopping.'));
    } catch (error) {
      if (signal.aborted) return;
      follower.onLost(error);
    }
    await sleep(retryMs, undefined, { signal, ref: false }).catch(() => {});
    retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
  }
}
