import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { createApiCaller } from '../../scripts/stack/api-caller.ts';

/** What the noisy workspace does, all at once. */
export type Noise = {
  readonly url: string;
  readonly key: string;
  readonly session: string;
  /** Sessions whose grabs hang. */
  readonly hanging: readonly string[];
};

/** Each kind of noise comes from an address of its own, so that the bound of one address does not end it. */
const ADDRESSES = {
  slow: '127.0.0.2',
  streams: '127.0.0.3',
  pages: '127.0.0.4',
  idle: '127.0.0.5',
  asking: '127.0.0.6',
};
const KEYS = 10;
const STREAMS_PER_KEY = 50;
const SLOW_READERS = 8;
const SLOW_BYTES = 300;
const SLOW_PAUSE_MS = 100;
const UNREAD_PAGES = 150;
const IDLE_CONNECTIONS = 2_000;
const SEARCHERS = 22;
const SEARCHES = ['zz', '-', '%%', '🙂', '张', 'a', '٪'];
/** Of one who does not look at Retry-After. */
const AFTER_REFUSAL_MS = 100;
/** A client that leaves before its answer. */
const IMPATIENT_MS = 500;

/** How often each status came, of what was asked and read; 0: no answer. */
export const answered: Record<number, number> = {};

/** Begins all of it. Goes on until the process ends. */
export async function makeNoise(noise: Noise): Promise<void> {
  const { url, key, session, hanging } = noise;
  const call = createApiCaller(url, key);
  const keys: string[] = [];
  while (keys.length < KEYS) {
    const minted = await call<{ key: string }>('POST', '/keys', { name: 'more', scopes: ['read'] });
    keys.push(minted.key);
  }
  const contacts = `/api/sessions/${session}/contacts`;
  const one = keys[0] ?? '';
  const exported = `${contacts}/export?format=ndjson`;
  for (let n = 0; n < SLOW_READERS; n += 1) readSlowly(url, n % 2 ? exported : contacts, one);
  for (const each of keys) {
    for (let n = 0; n < STREAMS_PER_KEY; n += 1) send(url, '/api/events', each, ADDRESSES.streams);
    for (let n = 0; n < UNREAD_PAGES / KEYS; n += 1)
      send(url, `${contacts}?limit=1000`, each, ADDRESSES.pages);
  }
  for (const id of hanging) void repeat(() => ask(url, `/api/sessions/${id}/grab-groups`, key));
  for (let n = 0; n < SEARCHERS; n += 1) void repeat(searcher(noise, keys, n));
  for (let n = 0; n < IDLE_CONNECTIONS; n += 1) await idle(url);
}

function searcher({ url, session }: Noise, keys: readonly string[], of: number) {
  let turn = of;
  return () => {
    turn += 1;
    const search = encodeURIComponent(SEARCHES[turn % SEARCHES.length] ?? '');
    const path = `/api/sessions/${session}/contacts?limit=100&total=true&search=${search}`;
    const timeout = turn % 3 === 0 ? IMPATIENT_MS : undefined;
    return ask(url, path, keys[turn % keys.length] ?? '', timeout);
  };
}

async function repeat(work: () => Promise<number>): Promise<void> {
  for (;;) {
    const status = await work();
    answered[status] = (answered[status] ?? 0) + 1;
    if (status !== 200) await new Promise((resolve) => setTimeout(resolve, AFTER_REFUSAL_MS));
  }
}

const agent = new Agent({ keepAlive: true, localAddress: ADDRESSES.asking });

/** The status of an answer that was read whole; 0: there was none. */
function ask(url: string, path: string, key: string, timeout?: number): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const signal = timeout === undefined ? undefined : AbortSignal.timeout(timeout);
  const headers = { 'x-api-key': key };
  const sent = request(new URL(path, url), { headers, agent, ...(signal && { signal }) });
  sent.once('response', (answer) => {
    answer.once('end', () => resolve(answer.statusCode ?? 0));
    answer.once('error', () => resolve(0));
    answer.resume();
  });
  sent.once('error', () => resolve(0));
  sent.end();
  return promise;
}

/** Sends a request on its own connection and reads nothing of the answer. */
function send(url: string, path: string, key: string, localAddress: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), localAddress });
  socket.on('error', () => {});
  socket.pause();
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nX-API-Key: ${key}\r\n\r\n`);
  return socket;
}

/** Reads some three kilobytes a second, and begins again after the end. */
function readSlowly(url: string, path: string, key: string): void {
  const socket = send(url, path, key, ADDRESSES.slow);
  const timer = setInterval(() => socket.read(SLOW_BYTES), SLOW_PAUSE_MS);
  socket.once('close', () => {
    clearInterval(timer);
    setTimeout(() => readSlowly(url, path, key), AFTER_REFUSAL_MS);
  });
}

async function idle(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), localAddress: ADDRESSES.idle });
  socket.on('error', () => {});
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
}
