import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { openScreen } from './console-stack.ts';

/** A number is masked. */
const NUMBER = 'a number';
type Contact = Readonly<Record<string, unknown>>;

/** What the table shows for the name of a contact. */
export const shownName = ({ name }: Contact) => (/^\+\d/.test(String(name)) ? NUMBER : name);

/** The names in the rows of the contacts that are in view. */
export async function namesIn(page: Page): Promise<string[]> {
  const names = page.locator('[role=row] [role=gridcell]:nth-child(2) bdi');
  return (await names.allTextContents()).map((name) => (name.includes('•') ? NUMBER : name));
}

/** Chooses in the filters of the contacts. */
export async function filterBy(page: Page, label: string, choice: string): Promise<void> {
  await page.getByRole('button', { name: /^Filter/ }).click();
  await page.getByRole('dialog').getByLabel(label).selectOption({ label: choice });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Exports the chosen contacts. */
export async function save(page: Page, format: string): Promise<Buffer> {
  await page.getByRole('button', { name: 'Ekspor' }).click();
  await page.getByLabel('Format berkas').selectOption(format);
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Simpan berkas' }).click();
  const content = await readFile(await (await saving).path());
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return content;
}

/** Grabs the only account from its card. */
export async function grabByHand(page: Page): Promise<void> {
  await openScreen(page, 'Akun');
  await page.getByRole('link', { name: 'Ambil sekarang' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Ambil sekarang' }).click();
  await dialog.getByText('Semua terbaca dan tersimpan').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

/** The kinds of changes with their counts. */
export const kindsIn = (page: Page) =>
  page.getByLabel('Jenis perubahan').getByRole('listitem').allTextContents();
