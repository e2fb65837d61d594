import { Readable } from 'node:stream';
import { type EngineEvent, EVENT_HEARTBEAT_INTERVAL_MS } from '@grabber/contracts/engine/event';
import type { EngineEvents } from './engine-events.ts';

/** A client that lets so much pile up behind its snapshot is dropped: it comes back and gets another. */
const MAX_BUFFERED_BYTES = 256 * 1024;
/** Keeps proxies from taking a quiet stream for a dead one, and finds clients that are gone. */
const HEARTBEAT = ': still here\n\n';

/** The events as server-sent events; the first is what `snapshot` answers. */
export function openEventStream(events: EngineEvents, snapshot: () => EngineEvent): Readable {
  const stream = new Readable({ read: () => undefined });
  const first = encodeEvent(snapshot());
  const maxBytes = Buffer.byteLength(first) + MAX_BUFFERED_BYTES;
  const push = (text: string) => {
    if (stream.destroyed) return;
    stream.push(text);
    if (stream.readableLength > maxBytes) stream.destroy();
  };
  const unsubscribe = events.subscribe({
    send: (event) => push(encodeEvent(event)),
    end: () => void stream.push(null),
  });
  const heartbeat = setInterval(() => push(HEARTBEAT), EVENT_HEARTBEAT_INTERVAL_MS);
  heartbeat.unref();
  stream.once('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
  push(first);
  return stream;
}

function encodeEvent(event: EngineEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
