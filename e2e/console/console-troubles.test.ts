import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { familyOf, listProcesses } from '../support/processes.ts';
import type { ConsoleVisit } from './console-page.ts';
import { type ConsoleStack, openScreen, signIn, startConsoleStack } from './console-stack.ts';
import { keptByBrowser } from './kept-by-browser.ts';

/** No group's members are loaded, so that a read asks the page's database for each. */
const ACCOUNT = {
  account_id: 'troubled',
  seed: 31,
  contacts: 60,
  groups: 4,
  participants: 8,
  metadata_loaded_share: 0,
};
const HANGING_READ = { type: 'query', kind: 'group_rows', behaviour: 'hang' } as const;
const NAME = 'Wulan Penyanyi';
const NUMBER = '628123456789';

let own: ConsoleStack;
let visit: ConsoleVisit;
let sessionId: string;

beforeAll(async () => {
  own = await startConsoleStack(inject('postgresUrl'));
  await own.stack.simulator.control.createAccount(ACCOUNT);
  await own.stack.simulator.control.changeAccount(ACCOUNT.account_id, [
    { type: 'add_contact', phone_number: NUMBER, address_book_name: NAME },
  ]);
  sessionId = await own.link('Toko', ACCOUNT);
  visit = await own.visit((await own.createKey({ name: 'Pemilik' })).key);
});
afterAll(() => own?.close());

async function find(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox').fill(text);
  await page.getByText('1 kontak', { exact: true }).waitFor();
  await page.getByRole('grid').getByText(NAME, { exact: true }).waitFor();
}

/** The engine, and each browser that it has started. */
async function killEngineAndBrowsers(): Promise<void> {
  const family = familyOf(own.stack.engine.pid, await listProcesses());
  await own.stack.killEngine();
  for (const pid of family.slice(1)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended with its parent.
    }
  }
}

// Beside the next test, which waits for the API's look at the keys of open streams.
it.concurrent('says that the engine was killed in mid-grab, stays searchable, and completes the grab later', async () => {
  const { page } = visit;
  const { control } = own.stack.simulator;
  await control.injectFault(ACCOUNT.account_id, HANGING_READ);
  await page.getByRole('link', { name: 'Ambil sekarang' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Ambil sekarang' }).click();
  await dialog.getByRole('progressbar').waitFor();
  await killEngineAndBrowsers();
  await dialog.getByText('dicoba lagi dengan sendirinya').waitFor();
  await dialog.getByText('Kode ENGINE_').waitFor();
  expect(await dialog.getByRole('progressbar').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByText('Engine tidak terjangkau: ini status terakhir').waitFor();
  await openScreen(page, 'Kontak');
  await find(page, '0812-3456-789');
  await own.stack.startEngine();
  await openScreen(page, 'Akun');
  await page.getByText('Engine tidak terjangkau').waitFor({ state: 'detached' });
  // The next try hangs, too, so that it is still there to be looked at.
  await page.getByRole('link', { name: 'Lihat grab' }).click();
  await dialog.getByRole('progressbar').waitFor();
  await control.clearFaults(ACCOUNT.account_id);
  await dialog.getByText('Semua terbaca dan tersimpan; tidak ada yang terlewat.').waitFor();
  await page.keyboard.press('Escape');
});

it.concurrent('shows the sign-in and keeps nothing when a key is revoked while its page is open', async () => {
  const { id, key } = await own.createKey({ name: 'Sementara' });
  const leaving = await own.visit(key);
  const { page } = leaving;
  const kept = keptByBrowser(page);
  await openScreen(page, 'Kontak');
  await find(page, 'wulan');
  await page.getByRole('grid').getByText(NAME).click();
  const panel = page.getByRole('dialog');
  await panel.getByTitle('Tampilkan nomor').first().click();
  await panel.getByText(`+${NUMBER}`).first().waitFor();
  expect((await own.call('DELETE', `/keys/${id}`)).status).toBe(200);
  await page.getByText('key Anda dicabut. Silakan masuk lagi.').waitFor();
  expect([leaving.foreign, leaving.complaints]).toEqual([[], []]);
  const left = await kept();
  for (const personal of [NAME, NUMBER, 'Toko', key]) expect(left).not.toContain(personal);
  expect(await page.getByRole('navigation').count()).toBe(0);
  const address = new URL(page.url());
  expect([address.pathname, address.search, address.hash]).toEqual(['/contacts', '', '']);
  await signIn(page, (await own.createKey({ name: 'Pengganti' })).key);
  await page.getByRole('gridcell').nth(30).waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await leaving.context.close();
});

it('says that the connection to the API is lost, and catches up when it is back', async () => {
  const { page } = visit;
  await openScreen(page, 'Akun');
  process.kill(own.stack.api.pid, 'SIGKILL');
  await own.stack.api.ended;
  const banner = page.getByText('Sambungan langsung terputus');
  await banner.waitFor();
  await openScreen(page, 'Kontak');
  await page.getByText('Kode OFFLINE').waitFor();
  await page.getByText('Periksa apakah `npm start` masih berjalan.').waitFor();
  await own.stack.startApi();
  await own.call('PATCH', `/sessions/${sessionId}`, { body: { name: 'Toko Baru' } });
  await banner.waitFor({ state: 'detached' });
  await openScreen(page, 'Akun');
  await page.getByText('Toko Baru').first().waitFor();
  await openScreen(page, 'Kontak');
  await find(page, 'wulan');
});
