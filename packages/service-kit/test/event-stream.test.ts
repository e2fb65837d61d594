import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { type EventSink, openEventStream } from '../src/event-stream.ts';
import { createHttpServer } from '../src/http-server.ts';
import { createLogger } from '../src/logger.ts';

const FIRST = { type: 'snapshot' };
const EVENT_BYTES = 64 * 1024;
/** Far above what the system buffers for a connection. */
const MAX_SENT_BYTES = 200 * 1024 * 1024;

afterEach(() => void vi.useRealTimers());

it('a client that does not read is disconnected, and its subscription ends', async () => {
  const left = vi.fn();
  const sinks: EventSink[] = [];
  const app = createHttpServer({
    logger: createLogger({ service: 'test', level: 'fatal' }),
    onError: ({ status }) => ({ status, body: {} }),
  });
  app.get('/', async (_, reply) => {
    reply.type('text/event-stream');
    return openEventStream(FIRST, (sink) => {
      sinks.push(sink);
      return left;
    });
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  const cut = once(socket, 'close');
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
  await vi.waitFor(() => expect(sinks).toHaveLength(1));
  let sent = 0;
  while (left.mock.calls.length === 0 && sent < MAX_SENT_BYTES) {
    sinks[0]?.send({ type: 'x'.repeat(EVENT_BYTES) });
    sent += EVENT_BYTES;
    await new Promise(setImmediate);
  }
  expect(left).toHaveBeenCalledOnce();
  expect(sent).toBeLessThan(MAX_SENT_BYTES);
  socket.resume();
  await cut;
  await app.close();
});

it('a stream that has ended does not wait for a client that does not read', async () => {
  const sinks: EventSink[] = [];
  const stream = openEventStream(FIRST, (sink) => {
    sinks.push(sink);
    return () => {};
  });
  sinks[0]?.end();
  await once(stream, 'close');
  expect(stream.readableEnded).toBe(false);
});

it('a quiet stream sends a comment from time to time, and none after its end', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let sink: EventSink | undefined;
  const stream = openEventStream(FIRST, (given) => {
    sink = given;
    return () => {};
  });
  let text = '';
  stream.on('data', (part: Buffer) => {
    text += part.toString();
  });
  vi.advanceTimersByTime(30_000);
  sink?.end();
  sink?.send({ type: 'late' });
  sink?.end();
  await once(stream, 'end');
  vi.advanceTimersByTime(30_000);
  expect(text).toMatch(/^event: snapshot\ndata: \{"type":"snapshot"\}\n\n(: [^\n]+\n\n){3}$/);
});

it('a proxy that collects 4 KiB passes on the first event at once, and a later one with the next comment', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let sink: EventSink | undefined;
  const stream = openEventStream(FIRST, (given) => {
    sink = given;
    return () => {};
  });
  let sent = '';
  const passedOn = () => {
    for (let part = stream.read(); part !== null; part = stream.read()) sent += String(part);
    return sent.slice(0, sent.length - (sent.length % 4_096));
  };
  expect(passedOn()).toContain('event: snapshot');
  sink?.send({ type: 'later' });
  vi.advanceTimersByTime(15_000);
  expect(passedOn()).toContain('"type":"later"');
  stream.destroy();
});
