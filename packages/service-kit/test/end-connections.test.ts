import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { breakOffAfter } from '../src/end-connections.ts';
import { createHttpServer, type HttpServer } from '../src/http-server.ts';
import { createLogger } from '../src/logger.ts';

const SOON_MS = 10_000;
const PART_BYTES = 64 * 1024;

let app: HttpServer;
let sockets: Socket[];
beforeEach(() => {
  sockets = [];
  app = createHttpServer({
    logger: createLogger({ service: 'test', level: 'fatal' }),
    onError: ({ status }) => ({ status, body: {} }),
  });
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
});

function* endlessText() {
  for (;;) yield 'x'.repeat(PART_BYTES);
}

async function open(): Promise<Socket> {
  const { port } = app.server.address() as AddressInfo;
  const arrived = once(app.server, 'connection');
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  sockets.push(socket);
  await arrived;
  return socket;
}

it.each([
  ['that was opened ahead and never used', ''],
  ['whose request is not complete', 'GET / HTTP/1.1\r\nhost:'],
])('a connection %s does not keep the server from closing', async (_, text) => {
  await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = await open();
  const ended = once(socket, 'close');
  socket.write(text);
  const tooLong = new Promise((resolve) => setTimeout(resolve, SOON_MS, 'too long').unref());
  expect(await Promise.race([app.close(), tooLong])).toBeUndefined();
  await ended;
});

it('a connection that arrives during the closing does not keep the server from closing', async () => {
  app.addHook('preClose', async () => void (await open()));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const tooLong = new Promise((resolve) => setTimeout(resolve, SOON_MS, 'too long').unref());
  expect(await Promise.race([app.close(), tooLong])).toBeUndefined();
});

it('an answer that the client does not read is broken off after the grace, and the server closes', async () => {
  app.get('/', async () => Readable.from(endlessText()));
  app.addHook('preClose', async () => breakOffAfter(app, 10));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = await open();
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
  await once(socket, 'data');
  socket.pause();
  const tooLong = new Promise((resolve) => setTimeout(resolve, SOON_MS, 'too long').unref());
  expect(await Promise.race([app.close(), tooLong])).toBeUndefined();
});
