import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@grabber/database/testing/test-database';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { buildConsole } from '../../scripts/console/build-console.ts';
import { type LaunchedService, launchService } from '../../scripts/stack/launch-service.ts';
import { type PathProxy, startPathProxy } from '../support/path-proxy.ts';
import { createRestClient } from '../support/rest-client.ts';
import { openConsoleBrowser, visitConsole } from './console-page.ts';
import { openScreen, signIn } from './console-stack.ts';
import { keptByBrowser } from './kept-by-browser.ts';

const ACCOUNT = 'Toko Rahasia';
const ADMIN_KEY = 'a'.repeat(40);

let dataDir: string;
let database: TestDatabase;
let proxy: PathProxy;
let api: LaunchedService;
let browser: Browser;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-below-'));
  database = await createTestDatabase(inject('postgresUrl'));
  proxy = await startPathProxy('/alat/wa');
  api = await launchService({
    app: 'apps/api',
    env: {
      ...{ HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, DATABASE_URL: database.url },
      ...{
        ENGINE_URLS: 'http://127.0.0.1:9',
        ENGINE_SECRET: 's'.repeat(40),
        ADMIN_API_KEY: ADMIN_KEY,
      },
      ...{ CONSOLE_DIR: await buildConsole(), PUBLIC_URL: proxy.url },
    },
    logFile: join(dataDir, 'logs', 'api.log'),
  });
  proxy.target = api.url;
  browser = await openConsoleBrowser();
});
afterAll(async () => {
  await browser?.close();
  proxy?.close();
  await api?.stop();
  await database?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

it('signs in, opens screens and a shared address, and leaves nothing behind, all below the path of a proxy', async () => {
  const call = createRestClient(api.url, ADMIN_KEY);
  const scopes = ['read', 'grab', 'manage', 'admin'];
  const created = await call('POST', '/keys', { body: { name: 'Pemilik', scopes } });
  await call('POST', '/sessions', { body: { name: ACCOUNT } });
  const visit = await visitConsole(browser, `${proxy.url}/`);
  const { page } = visit;
  const kept = keptByBrowser(page);
  await signIn(page, created.body.data.key);
  await openScreen(page, 'Akun');
  await page.getByText(ACCOUNT).first().waitFor();
  expect(await kept()).toContain(ACCOUNT);
  await openScreen(page, 'Jadwal');
  expect(new URL(page.url()).pathname).toBe('/alat/wa/schedules');
  const [cookie] = await visit.context.cookies();
  expect(cookie).toMatchObject({ path: '/alat/wa', httpOnly: true, sameSite: 'Strict' });
  await page.goto(`${proxy.url}/webhooks`);
  await page.getByRole('heading', { name: 'Webhook', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Pemilik' }).click();
  await page.getByRole('menuitem', { name: 'Keluar', exact: true }).click();
  await page.locator('input[type=password]').waitFor();
  const left = await kept();
  for (const personal of [ACCOUNT, created.body.data.key]) expect(left).not.toContain(personal);
  expect(await visit.context.cookies()).toEqual([]);
  expect([visit.foreign, proxy.lost]).toEqual([[], []]);
  await visit.context.close();
});
