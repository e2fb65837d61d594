import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { visitConsole } from './console-page.ts';
import { type ConsoleStack, startConsoleStack } from './console-stack.ts';

const ACCOUNT = { account_id: 'keys', seed: 71, contacts: 40, groups: 3, participants: 6 };
/** More than any screen has. */
const MOST_STOPS = 60;

let own: ConsoleStack;
let page: Page;

beforeAll(async () => {
  own = await startConsoleStack(inject('postgresUrl'));
  await own.stack.simulator.control.createAccount(ACCOUNT);
  ({ page } = await visitConsole(own.browser, own.stack.apiUrl));
});
afterAll(() => own?.close());

const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

/** What has the focus: its text or label, and whether a person sees that it has it. */
const FOCUS = `(() => {
  const one = document.activeElement;
  const active = one.getAttribute('aria-activedescendant');
  const shown = (active && document.getElementById(active)) || one;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const menuItem = one.closest('[role^=menuitem]');
  const label = one.labels?.[0]?.innerText;
  return {
    name: one === document.body ? '' : (one.getAttribute('aria-label') ?? label ?? one.innerText).trim(),
    isSeen: menuItem ? menuItem.hasAttribute('data-highlighted') : outlineStyle !== 'none' && outlineWidth !== '0px',
  };
})()`;
type Focus = { readonly name: string; readonly isSeen: boolean };
const focus = () => page.evaluate(FOCUS) as Promise<Focus>;

/** Goes on by Tab until that has the focus, and sees each stop on the way. */
async function tabTo(name: string | RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await press(key);
    const at = await focus();
    passed.push(at.name);
    if (at.name !== '') expect([at.name, at.isSeen]).toEqual([at.name, true]);
    if (typeof name === 'string' ? at.name === name : name.test(at.name)) return;
  }
  throw new Error(`${name} is not among ${passed.join(' | ')}`);
}

/** A dialog takes the focus, and gives it back, a moment after it has opened or closed. */
const untilFocus = (name: string) =>
  expect.poll(focus, { timeout: 60_000 }).toEqual({ name, isSeen: true });
const type = (text: string) => page.keyboard.type(text);
const heading = (name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();

it('signs in, pairs, grabs, searches, filters, exports, opens a person and signs out by keyboard alone', async () => {
  const { key } = await own.createKey({ name: 'Papan ketik' });
  await page.getByLabel('API key').waitFor();
  await tabTo('API key');
  await type(key);
  await press('Enter');
  await heading('Akun');

  await tabTo('Tambah akun');
  await press('Enter');
  await page.getByRole('dialog').waitFor();
  await untilFocus('Nama');
  await type('Toko');
  await press('Enter');
  await page.getByAltText('QR untuk dipindai dengan WhatsApp di ponsel').waitFor();
  const { sessions } = (await own.call('GET', '/sessions')).body.data;
  const { qr } = (await own.call('GET', `/sessions/${sessions[0].session_id}/qr`)).body.data;
  await own.stack.simulator.control.scanQr({ qr, account_id: ACCOUNT.account_id });
  await page.getByText('Semua terbaca dan tersimpan; tidak ada yang terlewat.').waitFor();
  await tabTo('Lihat kontak');
  await press('Enter');
  await heading('Kontak');

  await tabTo('Cari kontak');
  await type('a');
  await page.getByText(/^\d+ kontak$/).waitFor();
  await tabTo('Filter');
  await press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo('Tersimpan di buku alamat');
  await press('ArrowDown');
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await untilFocus('Filter (1)');
  await tabTo(/^Tersimpan di buku alamat: Ya/);
  await press('Enter');
  await page.getByLabel('Filter yang dipakai').waitFor({ state: 'detached' });

  await tabTo('Daftar kontak');
  await press('ArrowDown', 'Enter');
  await page.getByRole('dialog').waitFor();
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await untilFocus('Daftar kontak');
  await press('Control+a');
  await page.getByText(/^Semua \d+ yang cocok dipilih$/).waitFor();
  await tabTo('Ekspor', 'Shift+Tab');
  await press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo('Simpan berkas');
  const saving = page.waitForEvent('download');
  await press('Enter');
  const content = await readFile(await (await saving).path());
  expect(content.subarray(0, 2).toString()).toBe('PK');
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await untilFocus('Ekspor');

  await tabTo(/^Masuk sebagai/, 'Shift+Tab');
  await press('Enter');
  await page.getByRole('menu').waitFor();
  // It takes the focus a moment after it has opened.
  await page.locator('[role=menu]:focus-within').waitFor();
  await press('End', 'ArrowUp');
  await untilFocus('Keluar');
  await press('Enter');
  await page.getByRole('button', { name: 'Masuk' }).waitFor();
});

it('closes the menu of a narrow window by Escape, and with each other screen', async () => {
  const { key } = await own.createKey({ name: 'Ponsel', scopes: ['read'] });
  const phone = await own.visit(key, { width: 390, height: 844 });
  const menu = phone.page.getByRole('navigation', { name: 'Menu' });
  await phone.page.getByRole('button', { name: 'Menu', exact: true }).press('Enter');
  await menu.getByRole('link', { name: 'Grup' }).focus();
  await phone.page.keyboard.press('Escape');
  await menu.waitFor({ state: 'hidden' });
  await phone.page.locator('[aria-label=Menu]:focus').waitFor();
  await phone.page.keyboard.press('Enter');
  await menu.getByRole('link', { name: 'Grup' }).press('Enter');
  await phone.page.getByRole('heading', { name: 'Grup', level: 1 }).waitFor();
  await phone.page.getByRole('button', { name: 'Menu', exact: true }).press('Enter');
  await menu.waitFor();
  await phone.page.goBack();
  await menu.waitFor({ state: 'hidden' });
  await phone.context.close();
});
