import type { EngineEvent } from '@grabber/contracts/engine/event';
import type { EngineClient } from '@grabber/engine-client';
import { EngineError } from '@grabber/engine-client/engine-error';
import { keepTrying } from '@grabber/primitives/retry';

const BACKOFF = { firstMs: 250, maxMs: 5_000 };

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
  const { signal } = ending;
  const ended = keepTrying(
    async (onProgress) => {
      for await (const event of engine.events({ signal })) {
        await follower.onEvent(event);
        onProgress();
      }
      throw new EngineError('ENGINE_UNREACHABLE', 'The engine is stopping.');
    },
    { ...BACKOFF, signal, onFailed: follower.onLost },
  );
  return {
    async close() {
      ending.abort();
      await ended;
    },
  };
}
