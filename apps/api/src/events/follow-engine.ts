import type { EngineEvent } from '@grabber/contracts/engine/event';
import type { EngineClient } from '@grabber/engine-client';
import { EngineError } from '@grabber/engine-client/engine-error';
import { keepTrying } from '@grabber/primitives/retry';

const BACKOFF = { firstMs: 250, maxMs: 5_000 };

export type EngineFollower = {
  /** The next event waits until this call is done. If it throws, the stream restarts with a snapshot. */
  onEvent(event: EngineEvent): Promise<void>;
  /** The stream is lost. Reconnecting continues. */
  onLost(error: unknown): void;
};

/** Follows the engine's events until `close`. Reconnects with growing pauses. */
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
