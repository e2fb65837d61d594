import { randomUUID } from 'node:crypto';
import type { EngineProgressEvent } from '@grabber/contracts/engine/event';
import type { ReadKind, ReadLine } from '@grabber/contracts/engine/reading';
import type { ErrorCode } from '@grabber/contracts/error-codes';

export type ObservedRead = {
  readonly id: string;
  readonly sessionId: string;
  readonly kind: ReadKind;
};

/** Receives the events of every read, for the metrics and the event stream. */
export type ReadObserver = {
  onLine(read: ObservedRead, line: ReadLine): void;
  /** Queries sent to WhatsApp since the last call, also by a read that fails later. */
  onQueries(count: number): void;
  onFailed(read: ObservedRead, code: ErrorCode): void;
};

export function observedRead(sessionId: string, kind: ReadKind): ObservedRead {
  return { id: randomUUID(), sessionId, kind };
}

/** An observer that turns lines into progress events. */
export function progressObserver(publish: (event: EngineProgressEvent) => void): ReadObserver {
  const last = new Map<string, EngineProgressEvent>();
  const emit = (read: ObservedRead, changes: Partial<EngineProgressEvent>) => {
    const event = { ...(last.get(read.id) ?? firstEvent(read)), ...changes };
    if (event.state === 'running') last.set(read.id, event);
    else last.delete(read.id);
    publish(event);
  };
  return {
    onLine(read, line) {
      if (line.type === 'header') {
        emit(read, { total: line.estimated_groups ?? line.estimated_contacts ?? 0 });
      } else if (line.type === 'progress') {
        const { phase, done, total } = line;
        emit(read, { phase, done, total });
      } else if (line.type === 'trailer') {
        const done = read.kind === 'groups' ? line.total_groups : line.total_contacts;
        const phase = read.kind === 'groups' ? 'groups' : 'contacts';
        emit(read, { state: 'finished', phase, done, total: done });
      }
    },
    onQueries: () => undefined,
    onFailed: (read, code) => emit(read, { state: 'failed', code }),
  };
}

function firstEvent({ id, sessionId, kind }: ObservedRead): EngineProgressEvent {
  return {
    type: 'progress',
    read_id: id,
    session_id: sessionId,
    kind,
    state: 'running',
    phase: kind === 'contacts' ? 'contacts' : 'groups',
    done: 0,
    total: 0,
    code: null,
  };
}

/** One observer that passes its events to several. */
export function emitToAll(observers: readonly ReadObserver[]): ReadObserver {
  return {
    onLine(read, line) {
      for (const one of observers) one.onLine(read, line);
    },
    onQueries(count) {
      for (const one of observers) one.onQueries(count);
    },
    onFailed(read, code) {
      for (const one of observers) one.onFailed(read, code);
    },
  };
}
