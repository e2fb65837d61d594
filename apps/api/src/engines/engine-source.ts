import type { EngineEvent, EngineProgressEvent } from '@grabber/contracts/engine/event';
import type { EngineSession } from '@grabber/contracts/engine/session';
import { followEngine } from '../events/follow-engine.ts';
import type { KnownEngine } from './known-engines.ts';

type Qr = EngineEvent & { type: 'qr' };

/** The events of one engine, and its state as they describe it. */
export type EngineSource = {
  readonly engine: KnownEngine;
  /** As it last said. Undefined: it has not answered yet. */
  engineId: string | undefined;
  state: 'new' | 'followed' | 'lost';
  /** `performance.now()` when the stream was lost. */
  lostAt: number;
  error: unknown;
  readonly sessions: Map<string, EngineSession>;
  readonly qrs: Map<string, Qr>;
  readonly reads: Map<string, EngineProgressEvent>;
  close(): Promise<void>;
};

export type SourceListener = {
  /** After the state has it. `before`: the sessions before a snapshot. */
  onEvent(source: EngineSource, event: EngineEvent, before: ReadonlySet<string>): Promise<void>;
  onChange(): void;
};

/** Follows an engine until it is closed, and reconnects. */
export function followSource(engine: KnownEngine, listener: SourceListener): EngineSource {
  const source: EngineSource = {
    engine,
    engineId: engine.reading?.identity.engine_id,
    state: 'new',
    lostAt: 0,
    error: undefined,
    sessions: new Map(),
    qrs: new Map(),
    reads: new Map(),
    close: () => following.close(),
  };
  const following = followEngine(engine.client, {
    async onEvent(event) {
      source.engineId = engine.reading?.identity.engine_id ?? source.engineId;
      const before = new Set(source.sessions.keys());
      note(source, event);
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

function note(source: EngineSource, event: EngineEvent): void {
  const { sessions, qrs, reads } = source;
  if (event.type === 'snapshot') {
    for (const map of [sessions, qrs, reads]) map.clear();
    for (const session of event.sessions) sessions.set(session.session_id, session);
    for (const qr of event.qrs) qrs.set(qr.session_id, qr);
    for (const read of event.reads) reads.set(read.read_id, read);
  } else if (event.type === 'session') {
    sessions.set(event.session.session_id, event.session);
    if (event.session.status !== 'qr') qrs.delete(event.session.session_id);
  } else if (event.type === 'session_removed') {
    sessions.delete(event.session_id);
    qrs.delete(event.session_id);
  } else if (event.type === 'qr') {
    qrs.set(event.session_id, event);
  } else if (event.state === 'running') {
    reads.set(event.read_id, event);
  } else {
    reads.delete(event.read_id);
  }
}
