import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { freePort, listenAgain, listenOnSteadyPort } from '../src/testing/steady-port.ts';

const FIRST_EPHEMERAL = 32_768;
const portOf = (server: Server) => (server.address() as AddressInfo).port;

function newServer(): Server {
  const server = createServer();
  onTestFinished(() => void server.close());
  return server;
}

it('a server listens below the ephemeral ports, on a port that is free', async () => {
  const tried: number[] = [];
  const server = newServer();
  const taken = newServer();
  await once(taken.listen(0, '127.0.0.1'), 'listening');
  const port = await listenOnSteadyPort((port) => {
    tried.push(port);
    const asked = tried.length === 1 ? portOf(taken) : port;
    return once(server.listen(asked, '127.0.0.1'), 'listening');
  });
  expect(tried.length).toBeGreaterThan(1);
  expect(port).toBe(portOf(server));
  expect(port).toBeLessThan(FIRST_EPHEMERAL);
});

it('a server listens again once the program that uses its port has ended', async () => {
  const other = newServer();
  const server = newServer();
  let tries = 0;
  const port = await listenOnSteadyPort((port) =>
    once(other.listen(port, '127.0.0.1'), 'listening'),
  );
  await listenAgain(() => {
    tries += 1;
    if (tries === 2) other.close();
    return once(server.listen(port, '127.0.0.1'), 'listening');
  });
  expect(tries).toBeGreaterThan(1);
  expect(portOf(server)).toBe(port);
});

it('another failure to listen is passed on at once', async () => {
  let tries = 0;
  const failure = new Error('No such address');
  const listen = async () => {
    tries += 1;
    throw failure;
  };
  await expect(listenOnSteadyPort(listen)).rejects.toBe(failure);
  await expect(listenAgain(listen)).rejects.toBe(failure);
  expect(tries).toBe(2);
});

it('a free port can be listened on', async () => {
  const port = await freePort();
  await once(newServer().listen(port, '127.0.0.1'), 'listening');
  expect(port).toBeLessThan(FIRST_EPHEMERAL);
});
