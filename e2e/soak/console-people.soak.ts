import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ConsoleVisit } from '../console/console-page.ts';
import { type ConsoleStack, openScreen, startConsoleStack } from '../console/console-stack.ts';

/** Known to both accounts. The first number begins with the digits of the second one. */
const SHARED = [
  ['Sari Panjang', '6281234567890'],
  ['Sari Pendek', '628123456789'],
  ['Hapus Saya', '6281111111111'],
  ['Kecualikan Saya', '6281222222222'],
  ['Lupakan Saya', '6281333333333'],
] as const;
const ACCOUNTS = [
  ['Kantor', { account_id: 'office', seed: 41, contacts: 20, groups: 2, participants: 5 }],
  ['Gudang', { account_id: 'store', seed: 42, contacts: 20, groups: 2, participants: 5 }],
] as const;

let own: ConsoleStack;
let visit: ConsoleVisit;
let sessions: readonly string[];

beforeAll(async () => {
  own = await startConsoleStack(inject('postgresUrl'));
  sessions = await Promise.all(ACCOUNTS.map(([name, account]) => linkWithShared(name, account)));
  visit = await own.visit((await own.createKey({ name: 'Pemilik' })).key);
  await openScreen(visit.page, 'Kontak');
});
afterAll(() => own?.close());

async function linkWithShared(name: string, account: (typeof ACCOUNTS)[number][1]) {
  const { control } = own.stack.simulator;
  await control.createAccount(account);
  await control.changeAccount(
    account.account_id,
    SHARED.map(([address_book_name, phone_number]) => ({
      ...{ type: 'add_contact' as const, address_book_name, phone_number },
      is_saved: true,
    })),
  );
  return own.link(name, account);
}

/** What each account has of the people whom a search finds: their name and tags. */
async function stored(search: string) {
  const lists = sessions.map((id) => own.call('GET', `/sessions/${id}/contacts?search=${search}`));
  return (await Promise.all(lists)).map(({ body }) =>
    body.data.contacts.map(({ name, tags }: { name: string; tags: string[] | null }) => [
      name,
      tags ?? [],
    ]),
  );
}

async function grabBoth(): Promise<void> {
  for (const id of sessions) {
    const { body } = await own.call('POST', `/sessions/${id}/grab-all`);
    expect(body.data).toMatchObject({ complete: true });
  }
}

/** Chooses the only row that a search over all accounts finds. */
async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('searchbox').fill(name);
  await page.getByText('1 kontak', { exact: true }).waitFor();
  await page.getByRole('gridcell').getByText(name, { exact: true }).waitFor();
  await page.getByRole('gridcell').first().click();
  await page.getByText('1 dipilih').waitFor();
}

/** Types the word that a dialog asks for, and waits for its end. */
async function confirm(page: Page, word: string): Promise<void> {
  const dialog = page.getByRole('dialog').last();
  await dialog.getByLabel(`Ketik ${word} untuk melanjutkan`).fill(word);
  await dialog.locator('button[type=submit]').click();
}

async function endOfBulk(page: Page, text: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByText(text, { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Tutup' }).last().click();
  await dialog.waitFor({ state: 'detached' });
}

async function tag(page: Page, tags: string): Promise<void> {
  await page.getByRole('button', { name: 'Tag', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Tambahkan tag').fill(tags);
  await dialog.getByRole('button', { name: 'Ubah tag' }).click();
}

describe('people of all accounts', () => {
  it('a tag of one chosen person is in every account, and on no other person', async () => {
    await choose(visit.page, 'Sari Pendek');
    await tag(visit.page, 'vip, Jakarta\nreseller');
    await endOfBulk(visit.page, '2 baris di 2 akun diubah');
    const tags = ['vip, Jakarta', 'reseller'];
    expect(await stored('Sari Pendek')).toEqual([[['Sari Pendek', tags]], [['Sari Pendek', tags]]]);
    expect(await stored('Sari Panjang')).toEqual([[['Sari Panjang', []]], [['Sari Panjang', []]]]);
    await visit.page.getByRole('grid').getByText('reseller').waitFor();
  });

  it('a tag of all that match is in every account', async () => {
    const { page } = visit;
    await page.getByRole('searchbox').fill('Sari P');
    await page.getByText('2 kontak', { exact: true }).waitFor();
    await page.getByRole('checkbox', { name: 'Pilih semua yang cocok' }).check();
    await tag(page, 'semua');
    await endOfBulk(page, '4 baris di 2 akun diubah');
    const all = (await stored('Sari P')).flat();
    expect(all.filter(([, tags]) => tags.includes('semua'))).toHaveLength(4);
  });

  it('a deletion takes the person from every account, and the next grab stores them again', async () => {
    await choose(visit.page, 'Hapus Saya');
    await visit.page.getByRole('button', { name: 'Hapus …' }).click();
    await confirm(visit.page, 'hapus');
    await endOfBulk(visit.page, '1 kontak selesai');
    await visit.page.getByText('Tidak ada yang cocok').waitFor();
    expect(await stored('Hapus Saya')).toEqual([[], []]);
    await grabBoth();
    await visit.page.getByRole('gridcell').getByText('Hapus Saya').waitFor();
  });

  it('an excluded person is gone from every account, also after the next grab', async () => {
    const { page } = visit;
    await choose(page, 'Kecualikan Saya');
    await page.getByRole('button', { name: 'Hapus dan kecualikan …' }).click();
    await confirm(page, 'kecualikan');
    await endOfBulk(page, '1 kontak selesai');
    await grabBoth();
    expect(await stored('Kecualikan Saya')).toEqual([[], []]);
    await page.getByText('Tidak ada yang cocok').waitFor();
  });

  it('an erasure from the panel takes all of a person, and the panel closes', async () => {
    const { page } = visit;
    await page.getByRole('searchbox').fill('Lupakan Saya');
    await page.getByRole('gridcell').getByText('Lupakan Saya').click();
    await page.getByRole('button', { name: 'Hapus semua datanya …' }).click();
    await confirm(page, 'hapus');
    await page.getByText('Dihapus. 2 akun diperiksa.').waitFor();
    expect(await page.getByRole('dialog').filter({ hasText: 'Lupakan Saya' }).count()).toBe(0);
    await page.getByText('Tidak ada yang cocok').waitFor();
    expect(await stored('Lupakan Saya')).toEqual([[], []]);
  });

  it('nothing of it complained, or asked another origin', () => {
    expect([visit.foreign, visit.complaints]).toEqual([[], []]);
  });
});
