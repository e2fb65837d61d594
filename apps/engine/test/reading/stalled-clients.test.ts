import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { NDJSON_MEDIA_TYPE } from '@grabber/contracts/engine/reading';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { followEvents } from '../support/event-reader.ts';
import { pair } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf, renderersOf } from '../support/processes.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

/** Several times the system's buffer of a connection. */
const SPEC = { seed: 1_700, contacts: 3_000, groups: 200, participants: 1_000, odd_names: false };
/** A whole read must fit, on a busy machine too. */
const DEADLINE_MS = 15_000;
const CPU_WINDOW_MS = 200;
/** Of the work of a whole read, what the page may still do for a client that has left. */
const MOST_AFTER_LEAVING = 0.5;
/** Of /proc/PID/stat: fields 14 and 15, counted behind the command, in ticks of 10 ms. */
const USER_TIME_INDEX = 11;
const MS_PER_TICK = 10;

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engine: TestEngine;
const sockets: Socket[] = [];

function ask(path: string, accept: string): Socket {
  const socket = connect(Number(new URL(engine.url).port), '127.0.0.1').on('error', () => {});
  sockets.push(socket);
  socket.write(
    `GET ${path} HTTP/1.1\r\nhost: engine\r\naccept: ${accept}\r\n` +
      `authorization: Bearer ${engine.secret}\r\n\r\n`,
  );
  return socket;
}

/** A client that takes the head of its answer and then stops reading. */
async function stall(path: string): Promise<{ socket: Socket; head: string }> {
  const socket = ask(path, NDJSON_MEDIA_TYPE);
  const [first] = (await once(socket, 'data')) as [Buffer];
  socket.pause();
  return { socket, head: first.toString() };
}

/** What the socket still brings, until that is enough. */
async function restOf(socket: Socket, isEnough: (text: string) => boolean): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  socket.resume();
  await poll(() => isEnough(text), Boolean);
  return text;
}

async function runningReads(): Promise<number> {
  const { text } = await engine.call('GET', '/metrics');
  return Number(/^grabber_engine_reads_running (\d+)$/m.exec(text)?.[1]);
}

/** The CPU time that the page's process has used so far. */
async function pageCpuMs(): Promise<number> {
  let ticks = 0;
  for (const pid of await renderersOf(dataDir.path)) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    ticks += Number(fields[USER_TIME_INDEX]) + Number(fields[USER_TIME_INDEX + 1]);
  }
  return ticks * MS_PER_TICK;
}

async function isPageIdle(): Promise<boolean> {
  const before = await pageCpuMs();
  await sleep(CPU_WINDOW_MS);
  return (await pageCpuMs()) - before < CPU_WINDOW_MS / 2;
}

beforeAll(async () => {
  simulator = await sharedSimulator();
  dataDir = await temporaryDataDir();
  engine = await startEngine({
    simulator,
    dataDir: dataDir.path,
    env: {
      ENGINE_READ_TIMEOUT_MS: String(DEADLINE_MS),
      ENGINE_MAX_READS: '1',
      ENGINE_SHUTDOWN_GRACE_MS: '200',
    },
  });
  const { account_id } = await simulator.control.createAccount(SPEC);
  await pair(engine, simulator, 'one', account_id);
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

afterAll(async () => {
  await engine?.end('SIGTERM');
  await dataDir?.remove();
});

// A whole answer is read before its client can slow it down: see interrupted-reading.test.ts.
describe('a client that leaves a large read', () => {
  it('stops the page long before its end', async () => {
    const before = await pageCpuMs();
    await engine.call('GET', '/sessions/one/all-contacts', {
      headers: { accept: NDJSON_MEDIA_TYPE },
    });
    const wholeMs = (await pageCpuMs()) - before;
    const log = await followEvents(engine);
    // It takes nothing, so that the read cannot end before it leaves.
    const socket = ask('/sessions/one/all-contacts', NDJSON_MEDIA_TYPE);
    await poll(
      () => log.events,
      (events) => events.some(({ type }) => type === 'progress'),
    );
    engine.output.length = 0;
    const left = await pageCpuMs();
    socket.destroy();
    await poll(runningReads, (count) => count === 0);
    await poll(isPageIdle, Boolean);
    expect((await pageCpuMs()) - left).toBeLessThan(wholeMs * MOST_AFTER_LEAVING);
    await poll(
      () => engine.output,
      (lines) => lines.some((line) => line.includes('Read aborted by its client')),
    );
    expect(engine.output.some((line) => line.includes('Read finished'))).toBe(false);
    await log.stop();
  });
});

describe('a client that stops reading', () => {
  it('slows the page down, and its read ends at the deadline, which frees its slot', async () => {
    const whole = await engine.call('GET', '/sessions/one/all-contacts');
    expect(whole).toMatchObject({ status: 200, body: { complete: true } });
    const log = await followEvents(engine);
    const { socket, head } = await stall('/sessions/one/all-contacts');
    expect(head).toContain('HTTP/1.1 200');
    expect(await runningReads()).toBe(1);
    const refused = await engine.call('GET', '/sessions/one/contacts');
    expect(refused).toMatchObject({ status: 503, body: { code: 'ENGINE_FULL' } });
    await poll(isPageIdle, Boolean);
    expect(await runningReads()).toBe(1);

    await poll(runningReads, (count) => count === 0);
    // At once: the engine waits only seconds for a client that takes nothing after its read has failed.
    const rest = await restOf(socket, (text) => text.includes('"type":"failure"'));
    expect(rest).toContain('"code":"READ_TIMEOUT"');
    expect(rest).not.toContain('"type":"trailer"');
    const last = log.events.findLast(({ type }) => type === 'progress');
    expect(last).toMatchObject({ state: 'failed', code: 'READ_TIMEOUT' });
    expect(last).not.toHaveProperty('done', SPEC.contacts);
    const next = await engine.call('GET', '/sessions/one/contacts');
    expect(next).toMatchObject({ status: 200, body: { complete: true } });
    await log.stop();
  });

  it('and takes nothing after its read has failed loses its connection', async () => {
    engine.output.length = 0;
    const { socket } = await stall('/sessions/one/all-contacts');
    const isCutOff = (line: string) =>
      line.includes('Request aborted') && line.includes('/sessions/:id/all-contacts');
    await poll(
      () => engine.output,
      (lines) => lines.some(isCutOff),
    );
    const closed = once(socket, 'close');
    const rest = await restOf(socket, () => socket.readableEnded || socket.destroyed);
    expect(rest).not.toContain('"type":"failure"');
    await closed;
  });

  it('does not prevent a clean exit of the engine', async () => {
    await stall('/sessions/one/all-contacts');
    await stall('/events');
    const exited = once(engine.child, 'exit');
    engine.child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(await browsersOf(dataDir.path)).toEqual([]);
  });
});
