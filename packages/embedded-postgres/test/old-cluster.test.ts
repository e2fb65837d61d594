import { randomUUID } from 'node:crypto';
import { cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import { newDataDir, query, useFilledDataDirs } from './test-data-dir.ts';

/** Where an older version kept the databases of root. */
const OLD_ROOT = '/var/lib/whatsapp-contact-grabber';
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

const start = (dataDir: string) => startEmbeddedPostgres({ dataDir, owner: 'a test' });

describe.runIf(isRoot)('the database of an older version, outside DATA_DIR', () => {
  const newFilledDataDir = useFilledDataDirs();

  /** A DATA_DIR as that version left it. */
  async function oldDataDir() {
    const dataDir = await newFilledDataDir();
    const id = randomUUID();
    const place = join(OLD_ROOT, id);
    onTestFinished(() => rm(place, { recursive: true, force: true }));
    await mkdir(OLD_ROOT, { recursive: true });
    await rename(join(dataDir, 'postgres', 'server'), place).catch(async () => {
      await cp(join(dataDir, 'postgres', 'server'), place, { recursive: true });
      await rm(join(dataDir, 'postgres', 'server'), { recursive: true });
    });
    const identity = { id, data_dir: dataDir };
    await writeFile(join(dataDir, 'postgres', 'identity.json'), JSON.stringify(identity));
    return { dataDir, place };
  }

  it('is moved into DATA_DIR with its rows', async () => {
    const { dataDir, place } = await oldDataDir();
    for (let round = 0; round < 2; round += 1) {
      const { url, stop } = await start(dataDir);
      expect(await query(url, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
      await stop();
    }
    await expect(stat(place)).rejects.toThrow(/ENOENT/);
  });

  it('of a copied DATA_DIR is refused by name, and no empty database is made', async () => {
    const { dataDir, place } = await oldDataDir();
    const copy = join(await newDataDir(), 'copy');
    await cp(dataDir, copy, { recursive: true });
    await expect(start(copy)).rejects.toMatchObject({
      code: 'DATA_ELSEWHERE',
      message: expect.stringContaining(
        `${copy} is a copy of ${dataDir}, whose database is in ${place}`,
      ),
    });
    expect(await readdir(join(copy, 'postgres'))).not.toContain('server');
  });

  it('that is gone is refused, and no empty database is made', async () => {
    const { dataDir, place } = await oldDataDir();
    await rm(place, { recursive: true });
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'DATA_ELSEWHERE',
      message: expect.stringContaining(place),
    });
    expect(await readdir(join(dataDir, 'postgres'))).not.toContain('server');
  });
});
