import { rm } from 'node:fs/promises';
import { createTestDatabase, type TestDatabase } from '@grabber/database/testing/test-database';
import { launchBrowser, makeProfile } from '@grabber/whatsapp-simulator/testing/browser';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type LaunchedService, launchService } from '../scripts/stack/launch-service.ts';
import { type PathProxy, startPathProxy } from './support/path-proxy.ts';

type Browser = Awaited<ReturnType<typeof launchBrowser>>;

const WAIT_MS = 120_000;

let database: TestDatabase;
let profile: string;
let api: LaunchedService;
let proxy: PathProxy;
let browser: Browser;

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  profile = await makeProfile();
  api = await launchService({
    app: 'apps/api',
    env: {
      ...{ HOST: '127.0.0.1', PORT: '0', DATA_DIR: profile, DATABASE_URL: database.url },
      ...{ ENGINE_URLS: 'http://127.0.0.1:9', ENGINE_SECRET: 's'.repeat(40) },
      ADMIN_API_KEY: 'a'.repeat(40),
    },
    logFile: `${profile}/logs/api.log`,
  });
  proxy = await startPathProxy('/grabber');
  proxy.target = api.url;
  browser = await launchBrowser(['--disable-dev-shm-usage', '--disable-gpu'], profile);
});
afterAll(async () => {
  await browser?.close();
  proxy?.close();
  await api?.stop();
  await database?.drop();
  await rm(profile, { recursive: true, force: true });
});

/**
 * Runs in the page: it is built, but not drawn. The packaged headless shell has one font, and ends when it draws a
 * page that names fonts which are not there.
 */
const DO_NOT_DRAW = `
  addEventListener('DOMContentLoaded', () => {
    document.documentElement.style.display = 'none';
  });
`;

it.each([
  ['the API itself', () => `${api.url}/docs`, 'Creates a session'],
  ['a proxy below a path', () => `${proxy.url}/docs/?lang=id`, 'Membuat session'],
])('shows the document behind %s, and loads nothing from elsewhere', async (_, address, text) => {
  const page = await browser.newPage();
  const problems: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('requestfailed', (failed) => problems.push(`${failed.url()} failed`));
  page.on('request', (one) => asked.push(one.url()));
  await page.evaluateOnNewDocument(DO_NOT_DRAW);
  await page.goto(address(), { timeout: WAIT_MS });
  await page.waitForFunction(`document.body.textContent.includes(${JSON.stringify(text)})`, {
    timeout: WAIT_MS,
  });
  const root = new URL('.', address().replace(/\/docs.*/, '/docs')).href;
  expect(asked.filter((url) => !url.startsWith(root) && !/^(data|blob):/.test(url))).toEqual([]);
  expect(asked.some((url) => url.startsWith(`${root}openapi.json`))).toBe(true);
  expect(problems).toEqual([]);
  await page.close();
});
