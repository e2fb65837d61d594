import type { EngineIdentity } from '@grabber/contracts/engine/lease';
import { createEngineClient } from '@grabber/engine-client';
import { EngineError } from '@grabber/engine-client/engine-error';
import { type FakeEngine, startFakeEngine } from '@grabber/engine-client/testing/fake-engine';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import type { EngineAddresses } from '../../src/engines/engine-variables.ts';
import { asSeen, createKnownEngines } from '../../src/engines/known-engines.ts';

let one: FakeEngine;
let two: FakeEngine;
beforeAll(async () => {
  one = await startFakeEngine();
  two = await startFakeEngine(one.secret);
  return async () => {
    await one.close();
    await two.close();
  };
});
const opened: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(opened.map((engines) => engines.close())));

function known(
  addresses: EngineAddresses,
  resolve?: (hostname: string) => Promise<readonly string[]>,
) {
  const engines = createKnownEngines({
    addresses,
    connect: (url) => createEngineClient({ url, secret: one.secret }),
    maxSeenMs: 15_000,
    logger: pino({ level: 'silent' }),
    ...(resolve && { resolve }),
  });
  opened.push(engines);
  return engines;
}

it('sees the engines that answer, and forgets what one that cannot be reached has said', async () => {
  const engines = known({ kind: 'several', urls: [one.url, two.url, 'http://127.0.0.1:9'] });
  await engines.probe();
  const ids = () => engines.seen().map(({ reading }) => reading.identity.engine_id);
  expect(ids()).toEqual([one.engineId(), two.engineId()]);
  one.setBrowserLimit(7);
  await engines.probe(60_000);
  expect(asSeen(engines.seen()[0]!, 'any').free_browsers).toBe(1_000);
  await engines.probe();
  expect(asSeen(engines.seen()[0]!, 'any').free_browsers).toBe(7);
  await one.goDown();
  await engines.probe();
  expect(ids()).toEqual([two.engineId()]);
  await one.comeUp();
  await engines.probe();
  expect(ids()).toEqual([one.engineId(), two.engineId()]);
});

it('does not wait again for an engine that was silent, and sees it when it answers', async () => {
  const engines = createKnownEngines({
    addresses: { kind: 'several', urls: [one.url, two.url] },
    connect: (url) => {
      const client = createEngineClient({ url, secret: one.secret });
      return url === two.url ? { ...client, identity } : client;
    },
    maxSeenMs: 15_000,
    logger: pino({ level: 'silent' }),
  });
  opened.push(engines);
  const { promise, resolve } = Promise.withResolvers<EngineIdentity>();
  const silence = new EngineError('ENGINE_TIMEOUT', 'No answer.');
  const identity = vi.fn().mockRejectedValueOnce(silence).mockReturnValue(promise);
  const ids = () => engines.seen().map(({ reading }) => reading.identity.engine_id);
  await engines.probe();
  await engines.probe();
  expect(identity).toHaveBeenCalledTimes(2);
  expect(ids()).toEqual([one.engineId()]);
  resolve(await createEngineClient({ url: two.url, secret: one.secret }).identity());
  await vi.waitFor(() => expect(ids()).toEqual([one.engineId(), two.engineId()]));
});

it('counts an engine with two addresses once', async () => {
  const engines = known({
    kind: 'several',
    urls: [one.url, one.url.replace('127.0.0.1', 'localhost')],
  });
  await engines.probe();
  await engines.probe();
  expect(engines.seen()).toHaveLength(1);
});

it('sees an engine at its other address when the first one is silent', async () => {
  const silent = one.url.replace('127.0.0.1', 'localhost');
  const maxSeenMs = 400;
  let isSilent = false;
  const engines = createKnownEngines({
    addresses: { kind: 'several', urls: [silent, one.url] },
    connect(url) {
      const client = createEngineClient({ url, secret: one.secret });
      const identity: typeof client.identity = async (call) => {
        // At first only the one, then only the other.
        if ((url === silent) === isSilent) throw new EngineError('ENGINE_TIMEOUT', 'No answer.');
        return client.identity(call);
      };
      return { ...client, identity };
    },
    maxSeenMs,
    logger: pino({ level: 'silent' }),
  });
  opened.push(engines);
  await engines.probe();
  expect(engines.seen().map(({ address }) => address)).toEqual([silent]);
  isSilent = true;
  await vi.waitFor(async () => {
    await engines.probe();
    expect(engines.seen().map(({ address }) => address)).toEqual([one.url]);
  });
});

it('takes every address of a name for an engine, and keeps them while the name server is away', async () => {
  const { port } = new URL(one.url);
  const names: string[] = [];
  let answer: () => Promise<readonly string[]> = async () => ['127.0.0.1', '::1'];
  const engines = known({ kind: 'dns', url: `http://engine:${port}` }, async (hostname) => {
    names.push(hostname);
    return answer();
  });
  await engines.probe();
  expect(names).toEqual(['engine']);
  expect(engines.list().map(({ address }) => address)).toEqual([
    `http://127.0.0.1:${port}/`,
    `http://[::1]:${port}/`,
  ]);
  answer = async () => {
    throw new Error('the name server is away');
  };
  await engines.probe();
  expect(engines.list()).toHaveLength(2);
});

it.each([
  ['http://engine:3001', { kind: 'one', url: 'http://engine:3001' }],
  ['http://a:3001, http://b:3001', { kind: 'several', urls: ['http://a:3001', 'http://b:3001'] }],
  ['dns+http://engine:3001', { kind: 'dns', url: 'http://engine:3001' }],
])('reads ENGINE_URLS=%s', (ENGINE_URLS, addresses) => {
  const { engines } = loadConfig({ ENGINE_URLS });
  expect(engines).toEqual({ addresses, leaseSeconds: 60, marginSeconds: 10 });
});

it.each([
  ['http://a:3001,', /"" is not an http or https address/],
  ['http://a:3001,http://a:3001/', /the same address twice/],
  ['dns+https://a:3001', /dns\+ must be followed by an http address/],
  ['dns+http://a:3001,http://b:3001', /"dns\+http:\/\/a:3001" is not an http/],
])('refuses ENGINE_URLS=%s', (ENGINE_URLS, why) => {
  expect(() => loadConfig({ ENGINE_URLS })).toThrow(why);
});
