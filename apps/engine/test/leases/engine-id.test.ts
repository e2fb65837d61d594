import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadEngineId } from '../../src/leases/engine-id.ts';
import { folderForTest } from '../support/linked-profile.ts';

it('an engine keeps its id for as long as its data directory', async () => {
  const dataDir = await folderForTest();
  const id = await loadEngineId(dataDir);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  expect(await loadEngineId(dataDir)).toBe(id);
  expect(await loadEngineId(await folderForTest())).not.toBe(id);
  const file = join(dataDir, 'engine/engine-id');
  expect(await readFile(file, 'utf8')).toBe(`${id}\n`);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(dataDir, 'engine'))).toEqual(['engine-id']);
});

it('a damaged id is not replaced: the profiles here would be those of an engine that is gone', async () => {
  const dataDir = await folderForTest();
  await loadEngineId(dataDir);
  await writeFile(join(dataDir, 'engine/engine-id'), '');
  await expect(loadEngineId(dataDir)).rejects.toThrow('restore it from a backup');
});
