import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Target = { readonly id: string; readonly type: string };

/** Closes the pages of the browser on this profile, which must listen to a debugging port. */
export async function closePage(profileDir: string): Promise<void> {
  const active = await readFile(join(profileDir, 'DevToolsActivePort'), 'utf8');
  const base = `http://127.0.0.1:${active.split('\n')[0]}/json`;
  const targets = (await (await fetch(`${base}/list`)).json()) as Target[];
  const pages = targets.filter(({ type }) => type === 'page');
  if (pages.length === 0) throw new Error('The browser has no page to close');
  for (const { id } of pages) await fetch(`${base}/close/${id}`);
}
