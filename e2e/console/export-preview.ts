import type { Page } from 'playwright-core';

/** What the preview of that file shows, by the titles of its columns. */
export async function previewedRows(
  page: Page,
  format: string,
): Promise<Readonly<Record<string, string>>[]> {
  await page.getByRole('button', { name: 'Ekspor' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Format berkas').selectOption(format);
  await dialog.getByRole('cell').first().waitFor();
  const titles = await dialog.getByRole('columnheader').allTextContents();
  const cells = await dialog.getByRole('cell').allTextContents();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  const starts = cells.flatMap((_, at) => (at % titles.length === 0 ? [at] : []));
  return starts.map((start) =>
    Object.fromEntries(titles.map((title, column) => [title, cells[start + column] ?? ''])),
  );
}
