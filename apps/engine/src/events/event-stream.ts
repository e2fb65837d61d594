import { Readable } from 'node:stream';
import type { EngineEvent } from '@grabber/contracts/engine/event';
import type { EngineEvents } from './engine-events.ts';

/** A client that lets so much pile up is dropped: it comes back and gets a snapshot. */
const MAX_BUFFERED_BYTES = 256 * 1024;
/** Keeps proxies from taking a quiet stream for a dead one, and finds clients that are gone. */
const HEARTBEAT_INTERVAL_MS = 15_000;
const HEARTBEAT = ': still here\n\n';

/** The events as server-sent events; the first is what `snapshot` answers. */
export function openEventStream(events: EngineEvents, snapshot: () => EngineEvent): Readable {
  const stream = new Readable({ read: () => undefined });
  const push = (text: string) => {
    if (stream.destroyed) return;
    stream.push(text);
    if (stream.readableLength > MAX_BUFFERED_BYTES) stream.destroy();
  };
  const unsubscribe = events.subscribe({
    send: (event) => push(encodeEvent(event)),
    end: () => void stream.push(null),
  });
  const heartbeat = setInterval(() => push(HEARTBEAT), HEARTBEAT_INTERVAL_MS);
  heartbeat.unref();
  stream.once('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
  push(encodeEvent(snapshot()));
  return stream;
}

function encodeEvent(event: EngineEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
