import type { EngineErrorBody } from '@grabber/contracts/engine/error-body';
import { NDJSON_MEDIA_TYPE, type StreamLine } from '@grabber/contracts/engine/reading';
import type { EngineSession } from '@grabber/contracts/engine/session';
import type { Simulator } from '@grabber/whatsapp-simulator';
import type { Fault } from '@grabber/whatsapp-simulator/faults';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { pairAndList } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf } from '../support/processes.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

/** The page waits for WhatsApp's answers about unloaded groups, so a read pauses while they hang. */
const SPEC = {
  seed: 70,
  contacts: 40,
  groups: 10,
  participants: 5,
  metadata_loaded_share: 0,
  odd_names: false,
};
/** Longer than the deadline of a read, shorter than the time after which a page counts as dead. */
const BUSY = { type: 'page_hang', duration_ms: 7_000 } as const;
/** So that a read does not end by its own time before the fault comes. */
const LONG_MS = 60_000;
const SHORT_MS = 5_000;
const HANG = { type: 'query', kind: 'group_rows', behaviour: 'hang' } as const;

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engine: TestEngine;
let accountId: string;

/** Starts a read, and resolves when it is in its middle. In an object: otherwise `await` would wait for its answer. */
async function inTheMiddle<T>(start: () => Promise<T>): Promise<{ answer: Promise<T> }> {
  // Earlier reads have counted, too, as the first listing after a pairing.
  await simulator.control.resetQueries(accountId);
  const answer = start();
  answer.catch(() => undefined);
  await poll(
    () => simulator.control.queries(accountId),
    (counts) => counts.group_rows > 0,
  );
  return { answer };
}

/** One read in each form, in their middle: `ends` are how they say that they failed. */
async function readsInTheMiddle(on = engine) {
  await simulator.control.injectFault(accountId, HANG);
  const read = (accept: string) =>
    inTheMiddle(() => on.call('GET', '/sessions/one/all-contacts', { headers: { accept } }));
  const { answer } = await read('application/json');
  const { answer: stream } = await read(NDJSON_MEDIA_TYPE);
  await poll(
    () => runningReads(on),
    (count) => count === 2,
  );
  return {
    async ends() {
      const { status, text } = await stream;
      expect(status).toBe(200);
      const lines = text.trimEnd().split('\n');
      const [header, ...rest] = lines.map((line) => JSON.parse(line) as StreamLine);
      expect(header).toMatchObject({ type: 'header' });
      const ends = rest.filter(({ type }) => type === 'trailer' || type === 'failure');
      expect(ends).toHaveLength(1);
      const document = await answer;
      const body = document.body as EngineErrorBody;
      return { document: { status: document.status, ...body }, last: rest.at(-1) };
    },
  };
}

async function runningReads(on: TestEngine): Promise<number> {
  const { text } = await on.call('GET', '/metrics');
  return Number(/^grabber_engine_reads_running (\d+)$/m.exec(text)?.[1]);
}

async function killBrowser(): Promise<void> {
  const [browser] = await browsersOf(dataDir.path);
  process.kill(browser!, 'SIGKILL');
}

const inject = (fault: Fault) => simulator.control.injectFault(accountId, fault);

const logOut = () => engine.call('DELETE', '/sessions/one?logout=true');

async function removeFromPhone(): Promise<void> {
  await simulator.control.logoutFromPhone({ account_id: accountId, mode: 'both' });
  await engine.reaches('one', 'logged_out');
}

const envWith = (readTimeoutMs: number) => ({
  ENGINE_READ_TIMEOUT_MS: String(readTimeoutMs),
  ENGINE_GROUP_QUERY_TIMEOUT_MS: '60000',
});

/** An engine of its own, linked to the same account, until the test ends. */
async function hurriedEngine(): Promise<TestEngine> {
  const directory = await temporaryDataDir();
  const env = envWith(SHORT_MS);
  const hurried = await startEngine({ simulator, dataDir: directory.path, env });
  onTestFinished(async () => {
    await hurried.end('SIGTERM');
    await directory.remove();
  });
  await pairAndList(hurried, simulator, 'one', accountId);
  return hurried;
}

beforeAll(async () => {
  simulator = await sharedSimulator();
  dataDir = await temporaryDataDir();
  engine = await startEngine({ simulator, dataDir: dataDir.path, env: envWith(LONG_MS) });
  accountId = (await simulator.control.createAccount(SPEC)).account_id;
  await pairAndList(engine, simulator, 'one', accountId);
});

afterAll(async () => {
  await engine?.end('SIGTERM');
  await dataDir?.remove();
});

afterEach(async () => {
  const { status, body } = await engine.call('GET', '/sessions/one');
  const isUnlinked = status === 404 || (body as EngineSession).status === 'logged_out';
  // A new page, which has loaded no group yet.
  await engine.call('DELETE', '/sessions/one');
  await simulator.control.clearFaults(accountId);
  await simulator.control.resetQueries(accountId);
  if (isUnlinked) return void (await pairAndList(engine, simulator, 'one', accountId));
  await engine.call('PUT', '/sessions/one');
  await engine.reaches('one', 'connected');
});

describe('a read', () => {
  it('that outlasts its deadline ends with READ_TIMEOUT, and the session stays connected', async () => {
    const hurried = await hurriedEngine();
    const reads = await readsInTheMiddle(hurried);
    await simulator.control.injectFault(accountId, BUSY);
    const { document, last } = await reads.ends();
    expect(document).toMatchObject({ status: 504, code: 'READ_TIMEOUT' });
    expect(last).toMatchObject({ type: 'failure', code: 'READ_TIMEOUT' });
    expect(await hurried.session('one')).toMatchObject({ status: 'connected' });
  });

  it.each([
    ['whose browser is killed', 'BROWSER_CRASHED', killBrowser],
    ['whose page reloads', 'READ_FAILED', () => inject({ type: 'reload' })],
    ['of a session that is stopped', 'READ_ABORTED', () => engine.call('DELETE', '/sessions/one')],
    ['of a session that is logged out', 'READ_ABORTED', logOut],
    ['of a session that the phone removes', 'READ_ABORTED', removeFromPhone],
  ] as const)('%s ends with %s', async (_, code, strike) => {
    const reads = await readsInTheMiddle();
    await strike();
    const { document, last } = await reads.ends();
    expect(document).toMatchObject({ status: 502, code });
    expect(last).toEqual({ type: 'failure', code, message: document.message });
  });

  it.each([
    ['streamed', NDJSON_MEDIA_TYPE],
    ['whole', 'application/json'],
  ])('whose client goes away stops asking WhatsApp for anything more (%s)', async (_, accept) => {
    await simulator.control.injectFault(accountId, HANG);
    const abort = new AbortController();
    const { answer } = await inTheMiddle(async () => {
      const response = await fetch(`${engine.url}/sessions/one/groups`, {
        headers: { authorization: `Bearer ${engine.secret}`, accept },
        signal: abort.signal,
      });
      return response.text();
    });
    abort.abort();
    await expect(answer).rejects.toThrow();
    await poll(
      () => engine.output,
      (lines) => lines.some((line) => line.includes('Read aborted by its client')),
    );
    engine.output.length = 0;
    // The hanging answers are released: a read that continued in the page would now query the other groups.
    const { group_rows: before } = await simulator.control.queries(accountId);
    await simulator.control.clearFaults(accountId);
    const after = await engine.call('GET', '/sessions/one/contacts');
    expect(after.status).toBe(200);
    expect(await simulator.control.queries(accountId)).toMatchObject({ group_rows: before });
  });
});
