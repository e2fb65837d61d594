import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import { explainFailure } from '../src/errors.ts';
import { newDataDir } from './test-data-dir.ts';

it('a DATA_DIR that cannot be a directory is an error that says what to do', async () => {
  const file = join(await newDataDir(), 'file');
  await writeFile(file, '');
  const start = startEmbeddedPostgres({ dataDir: join(file, 'data'), owner: 'a test' });
  await expect(start).rejects.toMatchObject({
    code: 'NOT_WRITABLE',
    message: expect.stringMatching(/writable.*DATA_DIR.*DATABASE_URL/),
  });
});

for (const [cause, code] of [
  ['ENOSPC: no space left on device, write', 'DISK_FULL'],
  ['exit 1: could not write to file: No space left on device', 'DISK_FULL'],
  ['EDQUOT: disk quota exceeded', 'DISK_FULL'],
  ["EROFS: read-only file system, mkdir '/x'", 'NOT_WRITABLE'],
  ['exit 1: could not access directory: Permission denied', 'NOT_WRITABLE'],
  ['exit 1: something else', 'START_FAILED'],
] as const) {
  it(`"${cause}" is ${code} and keeps its cause`, () => {
    const failure = new Error(cause);
    const explained = explainFailure('/data', failure);
    expect(explained).toMatchObject({ code, cause: failure });
    expect(explainFailure('/other', explained)).toBe(explained);
  });
}
