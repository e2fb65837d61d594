import { rename, writeFile } from 'node:fs/promises';

/**
 * Writes beside the file and renames, so that a killed process leaves the old file. With `flush` the new one is on the disk
 * first. The file has the mode 0600. Rejects as `node:fs` does.
 */
export async function replaceFile(
  file: string,
  text: string,
  { flush = false } = {},
): Promise<void> {
  const draft = `${file}.new`;
  await writeFile(draft, text, { mode: 0o600, flush });
  await rename(draft, file);
}
