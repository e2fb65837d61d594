import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '@grabber/primitives/testing/steady-port';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openProxyRelay } from '../../src/browser/proxy-relay.ts';
import { createSealedProxies } from '../../src/sessions/sealed-proxies.ts';
import { pair, shownQr } from '../support/pairing.ts';
import { browserTree } from '../support/processes.ts';
import { startEngine } from '../support/test-engine.ts';
import { startTestProxy, type TestProxy } from '../support/test-proxy.ts';
import { useEngine } from '../support/use-engine.ts';

const PASSWORD = 'proxy-password-8812';
const CREDENTIALS = { username: 'proxy-user', password: PASSWORD };

describe('a session with a proxy', () => {
  const use = useEngine({ ENGINE_RESTART_ATTEMPTS: '0' });
  let proxy: TestProxy;
  let id = 0;
  let path: string;

  beforeAll(async () => {
    proxy = await startTestProxy(use.simulator.httpsPort);
  });
  beforeEach(() => {
    id += 1;
    path = `/sessions/by-proxy-${id}`;
    proxy.demand(`proxy-user:${PASSWORD}`);
    proxy.targets.length = 0;
    proxy.credentials.length = 0;
  });
  afterEach(async () => void (await use.engine.call('DELETE', path)));
  afterAll(() => proxy.close());

  const start = (changes: object = {}) =>
    use.engine.call('PUT', path, {
      body: { proxy: { host: '127.0.0.1', port: proxy.port, ...CREDENTIALS, ...changes } },
    });

  it('connects through it alone, and its password is on no command line, in no log and in no file', async () => {
    const session = path.split('/').at(-1) as string;
    await start();
    await shownQr(use.engine, session);
    expect(proxy.targets.length).toBeGreaterThan(0);
    for (const target of proxy.targets) expect(target).toMatch(/\.whatsapp\.(com|net):443$/);
    const directory = join(use.dataDir, 'engine', 'sessions', session);
    const tree = await browserTree(directory);
    const processes = tree.flatMap((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`]);
    const files = [...processes, join(directory, 'session.json')];
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
    expect(texts.join('')).toContain('--proxy-server=http://127.0.0.1:');
    const encoded = Buffer.from(`proxy-user:${PASSWORD}`).toString('base64');
    for (const secret of [PASSWORD, encoded]) {
      expect([...texts, ...use.engine.output].join('')).not.toContain(secret);
    }
  });

  it('whose password is wrong fails with PROXY_AUTH_FAILED and what to do', async () => {
    await start({ password: 'wrong' });
    const session = await use.engine.reaches(path.split('/').at(-1) as string, 'failed');
    expect(session.last_error?.code).toBe('PROXY_AUTH_FAILED');
    expect(session.action_required?.message).toContain('proxy');
  });

  it('that cannot be reached fails with PROXY_UNREACHABLE', async () => {
    await start({ port: await freePort() });
    const session = await use.engine.reaches(path.split('/').at(-1) as string, 'failed');
    expect(session.last_error?.code).toBe('PROXY_UNREACHABLE');
  });
});

describe('a linked session with a proxy', () => {
  const use = useEngine();

  it('is restored through it, and never without', async () => {
    const proxy = await startTestProxy(use.simulator.httpsPort);
    const account = { contacts: 3, groups: 1, participants: 2, seed: 77_001 };
    const { account_id } = await use.simulator.control.createAccount(account);
    await use.engine.call('PUT', '/sessions/kept', {
      body: { proxy: { host: '127.0.0.1', port: proxy.port, ...CREDENTIALS } },
    });
    // A start without a body leaves it as it is.
    await pair(use.engine, use.simulator, 'kept', account_id);
    await use.engine.end('SIGTERM');
    const before = proxy.targets.length;
    use.engine = await startEngine(use);
    await use.engine.reaches('kept', 'connected');
    expect(proxy.targets.length).toBeGreaterThan(before);
    expect(proxy.credentials.every((given) => given?.startsWith('Basic '))).toBe(true);
    await proxy.close();
  });
});

it('the relay passes on tunnels to WhatsApp alone', async () => {
  const proxy = await startTestProxy(1);
  const relay = await openProxyRelay({ host: '127.0.0.1', port: proxy.port });
  const ask = async (line: string) => {
    const socket = connect(relay.port, '127.0.0.1');
    socket.write(`${line} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const [data] = await once(socket, 'data');
    socket.destroy();
    return String(data).split('\r\n')[0];
  };
  for (const target of ['accounts.google.com:443', '127.0.0.1:22', 'whatsapp.net.example:443']) {
    expect(await ask(`CONNECT ${target}`), target).toBe('HTTP/1.1 403 Forbidden');
  }
  expect(await ask('GET http://web.whatsapp.com/')).toBe('HTTP/1.1 403 Forbidden');
  expect(proxy.targets).toEqual([]);
  relay.close();
  await proxy.close();
});

it('a sealed proxy is readable for its own session and with the same secret only', () => {
  const proxies = createSealedProxies(['s'.repeat(40)]);
  const proxy = { host: 'proxy.example', port: 3128, ...CREDENTIALS };
  const sealed = proxies.seal('one', proxy);
  expect(sealed).not.toContain(PASSWORD);
  expect(proxies.open('one', sealed)).toEqual(proxy);
  expect(proxies.open('one', proxies.seal('one', null))).toBeNull();
  const rotated = createSealedProxies(['t'.repeat(40), 's'.repeat(40)]);
  expect(rotated.open('one', sealed)).toEqual(proxy);
  const refused = expect.objectContaining({ code: 'PROXY_AUTH_FAILED' });
  expect(() => proxies.open('two', sealed)).toThrow(refused);
  expect(() => createSealedProxies(['t'.repeat(40)]).open('one', sealed)).toThrow(refused);
});
