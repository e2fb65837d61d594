import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findBrowser } from '../../src/browser/find-browser.ts';
import { launchOptions } from '../../src/browser/launch-options.ts';
import { networkArguments } from '../../src/browser/network-rules.ts';
import { loadConfig } from '../../src/config.ts';
import { installedBrowsers } from '../support/installed-browsers.ts';
import { BROWSER_DIR, SYSTEM_PATH } from '../support/test-engine.ts';

const rulesOf = (args: readonly string[]) => args.find((arg) => arg.startsWith('--host-resolver'));

it("lets the operator's proxies resolve, and their own rules replace ours", () => {
  const args = ['--proxy-server=https=http://one.example:3128;socks5://two.example'];
  const rules = rulesOf(networkArguments(args, { HTTPS_PROXY: 'http://three.example:8080' }));
  for (const host of ['one.example', 'two.example', 'three.example', '*.whatsapp.net']) {
    expect(rules).toContain(`EXCLUDE ${host}`);
  }
  expect(rulesOf(networkArguments(['--host-resolver-rules=MAP a b'], {}))).toBeUndefined();
  expect(rulesOf(networkArguments(['--proxy-pac-url=http://x/'], {}))).toBeUndefined();
});

describe.each(installedBrowsers())('a page in %s', (kind) => {
  it('reaches neither loopback, nor private networks, nor link-local addresses, nor other hosts', async () => {
    const sink = await openSink();
    const page = await (await launch(kind)).newPage();
    const addresses = [
      `http://127.0.0.1:${sink.port}/`,
      `http://localhost:${sink.port}/`,
      `http://[::1]:${sink.port}/`,
      `http://2130706433:${sink.port}/`,
      'http://10.0.0.1/',
      'http://192.168.0.1/',
      'http://169.254.169.254/latest/meta-data/',
      'https://accounts.google.com/',
      'https://update.googleapis.com/',
    ];
    for (const address of addresses) {
      await expect(page.goto(address), address).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/);
    }
    expect(sink.requests).toEqual([]);
  });

  it('is all that the browser asks a proxy for: it has no calls of its own', async () => {
    const sink = await openSink();
    const browser = await launch(kind, [`--proxy-server=http://127.0.0.1:${sink.port}`]);
    const page = await browser.newPage();
    await page.goto('http://page.example/');
    expect(await page.content()).toContain('sink');
    const others = sink.requests.filter((line) => !line.includes(' http://page.example/'));
    expect(others).toEqual([]);
  });
});

/** Answers every request, and keeps its first line. */
async function openSink() {
  const requests: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => {
      requests.push(data.toString().split('\r\n')[0] ?? '');
      socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nsink');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { requests, port: (server.address() as { port: number }).port };
}

/** As the engine launches it, without a user of its own. */
async function launch(kind: string, args: readonly string[] = []): Promise<Browser> {
  const profileDir = await mkdtemp(join(tmpdir(), 'network-'));
  const config = loadConfig({
    PATH: SYSTEM_PATH,
    ENGINE_BROWSER: kind,
    ENGINE_BROWSER_DIR: BROWSER_DIR,
  });
  const killer = new AbortController();
  const options = launchOptions({
    browser: await findBrowser(config),
    profileDir,
    sandbox: false,
    uid: null,
    relayPort: null,
    args,
    environment: config.browserEnvironment,
    protocolTimeoutMs: 60_000,
    signal: killer.signal,
  });
  const browser = await puppeteer.launch(options);
  onTestFinished(async () => {
    await browser.close();
    await rm(profileDir, { recursive: true, force: true, maxRetries: 5 });
  });
  return browser;
}
