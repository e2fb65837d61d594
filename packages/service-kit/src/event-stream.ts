import { Readable } from 'node:stream';
import { EVENT_HEARTBEAT_INTERVAL_MS } from '@grabber/contracts/engine/event';

/** A client that lets so much pile up behind its first event is dropped: it comes back and gets another. */
const MAX_BUFFERED_BYTES = 256 * 1024;
/** For the last events to leave: a client that reads nothing must not keep its connection for ever. */
const END_PATIENCE_MS = 1_000;
/** Keeps proxies from taking a quiet stream for a dead one, and finds clients that are gone. */
const HEARTBEAT = ': still here\n\n';

export type ServerEvent = { readonly type: string };

export type EventSink = {
  send(event: ServerEvent): void;
  /** There will be no more events. */
  end(): void;
};

/**
 * Server-sent events: `first`, then what `subscribe` brings. The function that it answers is called
 * when the stream is over, whoever ended it.
 */
export function openEventStream(
  first: ServerEvent,
  subscribe: (sink: EventSink) => () => void,
): Readable {
  const stream = new Readable({ read: () => undefined });
  const text = encodeEvent(first);
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
      setTimeout(() => stream.destroy(), END_PATIENCE_MS).unref();
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
