import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { breakOffAfter } from '../src/end-connections.ts';
import { createHttpServer, type HttpServer } from '../src/http-server.ts';
import { createLogger } from '../src/logger.ts';

const SOON_MS = 10_000;
const PART_BYTES = 64 * 1024;

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

let app: HttpServer;
let sockets: Socket[];
const server = (tls?: { cert: string; key: string }) =>
  createHttpServer({
    logger: createLogger({ service: 'test', level: 'fatal' }),
    onError: ({ status }) => ({ status, body: {} }),
    ...(tls && { tls }),
  });
beforeEach(() => {
  sockets = [];
  app = server();
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

/** A certificate that signs itself. */
async function makeCertificate() {
  const folder = await mkdtemp(join(tmpdir(), 'grabber-tls-'));
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', 'key.pem', '-out', 'cert.pem', '-subj', '/CN=a server', '-days', '2'];
  spawnSync('openssl', ['req', ...kind, ...files], { cwd: folder });
  const [cert, key] = await Promise.all(
    ['cert.pem', 'key.pem'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  await rm(folder, { recursive: true });
  return { cert: cert ?? '', key: key ?? '' };
}

it.skipIf(!hasOpenssl)(
  'with TLS, neither an unused connection nor one before its handshake keeps the server from closing',
  async () => {
    app = server(await makeCertificate());
    app.get('/', async () => 'an answer');
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const ended = [once(await open(), 'close')];
    for (const request of ['', 'GET / HTTP/1.1\r\nhost: a\r\n\r\n']) {
      const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
      socket.on('error', () => {});
      sockets.push(socket);
      await once(socket, 'secureConnect');
      socket.write(request);
      if (request !== '') expect(String((await once(socket, 'data'))[0])).toContain('an answer');
      ended.push(once(socket, 'close'));
    }
    const tooLong = new Promise((resolve) => setTimeout(resolve, SOON_MS, 'too long').unref());
    expect(await Promise.race([app.close(), tooLong])).toBeUndefined();
    await Promise.all(ended);
  },
);
