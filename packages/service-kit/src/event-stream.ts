import { Readable } from 'node:stream';
import { EVENT_HEARTBEAT_INTERVAL_MS } from '@grabber/contracts/engine/event';

/**
 * A client with this much unsent data after its first event is disconnected. It can reconnect and
 * gets a new first event.
 */
const MAX_BUFFERED_BYTES = 256 * 1024;
/**
 * The time for the last events to leave. A client that does not read must not keep its connection.
 */
const LAST_EVENTS_TIMEOUT_MS = 1_000;
/**
 * Keeps proxies from closing a quiet stream, and detects clients that are gone. A proxy that collects answers passes
 * them on in pieces of 4 KiB: a comment of that size pushes out what was sent before it.
 */
const HEARTBEAT = `: still here${' '.repeat(4_096)}\n\n`;

export type ServerEvent = { readonly type: string };

export type EventSink = {
  send(event: ServerEvent): void;
  /** There will be no more events. */
  end(): void;
};

/**
 * Sends server-sent events: `first`, then those of `subscribe`. The function that `subscribe`
 * returns is called when the stream is over, whichever side ended it.
 */
export function openEventStream(
  first: ServerEvent,
  subscribe: (sink: EventSink) => () => void,
): Readable {
  const stream = new Readable({ read: () => undefined });
  const text = encodeEvent(first) + HEARTBEAT;
  const maxBytes = Buffer.byteLength(text) + MAX_BUFFERED_BYTES;
  let isOpen = true;
  const push = (more: string) => {
    if (stream.destroyed || !isOpen) return;
    stream.push(more);
    if (stream.readableLength > maxBytes) stream.destroy();
  };
  push(text);
  const unsubscribe = subscribe({
    send: (event) => push(encodeEvent(event)),
    end() {
      if (!isOpen) return;
      isOpen = false;
      stream.push(null);
      setTimeout(() => stream.destroy(), LAST_EVENTS_TIMEOUT_MS).unref();
    },
  });
  const heartbeat = setInterval(() => push(HEARTBEAT), EVENT_HEARTBEAT_INTERVAL_MS);
  heartbeat.unref();
  stream.once('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
  return stream;
}

function encodeEvent(event: ServerEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
