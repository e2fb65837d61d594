import type { EngineEvent } from '@grabber/contracts/engine/event';
import type { EngineSession } from '@grabber/contracts/engine/session';
import { createEngineState } from './engine-state.ts';

/** The engine's state, and whether it is known now. Valid only while the engine is followed. */
export type LiveEngine = ReturnType<typeof createLiveEngine>;

export function createLiveEngine() {
  const state = createEngineState();
  let isFollowed = false;
  return {
    isFollowed: () => isFollowed,
    /** Null: the engine does not have this session. */
    session: (id: string): EngineSession | null => state.sessions.get(id) ?? null,
    qr: (id: string) => state.qrs.get(id),
    /** The reads that run. */
    reads: () => [...state.reads.values()],
    lose(): void {
      isFollowed = false;
    },
    take(event: EngineEvent): void {
      if (event.type === 'snapshot') isFollowed = true;
      state.take(event);
    },
  };
}
