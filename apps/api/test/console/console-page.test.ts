import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const PAGE =
  '<!doctype html><html><head><title>Console</title><script type="module" src="./assets/app-1a2b.js"></script></head></html>';
const SCRIPT = `console.log(${JSON.stringify('x'.repeat(5_000))});`;
const OPENED = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let root: string;
let dir: string;
let api: TestApi;
let below: TestApi;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'grabber-console-'));
  dir = join(root, 'dist');
  await mkdir(join(dir, 'assets'), { recursive: true });
  await writeFile(join(root, 'secret.txt'), 'not for browsers');
  await writeFile(join(dir, '.hidden'), 'not for browsers');
  await writeFile(join(dir, 'index.html'), PAGE);
  await writeFile(join(dir, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(dir, 'assets/app-1a2b.js'), SCRIPT);
  await writeFile(join(dir, 'assets/packed-1a2b.js'), SCRIPT);
  await writeFile(join(dir, 'assets/packed-1a2b.js.gz'), gzipSync(SCRIPT));
  api = await startTestApi({ consoleDir: dir });
  const publicUrl = 'https://example.org/whatsapp';
  below = await startTestApi({ consoleDir: dir, publicUrl });
});
afterAll(async () => {
  await api.stop();
  await below.stop();
  await rm(root, { recursive: true, force: true });
});

const open = (path: string, headers: Record<string, string> = OPENED, from = api) =>
  request(from, path, { key: null, headers });

/** Where a page of these headers may have its scripts from. */
function scriptSources(headers: Headers): string | undefined {
  const parts = (headers.get('content-security-policy') ?? '')
    .split(';')
    .map((part) => part.trim());
  const of = (name: string) => parts.find((part) => part.startsWith(`${name} `));
  return ['script-src-elem', 'script-src-attr', 'script-src', 'default-src']
    .map((name) => of(name)?.slice(name.length + 1))
    .find((sources) => sources !== undefined);
}

/** As it is written, where `fetch` would take `..` away. */
async function openRaw(path: string): Promise<string> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.end(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

describe('the page of the console', () => {
  it('is what every address answers that a browser opens', async () => {
    for (const path of ['/', '/sessions/6b1f/contacts?q=a%20b', '/docs.html', '/a/b.c', '/apis']) {
      const answer = await open(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.text).toBe(PAGE.replace('<head>', '<head><base href="/">'));
    }
    expect((await open('/', {})).text).toContain('<title>Console</title>');
    const head = await request(api, '/', { key: null, method: 'HEAD' });
    expect([head.status, head.text]).toEqual([200, '']);
  });

  it('runs no script but its own files, is in no frame, and tells no one where it was', async () => {
    const { headers } = await open('/');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'",
    );
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    // It works over plain HTTP.
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('lets no inline script run from any address, also not of a refusal or of a file', async () => {
    const places = ['contacts?q=a', 'groups', 'changes', 'grabs', 'schedules', 'webhooks'];
    const screens = ['', 'index.html', ...places, 'access?tab=audit', 'system', 'no/such/screen'];
    const files = ['assets/app-1a2b.js', 'assets/none.js', 'icon.svg', 'none.png', '.hidden'];
    const others = ['docs', 'docs/', 'docs/start.js', 'docs/none', 'openapi.json', 'metrics'];
    const ofApi = [
      'health/live',
      'api',
      'api/none',
      'api/sessions',
      'api/sessions/1/qr?format=svg',
    ];
    for (const path of [...screens, ...files, ...others, ...ofApi]) {
      for (const from of [api, below]) {
        const { headers } = await open(`/${path}`, OPENED, from);
        expect([path, scriptSources(headers)]).toEqual([
          path,
          expect.stringMatching(/^'(self|none)'$/),
        ]);
      }
    }
    const refused = await request(api, '/contacts', { method: 'POST', key: null, headers: OPENED });
    expect(scriptSources(refused.headers)).toBe("'none'");
  });

  it('takes nothing from the API: its routes, and what it does not have, answer as before', async () => {
    for (const path of ['/api/nothing', '/api', '/metrics/x', '/health/x', '/docs/x', '/assets']) {
      const answer = await open(path);
      expect([path, answer.status, answer.body?.code]).toEqual([path, 404, 'ROUTE_NOT_FOUND']);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    expect((await open('/api/sessions')).status).toBe(401);
    expect((await open('/docs')).text).toContain('scalar.js');
    expect((await open('/openapi.json')).body.openapi).toBe('3.1.1');
    const posted = await request(api, '/sessions', { method: 'POST', key: null, headers: OPENED });
    expect(posted.status).toBe(404);
    expect((await open('/nothing.png', { accept: 'image/*' })).status).toBe(404);
  });

  it('finds its files below the path of PUBLIC_URL, whether a proxy passes the path on or not', async () => {
    for (const path of ['/', '/whatsapp/', '/whatsapp', '/whatsapp/sessions/1', '/sessions/1']) {
      const answer = await open(path, OPENED, below);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.text).toContain('<head><base href="/whatsapp/">');
    }
    for (const path of ['/whatsapp/assets/app-1a2b.js', '/assets/app-1a2b.js']) {
      expect((await open(path, {}, below)).text).toBe(SCRIPT);
    }
    expect((await open('/whatsapp/api/nothing', OPENED, below)).body.code).toBe('ROUTE_NOT_FOUND');
  });
});

describe('the files of the console', () => {
  it('with a hash in their names stay in the browser for a year', async () => {
    const { status, headers, text: body } = await open('/assets/app-1a2b.js', {});
    expect([status, body]).toEqual([200, SCRIPT]);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-type')).toMatch(/^(text|application)\/javascript/);
  });

  it('without one are asked for again', async () => {
    const { status, headers } = await open('/icon.svg', { accept: 'image/*' });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(headers.get('content-type')).toBe('image/svg+xml');
  });

  it('are sent compressed, by the build or by the API', async () => {
    for (const path of ['/assets/packed-1a2b.js', '/assets/app-1a2b.js']) {
      const { headers, text: body } = await open(path, { 'accept-encoding': 'gzip' });
      expect([path, body]).toEqual([path, SCRIPT]);
      expect(headers.get('content-encoding')).toBe('gzip');
      expect(headers.get('vary')).toContain('accept-encoding');
    }
  });

  it('are all that is served of the disk', async () => {
    expect((await open('/assets/unknown.js', OPENED)).body.code).toBe('ROUTE_NOT_FOUND');
    const planted = [
      '/assets/../../secret.txt',
      '/assets/%2e%2e/%2e%2e/secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/assets/..%5c..%5csecret.txt',
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/assets//../../../secret.txt',
      '/.hidden',
      '/assets/%00',
    ];
    for (const path of planted) {
      const answer = await openRaw(path);
      expect([path, /^HTTP\/1.1 4\d\d /.test(answer)]).toEqual([path, true]);
      expect(answer).not.toContain('not for browsers');
    }
  });
});

describe('without CONSOLE_DIR', () => {
  it('an address that a browser opens is not found, as before', async () => {
    const bare = await startTestApi();
    for (const path of ['/', '/sessions', '/assets/app-1a2b.js']) {
      expect((await open(path, OPENED, bare)).body.code).toBe('ROUTE_NOT_FOUND');
    }
    await bare.stop();
  });

  it('or with one that is no console, the API says so and does not start', async () => {
    await expect(startTestApi({ consoleDir: root, beside: api, db: api.db })).rejects.toThrow(
      /CONSOLE_DIR has no console: .*index\.html cannot be read \(ENOENT\)/,
    );
  });
});
