import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  type EngineEvent,
  type EngineProgressEvent,
  EVENT_HEARTBEAT_INTERVAL_MS,
} from '@grabber/contracts/engine/event';
import type { ReadKind, ReadLine } from '@grabber/contracts/engine/reading';
import type { EngineSession } from '@grabber/contracts/engine/session';
import type { ErrorCode } from '@grabber/contracts/error-codes';

/** The followers of the fake engine's events, and the running reads. */
export type FakeEvents = {
  readonly followers: Set<Readable>;
  readonly reads: Map<string, EngineProgressEvent>;
};

export function fakeEvents(): FakeEvents {
  return { followers: new Set(), reads: new Map() };
}

export function fakeQr(session: EngineSession): string {
  return `2@${session.session_id},fake,qr`;
}

/** A stream of the events from now on, with `snapshot` first. */
export function followFakeEvents(events: FakeEvents, snapshot: EngineEvent): Readable {
  const stream = new Readable({ read: () => undefined });
  events.followers.add(stream);
  const heartbeat = setInterval(() => stream.push(': still here\n\n'), EVENT_HEARTBEAT_INTERVAL_MS);
  heartbeat.unref();
  stream.once('close', () => {
    clearInterval(heartbeat);
    events.followers.delete(stream);
  });
  stream.push(encode(snapshot));
  return stream;
}

export function endFakeEvents({ followers }: FakeEvents): void {
  for (const stream of followers) stream.push(null);
  followers.clear();
}

export function publish({ followers }: FakeEvents, event: EngineEvent): void {
  for (const stream of followers) stream.push(encode(event));
}

/** Emits a changed session. If it shows another QR than before, emits the QR, too. */
export function publishSession(
  events: FakeEvents,
  session: EngineSession,
  before: EngineSession | undefined,
): void {
  publish(events, { type: 'session', session });
  const qr = qrEvent(session);
  if (qr && before?.qr_expires_at !== session.qr_expires_at) publish(events, qr);
}

export function qrEvent(session: EngineSession): (EngineEvent & { type: 'qr' }) | null {
  const { session_id, status, qr_expires_at: expires_at } = session;
  if (status !== 'qr' || expires_at === null) return null;
  return { type: 'qr', session_id, qr: fakeQr(session), expires_at };
}

/** The lines of a read. The followers get its progress. */
export function* observedRead(
  events: FakeEvents,
  { sessionId, kind }: { sessionId: string; kind: ReadKind },
  lines: Iterable<ReadLine>,
): Generator<ReadLine> {
  let progress: EngineProgressEvent = {
    type: 'progress',
    read_id: randomUUID(),
    session_id: sessionId,
    kind,
    state: 'running',
    phase: kind === 'contacts' ? 'contacts' : 'groups',
    done: 0,
    total: 0,
    code: null,
  };
  const emit = (changes: Partial<EngineProgressEvent>) => {
    progress = { ...progress, ...changes };
    if (progress.state === 'running') events.reads.set(progress.read_id, progress);
    else events.reads.delete(progress.read_id);
    publish(events, progress);
  };
  try {
    for (const line of lines) {
      const changes = changesBy(line, kind);
      if (changes) emit(changes);
      yield line;
    }
  } catch (error) {
    emit({ state: 'failed', code: (error as { code: ErrorCode }).code });
    throw error;
  } finally {
    if (progress.state === 'running') emit({ state: 'failed', code: 'CLIENT_CLOSED_REQUEST' });
  }
}

function changesBy(line: ReadLine, kind: ReadKind): Partial<EngineProgressEvent> | undefined {
  if (line.type === 'header') {
    return { total: line.estimated_groups ?? line.estimated_contacts ?? 0 };
  }
  if (line.type === 'progress') {
    const { phase, done, total } = line;
    return { phase, done, total };
  }
  if (line.type !== 'trailer') return undefined;
  const phase = kind === 'groups' ? 'groups' : 'contacts';
  const done = phase === 'groups' ? line.total_groups : line.total_contacts;
  return { state: 'finished', phase, done, total: done };
}

function encode(event: EngineEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
