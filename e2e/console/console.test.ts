import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { RestClient } from '../support/rest-client.ts';
import type { WholeStack } from '../support/whole-stack.ts';
import { filterBy, grabByHand, kindsIn, namesIn, save, shownName } from './console-acts.ts';
import { type ConsoleVisit, violationsOf, visitConsole } from './console-page.ts';
import { type ConsoleStack, openScreen, signIn, startConsoleStack } from './console-stack.ts';
import { giveEvilNames } from './evil-names.ts';
import { previewedRows } from './export-preview.ts';
import { asCard, asCells, readCards, readWorkbook } from './exported-files.ts';
import { EVIL, evilShown, plantScripts, REFUSED } from './planted-scripts.ts';

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

/** Where something is shown that has an evil name. */
const WITH_EVIL = ['Akun', 'Kontak', 'Grup', 'Perubahan', 'Webhook', 'Kunci dan audit', 'person'];

const ACCOUNT = {
  ...{ account_id: 'console', seed: 23, contacts: 60, groups: 4, participants: 8 },
  blocked_share: 0.1,
};
/** By the label of a filter and its choice. */
const FILTERS = [
  ['Jenis', 'Grup', 'type=group'],
  ['Nomor diketahui', 'Ya', 'has_phone=true'],
  ['Diblokir', 'Ya', 'blocked=true'],
  ['Tersimpan di buku alamat', 'Tidak', 'saved=false'],
] as const;

let own: ConsoleStack;
let stack: WholeStack;
let call: RestClient;
let browser: Browser;
let visit: ConsoleVisit;
let sessionId: string;
let ahmad: string;
let budi: string;

