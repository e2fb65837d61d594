import type { EngineEvent } from '@grabber/contracts/engine/event';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createEngineClient, type EngineClient } from '../src/engine-client.ts';
import { parseEvents } from '../src/parse-events.ts';
import { type FakeEngine, startFakeEngine } from '../src/testing/fake-engine.ts';

const EVENT_STREAM = 'text/event-stream';
const SNAPSHOT = { type: 'snapshot', sessions: [], qrs: [], reads: [] };
const REMOVED = { type: 'session_removed', session_id: 'a' };
const text = (event: { type: string }) =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

let engine: FakeEngine;
let client: EngineClient;

beforeAll(async () => {
  engine = await startFakeEngine();
  client = createEngineClient({ url: engine.url, secret: engine.secret });
});
afterEach(() => engine.clearFaults());
afterAll(async () => {
  await client.close();
  await engine.close();
});

function answerWith(body: string, type = EVENT_STREAM): void {
  engine.setFault('events', { kind: 'answer', status: 200, type, body });
}

describe('the text of events', () => {
  const parsed = (chunks: Buffer[]) =>
    Array.fromAsync(
      parseEvents(
        (async function* () {
          yield* chunks;
        })(),
      ),
    );

  it('is parsed with any split, line ending and comment', async () => {
    const pretty = JSON.stringify(SNAPSHOT, null, 1).split('\n');
    const lines = [
      ': a comment, é',
      'id: 7',
      'event:snapshot',
      ...pretty.map((line) => `data: ${line}`),
      '',
      'data',
      '',
      ':',
      '',
      'event: session_removed',
      `data: ${JSON.stringify(REMOVED)}`,
      '',
      '',
    ];
    for (const end of ['\n', '\r\n']) {
      const bytes = Buffer.from(lines.join(end));
      const single = Array.from(bytes, (byte) => Buffer.from([byte]));
      for (const chunks of [[bytes], single]) {
        expect(await parsed(chunks)).toEqual([SNAPSHOT, REMOVED]);
      }
    }
  });

  it('without its last empty line is no event', async () => {
    expect(await parsed([Buffer.from(text(SNAPSHOT).slice(0, -1))])).toEqual([]);
  });

  it('with an endless event is refused', async () => {
    const line = Buffer.from(`data: ${'x'.repeat(1_000_000)}\n`);
    const endless = (async function* () {
      for (let n = 0; n < 20; n += 1) yield line;
    })();
    const failure = Array.fromAsync(parseEvents(endless));
    await expect(failure).rejects.toMatchObject({ code: 'ENGINE_RESPONSE_INVALID' });
  });
});

describe('the events', () => {
  const follow = (options?: Parameters<EngineClient['events']>[0]) =>
    Array.fromAsync(client.events(options));

  it('of an unknown type are skipped', async () => {
    answerWith(text(SNAPSHOT) + text({ type: 'weather' }) + text(REMOVED));
    expect(await follow()).toEqual([SNAPSHOT, REMOVED]);
  });

  it.each([
    ['that are not an event stream', '{}', 'application/json'],
    ['that are not JSON', 'event: qr\ndata: {"qr":"2@secret\n\n', EVENT_STREAM],
    ['that break the contract', 'event: qr\ndata: {"qr":"2@secret"}\n\n', EVENT_STREAM],
    ['whose two types differ', `event: qr\ndata: ${JSON.stringify(REMOVED)}\n\n`, EVENT_STREAM],
    ['without a snapshot first', text(REMOVED), EVENT_STREAM],
    ['with a second snapshot', text(SNAPSHOT) + text(SNAPSHOT), EVENT_STREAM],
  ])('%s are refused without quoting them', async (_, body, type) => {
    answerWith(body, type);
    const failure = await follow().catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({ code: 'ENGINE_RESPONSE_INVALID', status: 502 });
    expect(`${failure} ${(failure as Error).cause}`).not.toContain('2@secret');
  });

  it('that stop in the middle of a line are ENGINE_STREAM_TRUNCATED', async () => {
    answerWith(`${text(SNAPSHOT)}event: q`);
    await expect(follow()).rejects.toMatchObject({ code: 'ENGINE_STREAM_TRUNCATED' });
  });

  it('that are silent are ENGINE_TIMEOUT, before and after the snapshot', async () => {
    await expect(follow({ silenceMs: 100 })).rejects.toMatchObject({ code: 'ENGINE_TIMEOUT' });
    engine.setFault('events', { kind: 'hang' });
    await expect(follow({ silenceMs: 100 })).rejects.toMatchObject({ code: 'ENGINE_TIMEOUT' });
  });

  it('survive a slow consumer', async () => {
    const seen: EngineEvent[] = [];
    const silenceMs = 1_500;
    for await (const event of client.events({ silenceMs })) {
      seen.push(event);
      if (seen.length === 2) break;
      await new Promise((resolve) => setTimeout(resolve, 2 * silenceMs));
      engine.setSession('slow', { status: 'connected' });
    }
    expect(seen.map(({ type }) => type)).toEqual(['snapshot', 'session']);
  });

  it('need the secret and an engine that can be reached', async () => {
    const stranger = createEngineClient({ url: engine.url, secret: 'w'.repeat(32) });
    const refused = Array.fromAsync(stranger.events());
    await expect(refused).rejects.toMatchObject({ code: 'ENGINE_REJECTED_SECRET' });
    await stranger.close();
    const lost = createEngineClient({ url: 'http://127.0.0.1:1', secret: engine.secret });
    const failure = Array.fromAsync(lost.events());
    await expect(failure).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    await lost.close();
  });

  it('close the connection when their consumer leaves', async () => {
    for await (const { type } of client.events()) {
      expect(type).toBe('snapshot');
      expect(engine.followers()).toBe(1);
      break;
    }
    await vi.waitFor(() => expect(engine.followers()).toBe(0));
  });
});
