import type { EngineEvent } from '@grabber/contracts/engine/event';
import { createEngineState, type EngineState } from '../events/engine-state.ts';
import { followEngine } from '../events/follow-engine.ts';
import type { KnownEngine } from './known-engines.ts';

/** The events of one engine, and its state as they describe it. */
export type EngineSource = Pick<EngineState, 'sessions' | 'qrs' | 'reads'> & {
  readonly engine: KnownEngine;
  /** As it last said. Undefined: it has not answered yet. */
  engineId: string | undefined;
  state: 'new' | 'followed' | 'lost';
  /** Its stream is open, and it has not answered for some time. */
  isSilent: boolean;
  /** `performance.now()` when the stream was lost. */
  lostAt: number;
  error: unknown;
  close(): Promise<void>;
};

export type SourceListener = {
  /** After the state has it. `before`: the sessions before a snapshot. */
  onEvent(source: EngineSource, event: EngineEvent, before: ReadonlySet<string>): Promise<void>;
  onChange(): void;
};

/** Follows an engine until it is closed, and reconnects. */
export function followSource(engine: KnownEngine, listener: SourceListener): EngineSource {
  const state = createEngineState();
  const { sessions, qrs, reads } = state;
  const source: EngineSource = {
    engine,
    engineId: engine.reading?.identity.engine_id,
    state: 'new',
    isSilent: false,
    lostAt: 0,
    error: undefined,
    ...{ sessions, qrs, reads },
    close: () => following.close(),
  };
  const following = followEngine(engine.client, {
    async onEvent(event) {
      source.engineId = engine.reading?.identity.engine_id ?? source.engineId;
      const before = new Set(source.sessions.keys());
      state.take(event);
      if (event.type === 'snapshot') {
        source.state = 'followed';
        listener.onChange();
      }
      await listener.onEvent(source, event, before);
    },
    onLost(error) {
      if (source.state !== 'lost') source.lostAt = performance.now();
      source.state = 'lost';
      source.error = error;
      listener.onChange();
    },
  });
  return source;
}
