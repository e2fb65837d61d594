import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { clientGoneSignal } from '../src/client-gone.ts';

const reason = () => new Error('gone');

/** A request that has arrived at a server, from both sides. */
async function arrivedRequest() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n');
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  onTestFinished(async () => {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { client, response };
}

it('aborts when the client leaves before its response', async () => {
  const { client, response } = await arrivedRequest();
  const signal = clientGoneSignal(response, reason);
  expect(signal.aborted).toBe(false);
  client.destroy();
  await once(signal, 'abort');
  expect(signal.reason).toMatchObject({ message: 'gone' });
});

it('aborts for a client that left before anything listened', async () => {
  const { client, response } = await arrivedRequest();
  client.destroy();
  await once(response, 'close');
  expect(clientGoneSignal(response, reason).reason).toMatchObject({ message: 'gone' });
});

it('does not abort when the client has its response and leaves', async () => {
  const { client, response } = await arrivedRequest();
  const signal = clientGoneSignal(response, reason);
  client.resume();
  response.end('all of it');
  await once(response, 'close');
  expect(signal.aborted).toBe(false);
});
