import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const MIGRATIONS_DIR = join(import.meta.dirname, '..', '..', 'migrations');

type Entry = { idx: number; version: string; when: number; tag: string; breakpoints: boolean };
type Journal = { entries: Entry[] };

export async function readJournal(folder = MIGRATIONS_DIR): Promise<Journal> {
  return JSON.parse(await readFile(join(folder, 'meta', '_journal.json'), 'utf8'));
}

/** A folder of migrations as another version of the code has it: the first ones of ours, then others. */
export async function migrationsOf(
  version: { first?: number; others?: readonly string[] } = {},
): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'grabber-migrations-'));
  await cp(MIGRATIONS_DIR, folder, { recursive: true });
  const journal = await readJournal();
  const kept = journal.entries.slice(0, version.first);
  for (const [place, sql] of (version.others ?? []).entries()) {
    const idx = kept.length;
    const tag = `${String(idx).padStart(4, '0')}_other_${place}`;
    kept.push({ idx, version: '7', when: (kept.at(-1)?.when ?? 0) + 1, tag, breakpoints: true });
    await writeFile(join(folder, `${tag}.sql`), sql);
  }
  const text = JSON.stringify({ ...journal, entries: kept });
  await writeFile(join(folder, 'meta', '_journal.json'), text);
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
