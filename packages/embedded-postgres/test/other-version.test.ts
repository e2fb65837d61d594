import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import { query, useFilledDataDirs } from './test-data-dir.ts';

const owner = 'a test';
const filledDataDir = useFilledDataDirs();

it('a database of another major version is refused with the way out, and stays as it is', async () => {
  const dataDir = await filledDataDir();
  const file = join(dataDir, 'postgres', 'server', 'pgdata', 'PG_VERSION');
  const version = await readFile(file, 'utf8');
  await writeFile(file, '13\n');
  await expect(startEmbeddedPostgres({ dataDir, owner })).rejects.toMatchObject({
    code: 'OTHER_VERSION',
    message: expect.stringMatching(/made by Postgres 13,.*pg_dump.*DATABASE_URL/),
  });
  expect(await readFile(file, 'utf8')).toBe('13\n');
  await writeFile(file, version);
  const { url, stop } = await startEmbeddedPostgres({ dataDir, owner });
  expect(await query(url, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
  await stop();
});