beforeAll(async () => {
  own = await startConsoleStack(inject('postgresUrl'), { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' });
  ({ stack, call, browser } = own);
  // Still, because colours are measured.
  visit = await visitConsole(browser, stack.apiUrl, { isStill: true });
});
afterAll(() => own?.close());

type Contact = Readonly<Record<string, unknown>>;

/** What the API answers for the filters, in the order of the screen. */
async function listed(query: string): Promise<{ total: number; contacts: Contact[] }> {
  const path = `/sessions/${sessionId}/contacts?sort=name&limit=500&total=true`;
  return (await call('GET', `${path}&${query}`)).body.data;
}

/** Masked ones have dots after the code of their country. */
const WHOLE_NUMBER = /\+\d{6}/;

describe('signing in', () => {
  it('refuses a wrong key with its code, and shows nothing else', async () => {
    await signIn(visit.page, 'wrong');
    await visit.page.getByText('Kode UNAUTHORIZED').waitFor();
    expect(await violationsOf(visit.page)).toEqual([]);
    expect(await visit.page.getByRole('navigation').count()).toBe(0);
  });

  it('takes a key, and keeps it nowhere in the browser', async () => {
    const body = { name: 'Konsol', scopes: ['read', 'grab', 'manage', 'admin'] };
    const created = await call('POST', '/keys', { body });
    await signIn(visit.page, created.body.data.key);
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

describe('the main path', () => {
  it('pairs by a QR, reads the account at once, and says that nothing is missing', async () => {
    const { page } = visit;
    const { control } = stack.simulator;
    await control.createAccount(ACCOUNT);
    const { results } = await control.changeAccount(ACCOUNT.account_id, [
      { type: 'add_contact', phone_number: '628123456789', address_book_name: 'أحمد علي' },
      { type: 'add_contact', push_name: 'Budi', username: 'budi.s' },
    ]);
    [ahmad, budi] = results.map(({ contact_id = '' }) => contact_id) as [string, string];
    await page.getByRole('button', { name: 'Tambah akun' }).first().click();
    await page.getByRole('dialog').getByLabel('Nama').fill('Toko');
    await page.getByRole('button', { name: 'Tambah dan tautkan' }).click();
    await page.getByAltText('QR untuk dipindai dengan WhatsApp di ponsel').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    const { body } = await call('GET', '/sessions');
    sessionId = body.data.sessions[0].session_id;
    const { qr } = (await call('GET', `/sessions/${sessionId}/qr`)).body.data;
    await control.scanQr({ qr, account_id: ACCOUNT.account_id });
    await page.getByText('Semua terbaca dan tersimpan; tidak ada yang terlewat.').waitFor();
    await page.getByRole('link', { name: 'Lihat kontak' }).click();
    await page.getByRole('heading', { name: 'Kontak', level: 1 }).waitFor();
  });

  it.each([
    ['أحمد', 'أحمد علي'],
    ['@budi', 'Budi'],
    ['+62 812-3456', 'أحمد علي'],
  ])('finds %s while it is typed', async (typed, name) => {
    const { page } = visit;
    await page.getByRole('searchbox').fill(typed);
    await page.getByText('1 kontak', { exact: true }).waitFor();
    await page.getByRole('grid').getByText(name, { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe(typed);
  });

  it.each(FILTERS)('filters by a chip: %s: %s', async (label, choice, query) => {
    const { page } = visit;
    await page.getByRole('searchbox').fill('');
    const all = await listed('');
    await page.getByText(`${all.total} kontak`, { exact: true }).waitFor();
    await filterBy(page, label, choice);
    const { total, contacts } = await listed(query);
    expect([total > 0, total < all.total]).toEqual([true, true]);
    await page.getByText(`${total} kontak`, { exact: true }).waitFor();
    // The rows may come after their count.
    await vi.waitFor(async () => {
      const names = await namesIn(page);
      expect(names.length).toBeGreaterThan(Math.min(total, 8) - 1);
      expect(names).toEqual(contacts.slice(0, names.length).map(shownName));
    });
    await page.getByLabel('Filter yang dipakai').getByText(`${label}: ${choice}`).click();
    await page.getByText(`${all.total} kontak`, { exact: true }).waitFor();
  });

  it('has the title of a column above its cells', async () => {
    const left = async (role: 'columnheader' | 'gridcell') =>
      (await visit.page.getByRole(role).nth(1).boundingBox())?.x;
    expect(await left('columnheader')).toBe(await left('gridcell'));
  });

  it('exports all that match as XLSX and as vCard, which hold what the API answers', async () => {
    const { page } = visit;
    await filterBy(page, 'Diblokir', 'Tidak');
    const { total, contacts } = await listed('blocked=false');
    await page.getByText(`${total} kontak`, { exact: true }).waitFor();
    await page.getByRole('checkbox', { name: 'Pilih semua yang cocok' }).check();
    await page.getByText(`Semua ${total} yang cocok dipilih`).waitFor();
    const previewed = await previewedRows(page, 'xlsx');
    const rows = await readWorkbook(await save(page, 'xlsx'));
    const titles = Object.keys(rows[0] ?? {});
    const names = rows.slice(0, 5).map(({ name }) => name ?? '');
    expect(previewed.map(({ name }) => name)).toEqual(names);
    expect(titles).toEqual(expect.arrayContaining(['name', 'phone_number', 'is_saved']));
    expect(rows).toEqual(contacts.map((contact) => asCells(contact, titles)));
    const cards = readCards((await save(page, 'vcard')).toString());
    expect(cards).toEqual(contacts.filter(({ type }) => type === 'individual').map(asCard));
    expect(cards).toContainEqual({ name: 'أحمد علي', number: '+628123456789' });
    await page.getByRole('button', { name: 'Batalkan pilihan' }).click();
  });

  it('shows after a grab exactly the one name that was changed, old and new', async () => {
    const { page } = visit;
    await call('PATCH', '/workspace-settings', { body: { keeps_change_values: true } });
    await stack.simulator.control.changeAccount(ACCOUNT.account_id, [
      { type: 'update_contact', contact_id: ahmad, set: { address_book_name: 'Ahmad Baru' } },
    ]);
    await grabByHand(page);
    await openScreen(page, 'Perubahan');
    await page.getByRole('link', { name: 'Ahmad Baru' }).waitFor();
    // The list of contacts has that link, too.
    await expect.poll(() => kindsIn(page), { timeout: 30_000 }).toEqual(['Nama berubah1']);
    expect(await page.getByRole('main').getByRole('link').allTextContents()).toEqual([
      'Ahmad Baru',
    ]);
    const [old, now] = [page.locator('main del'), page.locator('main ins')];
    expect([...new Set(await old.allTextContents())]).toEqual(['أحمد علي']);
    expect([...new Set(await now.allTextContents())]).toEqual(['Ahmad Baru']);
  });

  it('shows after the next grab exactly who is gone', async () => {
    const { page } = visit;
    await stack.simulator.control.changeAccount(ACCOUNT.account_id, [
      { type: 'remove_contact', contact_id: budi },
    ]);
    const grabbed = await call('GET', `/sessions/${sessionId}/grab-all`);
    expect(grabbed.body.data).toMatchObject({ complete: true, removed_count: 1 });
    await page.getByRole('link', { name: 'Budi' }).waitFor();
    await expect.poll(() => kindsIn(page), { timeout: 30_000 }).toEqual(['Hilang1']);
    expect(await page.getByRole('main').getByRole('link').allTextContents()).toEqual(['Budi']);
  });
});

describe('what others do', () => {
  it('shows at once: an account that is created, renamed and deleted', async () => {
    const { page } = visit;
    await openScreen(page, 'Akun');
    const { body } = await call('POST', '/sessions', { body: { name: 'Cabang baru' } });
    const path = `/sessions/${body.data.session_id}`;
    await page.getByRole('heading', { name: 'Cabang baru' }).waitFor({ timeout: 5_000 });
    await call('PATCH', path, { body: { name: 'Cabang lama' } });
    const renamed = page.getByRole('heading', { name: 'Cabang lama' });
    await renamed.waitFor({ timeout: 5_000 });
    await call('DELETE', path);
    await renamed.waitFor({ state: 'detached', timeout: 5_000 });
  });

  it('masks numbers until a click, and for as long as the workspace wants it', async () => {
    const { page } = visit;
    await openScreen(page, 'Kontak');
    const masked = page.getByRole('gridcell').getByTitle('Tampilkan nomor');
    await masked.first().waitFor();
    await visit.quiet();
    const before = await masked.count();
    expect(await page.getByRole('grid').textContent()).not.toMatch(WHOLE_NUMBER);
    await masked.first().click();
    await expect.poll(() => masked.count(), { timeout: 60_000 }).toBe(before - 1);
    expect(await page.getByRole('grid').textContent()).toMatch(WHOLE_NUMBER);
    await call('PATCH', '/workspace-settings', { body: { masks_numbers: false } });
    await page.reload();
    await page.getByRole('gridcell').getByText(WHOLE_NUMBER).first().waitFor();
    await masked.first().waitFor({ state: 'detached' });
    await call('PATCH', '/workspace-settings', { body: { masks_numbers: true } });
  });
});

describe('every place', () => {
  it('opens by its link and by its address, with a title of its own, and without a fault', async () => {
    const { page, foreign, complaints } = visit;
    for (const place of PLACES) {
      await openScreen(page, place);
      const title = `${place} · WhatsApp Contact Grabber`;
      await expect.poll(() => page.title(), { timeout: 60_000 }).toBe(title);
      expect([place, await violationsOf(page)]).toEqual([place, []]);
      await page.reload();
      await page.getByRole('heading', { name: place, level: 1 }).waitFor();
    }
    expect([foreign, complaints]).toEqual([[], []]);
  });

  it('runs no script that got into it, and shows names that are scripts as text', async () => {
    const { page } = visit;
    await giveEvilNames(own, { accountId: ACCOUNT.account_id, sessionId });
    const asText: string[] = [];
    const look = async (place: string) => {
      const { isText, isElement } = await evilShown(page);
      expect([place, isElement]).toEqual([place, false]);
      if (isText) asText.push(place);
      expect([place, await plantScripts(page)]).toEqual([place, REFUSED]);
    };
    for (const place of PLACES) {
      await openScreen(page, place);
      await page.locator('main [aria-busy=true], main .animate-spin').first().waitFor({
        state: 'detached',
      });
      await visit.quiet();
      await look(place);
    }
    await openScreen(page, 'Kontak');
    await page.getByRole('searchbox').fill('img src');
    await page.getByText('1 kontak', { exact: true }).waitFor();
    await page.getByRole('gridcell').nth(1).getByText(EVIL).click();
    const panel = page.getByRole('dialog');
    await expect.poll(() => panel.getByText(EVIL).count(), { timeout: 60_000 }).toBeGreaterThan(3);
    await look('person');
    await page.keyboard.press('Escape');
    expect(asText).toEqual(expect.arrayContaining(WITH_EVIL));
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
