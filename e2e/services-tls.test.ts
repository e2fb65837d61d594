import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type LaunchedService, launchService } from '../scripts/stack/launch-service.ts';
import { UNPACKED_BROWSER } from './support/unpacked-browser.ts';

const ADMIN_KEY = 'a'.repeat(40);
const SECRET = 'new-'.repeat(10);
const OLD_SECRET = 'old-'.repeat(10);
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

let folder: string;
let database: TestDatabase;
let engine: LaunchedService;
let engineUrl: string;
const file = (name: string) => join(folder, name);

function openssl(...args: string[]): void {
  const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${stderr}`);
}

/** A private authority, and a certificate of it for the engine. */
async function makeCertificates(): Promise<void> {
  const days = ['-days', '2'];
  const authority = ['-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Private authority'];
  openssl('req', '-x509', ...NEW_KEY, ...authority, ...days);
  openssl('req', ...NEW_KEY, '-keyout', 'engine.key', '-out', 'engine.csr', '-subj', '/CN=engine');
  await writeFile(file('names'), 'subjectAltName=IP:127.0.0.1\n');
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'engine.csr', '-out', 'engine.pem', ...signed, ...days);
}

beforeAll(async () => {
  if (!hasOpenssl) return;
  folder = await mkdtemp(join(tmpdir(), 'grabber-tls-'));
  database = await createTestDatabase(testServerUrl());
  await makeCertificates();
  engine = await launchService({
    app: 'apps/engine',
    env: {
      ...UNPACKED_BROWSER,
      DATA_DIR: folder,
      PORT: '0',
      ENGINE_SECRET: SECRET,
      ENGINE_SECRET_PREVIOUS: OLD_SECRET,
      ENGINE_TLS_CERT_FILE: file('engine.pem'),
      ENGINE_TLS_KEY_FILE: file('engine.key'),
    },
    logFile: file('engine.log'),
  });
  engineUrl = engine.url.replace('http:', 'https:');
});
afterAll(async () => {
  await engine?.stop();
  await database?.drop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** What the API says of the engine, once its log has the wanted line. */
async function readiness(env: Readonly<Record<string, string>>, logged: RegExp) {
  const logFile = file(`api-${Math.random()}.log`);
  const api = await launchService({
    app: 'apps/api',
    env: {
      DATA_DIR: folder,
      PORT: '0',
      DATABASE_URL: database.url,
      ENGINE_URLS: engineUrl,
      ENGINE_SECRET: SECRET,
      ADMIN_API_KEY: ADMIN_KEY,
      ...env,
    },
    logFile,
  });
  const headers = { 'x-api-key': ADMIN_KEY };
  const body = JSON.stringify({ name: 'TLS', start: true });
  const start = await fetch(`${api.url}/api/sessions`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  });
  const { code } = (await start.json()) as { code?: string };
  // The stream of events has a connection of its own, which may come after the answer.
  await vi.waitFor(async () => expect(await readFile(logFile, 'utf8')).toMatch(logged));
  await api.stop();
  return code;
}

it.skipIf(!hasOpenssl)(
  'the API reaches an engine whose certificate a private authority made',
  async () => {
    const trusting = { ENGINE_CA_FILE: file('ca.pem') };
    expect(await readiness(trusting, /Engine event stream connected/)).toBeUndefined();
  },
);

it.skipIf(!hasOpenssl)(
  'the API refuses an engine whose authority it does not know, and says which setting is missing',
  async () => {
    const missing = /certificate is not trusted \([A-Z_]+\): check ENGINE_URLS and ENGINE_CA_FILE/;
    expect(await readiness({}, missing)).toBe('ENGINE_UNREACHABLE');
  },
);

it.skipIf(!hasOpenssl)(
  'the engine accepts the new secret and the replaced one, and no other',
  async () => {
    const ca = await readFile(file('ca.pem'));
    const statusWith = (secret: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { authorization: `Bearer ${secret}` };
        get(`${engineUrl}/sessions`, { ca, headers, agent: false }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).on('error', reject);
      });
    expect(await statusWith(SECRET)).toBe(200);
    expect(await statusWith(OLD_SECRET)).toBe(200);
    expect(await statusWith('x'.repeat(40))).toBe(401);
  },
);

it.skipIf(!hasOpenssl)(
  'the engine with a certificate ends on SIGTERM in spite of open connections',
  async () => {
    const ca = await readFile(file('ca.pem'));
    const headers = { authorization: `Bearer ${SECRET}` };
    const events = get(`${engineUrl}/events`, { ca, headers, agent: false });
    events.on('error', () => {});
    await new Promise((resolve) => events.once('response', resolve));
    await engine.stop();
    const log = await readFile(file('engine.log'), 'utf8');
    expect(await engine.ended, log.slice(-4_000)).toContain('exit 0');
  },
);
