import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ConsoleVisit } from './console-page.ts';
import { type ConsoleStack, openScreen, startConsoleStack } from './console-stack.ts';

const ACCOUNT = { account_id: 'windows', seed: 51, contacts: 20, groups: 2, participants: 5 };

let own: ConsoleStack;
let first: ConsoleVisit;
let second: ConsoleVisit;
let sessionId: string;

beforeAll(async () => {
  own = await startConsoleStack(inject('postgresUrl'), { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' });
  const { control } = own.stack.simulator;
  await control.createAccount(ACCOUNT);
  await control.changeAccount(ACCOUNT.account_id, [
    { type: 'add_contact', phone_number: '6281234567890', address_book_name: 'Anda Lama' },
  ]);
  sessionId = await own.link('Toko', ACCOUNT);
  first = await own.visit((await own.createKey({ name: 'Satu' })).key);
  second = await own.visit((await own.createKey({ name: 'Dua' })).key);
});
afterAll(() => own?.close());

/** Counts the moments in which the table has no row, or one that is still being read. */
async function countFlicker(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(`(() => {
    globalThis.flickers = 0;
    new MutationObserver(() => {
      const rows = document.querySelectorAll('[role="grid"] [role="row"]:not(:first-child)');
      if (rows.length === 0 || [...rows].some((row) => row.textContent.trim() === '')) globalThis.flickers += 1;
    }).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
  })()`);
  return async () => Number(await page.evaluate('globalThis.flickers'));
}

const NEXT_CONTACTS_EVENT = `new Promise((resolve) => {
  const source = new EventSource('/api/events');
  source.addEventListener('snapshot', () => { globalThis.isFollowing = true; });
  source.addEventListener('contacts', () => { source.close(); resolve(); });
})`;

describe('a second window', () => {
  it('sees the rows of a grab of the first one, without loading the page again', async () => {
    await openScreen(second.page, 'Kontak');
    await second.page.getByText('21 kontak', { exact: true }).waitFor();
    await second.page.evaluate('globalThis.isSamePage = true');
    await own.stack.simulator.control.changeAccount(ACCOUNT.account_id, [
      { type: 'add_contact', address_book_name: 'Baru Datang' },
    ]);
    await first.page.getByRole('link', { name: 'Ambil sekarang' }).click();
    const dialog = first.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Ambil sekarang' }).click();
    await dialog.getByText('Semua terbaca dan tersimpan').waitFor();
    await first.page.keyboard.press('Escape');
    await second.page.getByText('22 kontak', { exact: true }).waitFor();
    await second.page.getByRole('searchbox').fill('Baru Datang');
    await second.page.getByText('1 kontak', { exact: true }).waitFor();
    await second.page.getByRole('searchbox').fill('Anda Lama');
    await second.page.getByRole('gridcell').getByText('Anda Lama').waitFor();
  });

  it('sees the name that the first one gives an account, and its tag of a person', async () => {
    const { page } = first;
    await page.getByRole('button', { name: 'Tindakan untuk Toko' }).click();
    await page.getByRole('menuitem', { name: 'Ganti nama' }).click();
    await page.getByRole('dialog').getByLabel('Nama').fill('Toko Jaya');
    await page.getByRole('button', { name: 'Simpan', exact: true }).click();
    await page.getByRole('heading', { name: 'Toko Jaya' }).waitFor();
    await openScreen(page, 'Kontak');
    await page.getByRole('searchbox').fill('Anda Lama');
    await page.getByText('1 kontak', { exact: true }).waitFor();
    await page.getByRole('gridcell').getByText('Anda Lama').click();
    await page.getByRole('button', { name: 'Ubah', exact: true }).click();
    const flickers = await countFlicker(second.page);
    await page.getByRole('textbox', { name: 'Tag' }).fill('penting');
    await page.getByRole('button', { name: 'Simpan', exact: true }).click();
    await page
      .getByRole('region', { name: 'Tag dan catatan Anda' })
      .getByText('penting', { exact: true })
      .waitFor();
    await page.keyboard.press('Escape');
    const row = second.page.getByRole('row').filter({ hasText: 'Anda Lama' });
    await row.getByText('penting').first().waitFor();
    await row.getByText('Toko Jaya').first().waitFor();
    expect(await flickers()).toBe(0);
  });

  it('sees the tag that the first one takes from a person, and that one deletes another', async () => {
    await second.page.getByRole('searchbox').fill('');
    await second.page.getByText('22 kontak', { exact: true }).waitFor();
    const path = `/sessions/${sessionId}/contacts`;
    const { body } = await own.call('GET', `${path}?limit=100&sort=name`);
    const change = async (method: string, name: string, wish?: object) => {
      const { contact_id: id } = body.data.contacts.find(
        (row: { name: string }) => row.name === name,
      );
      const answer = await own.call(method, `${path}/${id}`, wish && { body: wish });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    };
    await change('PATCH', 'Anda Lama', { tags: [] });
    await second.page.getByText('penting').waitFor({ state: 'detached' });
    await change('PATCH', 'Anda Lama', { tags: ['penting'] });
    await change('DELETE', 'Baru Datang');
    await second.page.getByText('21 kontak', { exact: true }).waitFor();
    await second.page.getByRole('searchbox').fill('Anda Lama');
    await second.page.getByRole('gridcell').getByText('penting').first().waitFor();
  });

  it('sees a change that comes before the rows of a search are counted', async () => {
    const { page } = second;
    const held = Promise.withResolvers<void>();
    const isCount = (url: URL) => url.searchParams.get('total') === 'true';
    const counting = page.waitForRequest((request) => isCount(new URL(request.url())));
    await page.route(isCount, (route) => held.promise.then(() => route.continue()));
    await page.getByRole('searchbox').fill('Anda Lam');
    await page.getByText('1 kontak', { exact: true }).waitFor();
    await counting;
    const told = page.evaluate(NEXT_CONTACTS_EVENT);
    await expect
      .poll(() => page.evaluate('globalThis.isFollowing'), { timeout: 60_000 })
      .toBe(true);
    const path = `/sessions/${sessionId}/contacts`;
    const [{ contact_id }] = (await own.call('GET', `${path}?search=Anda`)).body.data.contacts;
    await own.call('PATCH', `${path}/${contact_id}`, { body: { tags: ['penting', 'lekas'] } });
    await told;
    held.resolve();
    await page.getByRole('gridcell').getByText('lekas').first().waitFor();
    await page.unroute(isCount);
  });

  it('sees an account that the first one creates and deletes', async () => {
    await openScreen(first.page, 'Akun');
    await openScreen(second.page, 'Akun');
    await first.page.getByRole('button', { name: 'Tambah akun' }).click();
    await first.page.getByRole('dialog').getByLabel('Nama').fill('Cabang');
    await first.page.getByRole('button', { name: 'Tambah dan tautkan' }).click();
    await first.page.getByRole('dialog').getByText('Tautkan ponsel ke Cabang').waitFor();
    const card = second.page.getByRole('heading', { name: 'Cabang' });
    await card.waitFor();
    await first.page.keyboard.press('Escape');
    await first.page.getByRole('button', { name: 'Tindakan untuk Cabang' }).click();
    await first.page.getByRole('menuitem', { name: 'Hapus akun' }).click();
    await first.page
      .getByRole('dialog')
      .getByLabel('Ketik Cabang untuk melanjutkan')
      .fill('Cabang');
    await first.page.getByRole('button', { name: 'Hapus akun' }).click();
    await card.waitFor({ state: 'detached' });
    expect(await second.page.evaluate('globalThis.isSamePage')).toBe(true);
  });
});

describe('a webhook', () => {
  const received: { readonly id: string; readonly answered: number }[] = [];
  let answer = 503;
  let receiver: Server;
  beforeAll(async () => {
    receiver = createServer((request, reply) => {
      received.push({ id: String(request.headers['webhook-id']), answered: answer });
      reply.writeHead(answer).end('penerima sedang sakit');
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void receiver?.close());

  it('is created, tested, fails, and its delivery is sent again by a click', async () => {
    const { page } = first;
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    await openScreen(page, 'Webhook');
    await page.getByRole('button', { name: 'Buat webhook' }).click();
    await page.getByLabel('Alamat penerima').fill(url);
    await page.getByRole('dialog').getByRole('button', { name: 'Buat webhook' }).click();
    await page.getByText('Ini hanya ditampilkan sekali').waitFor();
    await page.getByRole('button', { name: 'Sudah saya simpan' }).click();
    await page.getByRole('button', { name: 'Kirim uji' }).click();
    await page.getByText('Hasil uji').waitFor();
    await page.getByText('Penerima menjawab bukan 2xx.').first().waitFor();
    await own.stack.simulator.control.changeAccount(ACCOUNT.account_id, [
      { type: 'add_contact', address_book_name: 'Pelanggan' },
    ]);
    await own.call('POST', `/sessions/${sessionId}/grab-all`);
    await expect.poll(() => received.length, { timeout: 60_000 }).toBeGreaterThan(1);
    const failed = received.at(-1);
    answer = 200;
    await page.reload();
    const row = page.getByRole('row').filter({ has: page.getByText('Kirim lagi') });
    await row.last().getByRole('button', { name: 'Kirim lagi' }).click();
    await page.getByText('Terkirim lagi').waitFor();
    await page.getByRole('table').getByText('Terkirim').first().waitFor();
    expect(received.filter(({ id }) => id === failed?.id).map(({ answered }) => answered)).toEqual(
      expect.arrayContaining([503, 200]),
    );
  });
});

it('a key limited to one account sees it alone, and is offered only what it may do', async () => {
  await own.call('POST', '/sessions', { body: { name: 'Rahasia' } });
  const wish = { name: 'Tamu', scopes: ['read'], sessions: [sessionId] };
  const guest = await own.visit((await own.createKey(wish)).key);
  const { page } = guest;
  await page.getByRole('heading', { name: 'Toko Jaya' }).waitFor();
  const places = await page.getByRole('navigation').getByRole('link').allTextContents();
  expect(places).toEqual(['Akun', 'Kontak', 'Grup', 'Perubahan', 'Riwayat grab', 'Kesehatan']);
  for (const offer of ['Tambah akun', 'Ambil sekarang', 'Tindakan untuk', 'Tautkan ponsel']) {
    expect([offer, await page.getByText(offer).or(page.getByLabel(offer)).count()]).toEqual([
      offer,
      0,
    ]);
  }
  await openScreen(page, 'Kontak');
  const accounts = await page
    .getByLabel('Akun', { exact: true })
    .locator('option')
    .allTextContents();
  expect(accounts).toEqual(['Semua akun', 'Toko Jaya']);
  const selection = page.getByLabel('Pilihan', { exact: true });
  await page.getByRole('gridcell').first().click();
  await selection.waitFor();
  // What is chosen in one account is not chosen in another.
  await page.getByLabel('Akun', { exact: true }).selectOption({ label: 'Toko Jaya' });
  await selection.waitFor({ state: 'detached' });
  await page.getByRole('checkbox', { name: 'Pilih semua yang cocok' }).check();
  const offered = await selection.getByRole('button').allTextContents();
  expect(offered).toEqual(['Ekspor', 'Batalkan pilihan']);
  await page.getByRole('gridcell').getByText('Anda Lama').click();
  await page
    .getByRole('region', { name: 'Tag dan catatan Anda' })
    .getByText('penting', { exact: true })
    .waitFor();
  for (const offer of ['Ubah', 'Hapus semua datanya …']) {
    expect(await page.getByRole('button', { name: offer, exact: true }).count()).toBe(0);
  }
  await page.keyboard.press('Escape');
  for (const place of ['Grup', 'Perubahan', 'Riwayat grab', 'Kesehatan']) {
    await openScreen(page, place);
    await page.getByText('Memuat …').waitFor({ state: 'detached' });
    expect([place, await page.getByRole('alert').allTextContents()]).toEqual([place, []]);
    expect([place, await page.getByText('Rahasia').count()]).toEqual([place, 0]);
  }
  expect([guest.foreign, guest.complaints]).toEqual([[], []]);
});

it('a shared address says what the key may not see, and shows nothing of it', async () => {
  const { body } = await own.call('POST', '/sessions', { body: { name: 'Cabang lain' } });
  const others = [body.data.session_id];
  const guest = await own.visit(
    (await own.createKey({ name: 'Tamu lain', scopes: ['read'], sessions: others })).key,
  );
  const { page } = guest;
  const list = (await own.call('GET', `/sessions/${sessionId}/contacts?search=Anda`)).body.data;
  const [{ id: person }] = list.contacts;
  const [group] = (await own.call('GET', `/sessions/${sessionId}/groups`)).body.data.groups;
  const ofGroup = encodeURIComponent(group.contact_id);
  const grabs = (await own.call('GET', `/sessions/${sessionId}/grabs`)).body.data.grabs;
  const secrets = ['Toko Jaya', 'Anda Lama', 'Pelanggan', 'penting', group.name];
  const missing = 'Akun ini tidak ada, atau bukan untuk key Anda';
  const forbidden = 'Halaman ini bukan untuk key Anda';
  const addresses = [
    [`/contacts?account=${sessionId}&q=Anda&saved=true&tag=penting&sort=changed`, missing],
    [`/contacts?account=${sessionId}&group=${ofGroup}`, missing],
    [`/contacts?of=${sessionId}&person=${person}`, 'Kode SESSION_NOT_FOUND'],
    [`/groups?account=${sessionId}&view=people`, missing],
    [`/groups?account=${sessionId}&group=${ofGroup}`, missing],
    [`/changes?account=${sessionId}&since=all&show=["new"]`, missing],
    [`/grabs?session=${sessionId}&state=complete`, missing],
    [`/grabs?of=${sessionId}&grab=${grabs[0].grab_id}`, 'Kode SESSION_NOT_FOUND'],
    [`/?grab=${sessionId}`, missing],
    [`/?pair=${sessionId}`, missing],
    [`/?pair=${others[0]}`, 'Izin yang kurang: manage.'],
    [`/schedules?session=${sessionId}`, 'Izin yang kurang: grab.'],
    ['/webhooks', 'Izin yang kurang: manage.'],
    ['/access?tab=audit&outcome=refused', forbidden],
  ] as const;
  for (const [address, words] of addresses) {
    await page.goto(`${own.stack.apiUrl}${address}`);
    await page.getByText(words).first().waitFor();
    await guest.quiet();
    const shown = String(await page.evaluate('document.title + document.body.innerText'));
    // A filter of the address is shown as it is.
    const shownSecrets = secrets.filter((one) => !address.includes(one) && shown.includes(one));
    expect([address, shownSecrets]).toEqual([address, []]);
    expect([address, shown.includes('tidak dapat ditampilkan')]).toEqual([address, false]);
    expect(await page.locator('aside').isVisible()).toBe(true);
  }
  const owner = await own.createKey({ name: 'Pembaca', scopes: ['read'] });
  const reader = await own.visit(owner.key);
  await reader.page.goto(`${own.stack.apiUrl}/access?tab=audit`);
  await reader.page.getByText(forbidden).waitFor();
  await reader.page.getByRole('link', { name: 'Hak orang' }).waitFor();
  expect([guest.complaints, reader.complaints]).toEqual([[], []]);
});
