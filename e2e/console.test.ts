import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildConsole } from '../scripts/build-console.ts';
import {
  type ConsoleVisit,
  openConsoleBrowser,
  violationsOf,
  visitConsole,
} from './support/console-page.ts';
import { createRestClient, type RestClient } from './support/rest-client.ts';
import { ADMIN_KEY, startWholeStack, type WholeStack } from './support/whole-stack.ts';

/** A name that would run a script, if it were not text everywhere. */
const EVIL = '<img src=x onerror="globalThis.planted = 1">';
const PLANT = `
  const script = document.createElement('script');
  script.textContent = 'globalThis.planted = 2';
  document.body.append(script);
`;
const PLACES = [
  'Akun',
  'Kontak',
  'Grup',
  'Perubahan',
  'Riwayat grab',
  'Jadwal',
  'Webhook',
  'Kunci dan audit',
  'Kesehatan',
];

let stack: WholeStack;
let call: RestClient;
let browser: Browser;
let visit: ConsoleVisit;

beforeAll(async () => {
  const consoleDir = await buildConsole();
  stack = await startWholeStack(inject('postgresUrl'), { api: { CONSOLE_DIR: consoleDir } });
  call = createRestClient(stack.apiUrl, ADMIN_KEY);
  browser = await openConsoleBrowser();
  visit = await visitConsole(browser, stack.apiUrl);
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

async function signIn({ page }: ConsoleVisit, key: string): Promise<void> {
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Masuk' }).click();
}

describe('signing in', () => {
  it('refuses a wrong key with its code, and shows nothing else', async () => {
    await signIn(visit, 'wrong');
    await visit.page.getByText('Kode UNAUTHORIZED').waitFor();
    expect(await violationsOf(visit.page)).toEqual([]);
    expect(await visit.page.getByRole('navigation').count()).toBe(0);
  });

  it('takes a key, and keeps it nowhere in the browser', async () => {
    const body = { name: 'Konsol', scopes: ['read', 'grab', 'manage', 'admin'] };
    const created = await call('POST', '/keys', { body });
    await signIn(visit, created.body.data.key);
    await visit.page.getByRole('heading', { name: 'Akun', level: 1 }).waitFor();
    const kept = await visit.page.evaluate('JSON.stringify([localStorage, sessionStorage])');
    expect(kept).not.toContain(created.body.data.key);
    const [cookie] = await visit.context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    expect(cookie?.value).not.toBe(created.body.data.key);
  });

  it('takes a link once, and its token leaves the address', async () => {
    const { body } = await call('POST', '/console/links');
    const { hash } = new URL(body.data.url);
    const first = await visitConsole(browser, `${stack.apiUrl}/${hash}`);
    await first.page.getByRole('heading', { name: 'Akun', level: 1 }).waitFor();
    expect(first.page.url()).toBe(`${stack.apiUrl}/`);
    await first.context.close();
    const second = await visitConsole(browser, `${stack.apiUrl}/${hash}`);
    await second.page.getByText('Tautan ini sudah dipakai').waitFor();
    await second.context.close();
  });
});

describe('every place', () => {
  it('opens by its link and by its address, with a title of its own, and without a fault', async () => {
    const { page, foreign, complaints } = visit;
    for (const place of PLACES) {
      await page.getByRole('link', { name: place, exact: true }).click();
      await page.getByRole('heading', { name: place, level: 1 }).waitFor();
      expect(await page.title()).toBe(`${place} · WhatsApp Contact Grabber`);
      expect([place, await violationsOf(page)]).toEqual([place, []]);
      await page.reload();
      await page.getByRole('heading', { name: place, level: 1 }).waitFor();
    }
    expect([foreign, complaints]).toEqual([[], []]);
  });

  it('runs no script that got into the page, and shows a name as text', async () => {
    const { page } = visit;
    const { body } = await call('POST', '/sessions', { body: { name: EVIL } });
    await page.getByRole('link', { name: 'Akun', exact: true }).click();
    await page.getByText(EVIL).first().waitFor();
    await page.evaluate(PLANT);
    expect(await page.evaluate('globalThis.planted')).toBeUndefined();
    visit.complaints.length = 0;
    await call('DELETE', `/sessions/${body.data.session_id}`);
    await page.reload();
    await page.getByRole('heading', { name: 'Akun', level: 1 }).waitFor();
    await page.getByText(EVIL).waitFor({ state: 'detached' });
  });
});

it('shows the sign-in, and nothing else, when the key is revoked', async () => {
  const { page } = visit;
  const { body } = await call('GET', '/keys');
  const key = body.data.keys.find(({ name }: { name: string }) => name === 'Konsol');
  await call('DELETE', `/keys/${key.key_id}`);
  await page.reload();
  await page.getByRole('button', { name: 'Masuk' }).waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
});
