import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { replaceFile } from '@grabber/primitives/replace-file';
import { isUuid } from '@grabber/primitives/uuid';

/**
 * The id of the engine that has this data directory, made once. It stays for as long as the profiles do: those who place
 * sessions know by it where a profile is. Rejects with an Error for a file that holds something else, because a new id
 * would make every profile here one of an engine that is gone.
 */
export async function loadEngineId(dataDir: string): Promise<string> {
  const directory = join(dataDir, 'engine');
  const file = join(directory, 'engine-id');
  const known = await readFile(file, 'utf8').catch(nullIfMissing);
  if (known === null) return makeEngineId(directory, file);
  const id = known.trim();
  if (isUuid(id)) return id;
  throw new Error(`${file} holds no UUID: restore it from a backup.`);
}

async function makeEngineId(directory: string, file: string): Promise<string> {
  const id = randomUUID();
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await replaceFile(file, `${id}\n`, { flush: true });
  return id;
}
