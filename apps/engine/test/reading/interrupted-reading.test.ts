import { NDJSON_MEDIA_TYPE, type ReadLine } from '@grabber/contracts/engine/reading';
import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pair } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf } from '../support/processes.ts';
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
const HANG = { type: 'query', kind: 'group_metadata', behaviour: 'hang' } as const;

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engine: TestEngine;
let accountId: string;

/** Resolves when a read is in its middle. */
function whatsAppIsAsked() {
  return poll(
    () => simulator.control.queries(accountId),
    (counts) => counts.group_metadata > 0,
  );
}

/** Opens the stream and takes its first line. */
async function openStream(abort = new AbortController()) {
  const response = await fetch(`${engine.url}/sessions/one/all-contacts`, {
    headers: { authorization: `Bearer ${engine.secret}`, accept: NDJSON_MEDIA_TYPE },
    signal: abort.signal,
  });
  expect(response.status).toBe(200);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader.read();
  return { reader, first: JSON.parse(value!.split('\n')[0]!) as ReadLine };
}

beforeAll(async () => {
  simulator = await startSimulator();
  dataDir = await temporaryDataDir();
  const env = { ENGINE_READ_TIMEOUT_MS: '5000', ENGINE_GROUP_QUERY_TIMEOUT_MS: '60000' };
  engine = await startEngine({ simulator, dataDir: dataDir.path, env });
  accountId = (await simulator.control.createAccount(SPEC)).account_id;
  await pair(engine, simulator, 'one', accountId);
});

afterAll(async () => {
  await engine?.end('SIGTERM');
  await simulator?.stop();
  await dataDir?.remove();
});

afterEach(async () => {
  // A new page, which has loaded no group yet.
  await engine.call('DELETE', '/sessions/one');
  await simulator.control.clearFaults(accountId);
  await simulator.control.resetQueries(accountId);
  await engine.call('PUT', '/sessions/one');
  await engine.reaches('one', 'connected');
});

describe('a read', () => {
  it('that outlasts its deadline is answered 504 READ_TIMEOUT, and the session stays connected', async () => {
    await simulator.control.injectFault(accountId, HANG);
    const answer = engine.call('GET', '/sessions/one/all-contacts');
    await whatsAppIsAsked();
    await simulator.control.injectFault(accountId, BUSY);
    expect(await answer).toMatchObject({ status: 504, body: { code: 'READ_TIMEOUT' } });
    expect(await engine.session('one')).toMatchObject({ status: 'connected' });
  });

  it('that fails in mid-stream breaks the connection and sends no trailer', async () => {
    await simulator.control.injectFault(accountId, HANG);
    const { reader, first } = await openStream();
    expect(first.type).toBe('header');
    await simulator.control.injectFault(accountId, BUSY);
    let rest = '';
    const readRest = async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        rest += value;
      }
    };
    await expect(readRest()).rejects.toThrow();
    expect(rest).not.toContain('"type":"trailer"');
  });

  it.each([
    ['streamed', NDJSON_MEDIA_TYPE],
    ['whole', 'application/json'],
  ])('whose client goes away stops asking WhatsApp for anything more (%s)', async (_, accept) => {
    await simulator.control.injectFault(accountId, HANG);
    const abort = new AbortController();
    const request = fetch(`${engine.url}/sessions/one/groups`, {
      headers: { authorization: `Bearer ${engine.secret}`, accept },
      signal: abort.signal,
    }).then((response) => response.text());
    await whatsAppIsAsked();
    abort.abort();
    await expect(request).rejects.toThrow();
    await poll(
      () => engine.output,
      (lines) => lines.some((line) => line.includes('Read aborted by its client')),
    );
    engine.output.length = 0;
    // The hanging answers are released: a read that continued in the page would now query the other groups.
    const { group_metadata: before } = await simulator.control.queries(accountId);
    await simulator.control.clearFaults(accountId);
    const after = await engine.call('GET', '/sessions/one/contacts');
    expect(after.status).toBe(200);
    expect(await simulator.control.queries(accountId)).toMatchObject({ group_metadata: before });
  });

  it('whose browser is killed is answered 502 BROWSER_CRASHED', async () => {
    await simulator.control.injectFault(accountId, HANG);
    const answer = engine.call('GET', '/sessions/one/groups');
    await whatsAppIsAsked();
    const [browser] = await browsersOf(dataDir.path);
    process.kill(browser!, 'SIGKILL');
    expect(await answer).toMatchObject({ status: 502, body: { code: 'BROWSER_CRASHED' } });
  });

  it('of a session that is stopped is answered 502 READ_ABORTED', async () => {
    await simulator.control.injectFault(accountId, HANG);
    const answer = engine.call('GET', '/sessions/one/groups');
    await whatsAppIsAsked();
    await engine.call('DELETE', '/sessions/one');
    expect(await answer).toMatchObject({ status: 502, body: { code: 'READ_ABORTED' } });
  });
});
