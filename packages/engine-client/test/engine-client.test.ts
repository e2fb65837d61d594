import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { listenOnSteadyPort } from '@grabber/primitives/testing/steady-port';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createEngineClient, type EngineClient } from '../src/engine-client.ts';
import { engineContact, engineGroup, engineParticipant } from '../src/testing/engine-factories.ts';
import { type FakeEngine, startFakeEngine } from '../src/testing/fake-engine.ts';

const ID = 'a-session';
let engine: FakeEngine;
let client: EngineClient;

beforeAll(async () => {
  engine = await startFakeEngine();
  client = createEngineClient({ url: engine.url, secret: engine.secret });
  engine.setSession(ID, { status: 'connected' });
  engine.setAccount(ID, {
    groups: [engineGroup({ participants: [engineParticipant()] })],
    contacts: [engineContact(), engineContact({ phone: '628120000002' })],
  });
});
afterEach(() => engine.clearFaults());
afterAll(async () => {
  await client.close();
  await engine.close();
});

const readAll = (options: { deadlineMs?: number; signal?: AbortSignal } = {}) =>
  Array.fromAsync(client.read({ sessionId: ID, kind: 'all', deadlineMs: 20_000, ...options }));

describe('a call', () => {
  it('keeps the code, the status and the session status of an engine error', async () => {
    const fault = { kind: 'error', code: 'ENGINE_FULL', retryAfterSeconds: 7 } as const;
    engine.setFault('startSession', fault);
    await expect(client.startSession('another')).rejects.toMatchObject({
      code: 'ENGINE_FULL',
      status: 503,
      retryAfterSeconds: 7,
    });
    engine.setFault('getSession', {
      kind: 'error',
      code: 'SESSION_NOT_CONNECTED',
      sessionStatus: 'qr',
    });
    const failure = client.getSession(ID);
    await expect(failure).rejects.toMatchObject({ status: 409, sessionStatus: 'qr' });
  });

  it('sends with a start only what it says of the proxy and of the stored profile', async () => {
    await client.startSession('moved', { restore: { generation: 4 } });
    expect([engine.proxyOf('moved'), engine.restoreOf('moved')]).toEqual([
      undefined,
      { generation: 4 },
    ]);
    await client.startSession('moved', { proxy: null });
    expect([engine.proxyOf('moved'), engine.restoreOf('moved')]).toEqual([null, { generation: 4 }]);
  });

  it('never blames the caller for a failure between the two services', async () => {
    for (const code of [
      'UNAUTHORIZED',
      'VALIDATION_FAILED',
      'ROUTE_NOT_FOUND',
      'INTERNAL_ERROR',
    ] as const) {
      engine.setFault('getSession', { kind: 'error', code });
      await expect(client.getSession(ID)).rejects.toMatchObject({ status: 502 });
    }
  });

  it('says ENGINE_REJECTED_SECRET when the secret is wrong', async () => {
    const stranger = createEngineClient({ url: engine.url, secret: 'w'.repeat(32) });
    const failure = stranger.getSession(ID);
    await expect(failure).rejects.toMatchObject({ code: 'ENGINE_REJECTED_SECRET', status: 502 });
    await stranger.close();
  });

  it.each([
    ['an answer that is not JSON', 200, 'text/html', '<html>'],
    ['an answer that breaks the contract', 200, 'application/json', '{"session_id":5}'],
    ['an error without an error body', 418, 'text/plain', 'teapot'],
    ['a redirect', 302, 'text/plain', ''],
    ['an answer of more than four megabytes', 200, 'application/json', ' '.repeat(5_000_000)],
  ])('says ENGINE_RESPONSE_INVALID for %s', async (_, status, type, body) => {
    engine.setFault('getSession', { kind: 'answer', status, type, body });
    const failure = client.getSession(ID);
    await expect(failure).rejects.toMatchObject({ code: 'ENGINE_RESPONSE_INVALID', status: 502 });
  });

  it('says ENGINE_TIMEOUT when the engine does not answer in time', async () => {
    engine.setFault('getSession', { kind: 'hang' });
    const failure = client.getSession(ID, { timeoutMs: 50 });
    await expect(failure).rejects.toMatchObject({ code: 'ENGINE_TIMEOUT', status: 504 });
  });

  it("throws the signal's reason when the caller aborts", async () => {
    engine.setFault('getSession', { kind: 'hang' });
    const reason = new Error('enough');
    const controller = new AbortController();
    const call = client.getSession(ID, { signal: controller.signal });
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  it('says ENGINE_UNREACHABLE when nothing listens, and works again when the engine is back', async () => {
    await engine.goDown();
    const failure = client.getSession(ID);
    await expect(failure).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE', status: 503 });
    await engine.comeUp();
    expect(await client.getSession(ID)).toMatchObject({ status: 'connected' });
  });

  it('says for certain that the engine has not got it only when there was no connection', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const port = await listenOnSteadyPort((port) =>
      once(server.listen(port, '127.0.0.1'), 'listening'),
    );
    const reset = createEngineClient({ url: `http://127.0.0.1:${port}`, secret: 's' });
    const failed = { code: 'ENGINE_UNREACHABLE' };
    await expect(reset.startSession(ID)).rejects.toMatchObject({ ...failed, isUnsent: false });
    server.close();
    await once(server, 'close');
    await expect(reset.startSession(ID)).rejects.toMatchObject({ ...failed, isUnsent: true });
    await reset.close();
  });

  it('says ENGINE_UNREACHABLE when the address does not resolve', async () => {
    const lost = createEngineClient({ url: 'http://engine.invalid:3001', secret: 'w'.repeat(32) });
    await expect(lost.getSession(ID)).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    await lost.close();
  });

  it('says ENGINE_RESPONSE_INVALID when the listener does not speak HTTP', async () => {
    const stranger = createServer((socket) => {
      socket.on('error', () => {});
      socket.write('SSH-2.0-OpenSSH_9.9\r\n');
    });
    stranger.listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const { port } = stranger.address() as AddressInfo;
    const confused = createEngineClient({
      url: `http://127.0.0.1:${port}`,
      secret: 'w'.repeat(32),
    });
    await expect(confused.getSession(ID)).rejects.toMatchObject({
      code: 'ENGINE_RESPONSE_INVALID',
    });
    await confused.close();
    stranger.close();
  });

  it('says that the engine is not ready when its health report says so', async () => {
    const body = JSON.stringify({ status: 'unavailable', checks: { browser: 'failed' } });
    engine.setFault('ready', { kind: 'answer', status: 503, type: 'application/json', body });
    await expect(client.ready()).rejects.toMatchObject({ code: 'ENGINE_FAULT' });
    engine.clearFaults();
    await expect(client.ready()).resolves.toBeUndefined();
  });
});

describe('a read', () => {
  it.each(['end', 'destroy'] as const)('without a trailer is truncated (%s)', async (how) => {
    for (const afterLines of [0, 1, 2]) {
      engine.setFault('readAll', { kind: 'cut', afterLines, how });
      const expected = afterLines === 0 && how === 'destroy' ? /ENGINE/ : /ENGINE_STREAM_TRUNCATED/;
      const failure = await readAll().catch((error: unknown) => error);
      expect((failure as { code: string }).code).toMatch(expected);
    }
  });

  it.each([
    ['BROWSER_CRASHED', 'BROWSER_CRASHED', 502],
    ['READ_TIMEOUT', 'READ_TIMEOUT', 504],
    ['SHUTTING_DOWN', 'SHUTTING_DOWN', 503],
    ['INTERNAL_ERROR', 'ENGINE_FAULT', 502],
  ] as const)('that fails in the middle with %s is %s', async (code, expected, status) => {
    const message = 'What the engine says.';
    for (const afterLines of [1, 2]) {
      engine.setFault('readAll', { kind: 'fail', afterLines, code, message });
      const failure = await readAll().catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: expected, status });
      expect((failure as Error).message).toContain(message);
    }
  });

  it('that fails with a code of a newer engine is ENGINE_FAULT', async () => {
    const text = '{"type":"failure","code":"BRAND_NEW","message":"The moon is full."}\n';
    engine.setFault('readAll', { kind: 'inject', afterLines: 1, text });
    const message = 'The engine said BRAND_NEW: The moon is full.';
    await expect(readAll()).rejects.toMatchObject({ code: 'ENGINE_FAULT', message });
  });

  it.each([0, 5])('that says so where it may not is refused (after %i lines)', async (lines) => {
    const whole = (await readAll()).map((line) => `${JSON.stringify(line)}\n`);
    const text =
      '{"type":"failure","code":"READ_FAILED","message":"The page could not be read."}\n';
    const body = whole.toSpliced(lines, 0, text).join('');
    expect(whole).toHaveLength(5);
    engine.setFault('readAll', { kind: 'answer', status: 200, type: 'application/x-ndjson', body });
    await expect(readAll()).rejects.toMatchObject({ code: 'ENGINE_RESPONSE_INVALID' });
  });

  it('in the middle of a line is truncated', async () => {
    const body = '{"type":"header"';
    engine.setFault('readAll', { kind: 'answer', status: 200, type: 'application/x-ndjson', body });
    await expect(readAll()).rejects.toMatchObject({ code: 'ENGINE_STREAM_TRUNCATED' });
  });

  it.each([
    ['no JSON', 'garbage 6281234567890\n'],
    ['no known type', '{"type":"surprise"}\n'],
    ['a broken contract', '{"type":"contacts","contacts":[{"contact_id":"628123@c.us"}]}\n'],
    ['an over-long line', `${'x'.repeat(300_000)}\n`],
    ['an over-long line without an end', 'x'.repeat(300_000)],
    [
      'a second header',
      '{"type":"header","session_id":"a-session","kind":"all","started_at":"2024-01-15T10:29:58.000Z","account":{"lid":null,"phone_number":null},"estimated_groups":null,"estimated_contacts":null}\n',
    ],
    ['members of no group', '{"type":"participants","group_id":"1@g.us","participants":[]}\n'],
  ])('that holds %s is refused without quoting it', async (_, text) => {
    engine.setFault('readAll', { kind: 'inject', afterLines: 1, text });
    const failure = await readAll().catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({ code: 'ENGINE_RESPONSE_INVALID', status: 502 });
    expect(String(failure)).not.toMatch(/\d{6}/);
  });

  it('that holds groups after contacts is refused', async () => {
    engine.setFault('readAll', {
      kind: 'inject',
      afterLines: 3,
      text: '{"type":"groups","groups":[]}\n',
    });
    await expect(readAll()).rejects.toMatchObject({ code: 'ENGINE_RESPONSE_INVALID' });
  });

  it('that lost a batch on the way is refused', async () => {
    for (const line of [0, 1, 2]) {
      engine.setFault('readAll', { kind: 'drop', line });
      await expect(readAll()).rejects.toMatchObject({ code: 'ENGINE_RESPONSE_INVALID' });
    }
  });

  it('of another session or kind than asked is refused', async () => {
    engine.setSession('other', { status: 'connected' });
    const lines = await Array.fromAsync(
      client.read({ sessionId: 'other', kind: 'all', deadlineMs: 20_000 }),
    );
    const body = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
    engine.setFault('readAll', { kind: 'answer', status: 200, type: 'application/x-ndjson', body });
    await expect(readAll()).rejects.toMatchObject({ code: 'ENGINE_RESPONSE_INVALID' });
  });

  it('that answers JSON where NDJSON was asked is refused', async () => {
    engine.setFault('readAll', {
      kind: 'answer',
      status: 200,
      type: 'application/json',
      body: '{}',
    });
    await expect(readAll()).rejects.toMatchObject({ code: 'ENGINE_RESPONSE_INVALID' });
  });

  it('that is too slow is ENGINE_TIMEOUT, before and after its first line', async () => {
    for (const afterLines of [0, 2]) {
      const gate = engine.pauseReads('all', afterLines);
      const failure = readAll({ deadlineMs: 100 });
      await expect(failure).rejects.toMatchObject({ code: 'ENGINE_TIMEOUT', status: 504 });
      gate.open();
    }
  });

  it('that is aborted closes its connection and throws the reason', async () => {
    const gate = engine.pauseReads('all', 2);
    const controller = new AbortController();
    const reading = readAll({ signal: controller.signal });
    reading.catch(() => {});
    await gate.reached;
    expect(engine.openReads()).toBe(1);
    const reason = new Error('the last waiter left');
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    await vi.waitFor(() => expect(engine.openReads()).toBe(0));
    gate.open();
  });

  it('that the consumer leaves closes its connection', async () => {
    const gate = engine.pauseReads('all', 2);
    for await (const line of client.read({ sessionId: ID, kind: 'all', deadlineMs: 20_000 })) {
      if (line.type === 'groups') break;
    }
    await vi.waitFor(() => expect(engine.openReads()).toBe(0));
    gate.open();
  });

  it('is slowed down by a slow consumer', async () => {
    const many = Array.from({ length: 60_000 }, (_, n) =>
      engineContact({ phone: `62813${n + 1e6}` }),
    );
    engine.setSession('large', { status: 'connected' });
    engine.setAccount('large', { contacts: many });
    const lines = client.read({ sessionId: 'large', kind: 'contacts', deadlineMs: 60_000 });
    expect((await lines.next()).value).toMatchObject({ type: 'header' });
    // The answer is larger than all buffers on the way. If the engine did not wait for us, it would
    // have sent all of it in the time of a whole other read.
    const other = client.read({ sessionId: 'large', kind: 'contacts', deadlineMs: 60_000 });
    expect((await Array.fromAsync(other)).at(-1)).toMatchObject({ total_contacts: 60_000 });
    expect(engine.openReads()).toBe(1);
    expect((await Array.fromAsync(lines)).at(-1)).toMatchObject({ total_contacts: 60_000 });
  });
});
