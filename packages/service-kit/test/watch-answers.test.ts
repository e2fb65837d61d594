import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { createHttpServer, type HttpServer } from '../src/http-server.ts';
import { createLogger } from '../src/logger.ts';

const PIECE = Buffer.alloc(64 * 1024, 'x');
/** More than the kernel takes for a client that does not read. */
const PIECES = 600;
const LARGE_BYTES = PIECES * PIECE.length;
const SMALL = 'y'.repeat(1_000);
const WINDOW_MS = 600;

let app: HttpServer;
const lines: string[] = [];
afterEach(() => app.close());

async function start(minBytes: number, windowMs = WINDOW_MS): Promise<number> {
  lines.length = 0;
  const destination = { write: (line: string) => void lines.push(line) };
  app = createHttpServer({
    logger: createLogger({ service: 'test', level: 'info', destination }),
    readingPace: { windowMs, minBytes },
    onError: (error) => ({ status: error.status, body: { code: error.code } }),
  });
  app.get('/large', async () => Readable.from(Array(PIECES).fill(PIECE)));
  app.get('/late', async () => {
    await sleep(4 * WINDOW_MS);
    return SMALL;
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
}

async function get(port: number, path: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').pause();
  await once(socket, 'connect');
  socket.on('error', () => {});
  socket.write(`GET ${path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n`);
  return socket;
}

const logged = (message: string) =>
  lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === message);

it('an answer that its client does not read is cut off, and the log says who did it and why', async () => {
  const port = await start(1_000);
  const socket = await get(port, '/large');
  await vi.waitFor(() => expect(logged('Answer cut off by the service')).toHaveLength(1));
  expect(logged('Answer cut off by the service')[0]).toMatchObject({
    route: '/large',
    reason: 'slow client',
    level: 'warn',
  });
  socket.resume();
  await once(socket, 'close');
  expect(socket.bytesRead).toBeLessThan(LARGE_BYTES);
  expect(logged('Request aborted by the client')).toEqual([]);
});

it('a client that keeps the pace has its whole answer, however long that takes', async () => {
  // So long that a busy machine, which this process shares, does not stand still for all of it.
  const windowMs = 10 * WINDOW_MS;
  const port = await start(1_000, windowMs);
  const socket = await get(port, '/large');
  // Bursts with pauses that are longer than a check and shorter than the window.
  const reader = setInterval(() => socket.resume(), windowMs / 15);
  socket.on('data', () => {
    if (Math.floor(socket.bytesRead / 10_000_000) !== bursts) socket.pause();
    bursts = Math.floor(socket.bytesRead / 10_000_000);
  });
  let bursts = 0;
  await once(socket, 'close');
  clearInterval(reader);
  expect(socket.bytesRead).toBeGreaterThan(LARGE_BYTES);
  expect(logged('Answer cut off by the service')).toEqual([]);
});

it('an answer that takes long to be made is not cut off', async () => {
  const port = await start(1_000);
  const socket = (await get(port, '/late')).resume();
  await once(socket, 'close');
  expect(socket.bytesRead).toBeGreaterThan(SMALL.length);
  expect(logged('Request answered')).toHaveLength(1);
});
