import { cp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import { postmasterPid } from './server-processes.ts';
import { answers, newDataDir, query, until, useFilledDataDirs } from './test-data-dir.ts';

const start = (dataDir: string) => startEmbeddedPostgres({ dataDir, owner: 'a test' });
const inServer = (dataDir: string, ...path: string[]) =>
  join(dataDir, 'postgres', 'server', ...path);

/** Files that a running server renames: one that is gone fails the copy. */
const IN_THE_MAKING = /\.init\.\d+$/;

const newFilledDataDir = useFilledDataDirs();

async function expectKept(dataDir: string): Promise<void> {
  const { url, stop } = await start(dataDir);
  expect(await query(url, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
  await stop();
}

describe('the data', () => {
  it('is there again at the next start', async () => {
    await expectKept(await newFilledDataDir());
  });

  it('is all in DATA_DIR: deleted with it, and moved with it', async () => {
    const dataDir = await newFilledDataDir();
    const moved = `${dataDir}-moved`;
    onTestFinished(() => rm(moved, { recursive: true, force: true }));
    await rename(dataDir, moved);
    const { url, stop } = await start(dataDir);
    await expect(query(url, 'SELECT value FROM kept')).rejects.toThrow(/does not exist/);
    await stop();
    await expectKept(moved);
  });

  it('of a copied DATA_DIR is in the copy, also while the original runs, and independent of it', async () => {
    const dataDir = await newFilledDataDir();
    const original = await start(dataDir);
    const copied = `${dataDir}-copy`;
    onTestFinished(() => rm(copied, { recursive: true, force: true }));
    await cp(dataDir, copied, { recursive: true, filter: (path) => !IN_THE_MAKING.test(path) });
    const copy = await start(copied);
    await query(original.url, 'UPDATE kept SET value = 2');
    expect(await query(copy.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
    await copy.stop();
    expect(await answers(original.url)).toBe(true);
    await original.stop();
  });
});

describe('the server', () => {
  it('that is killed comes back at the same URL with every committed row', async () => {
    const dataDir = await newFilledDataDir();
    const lines: string[] = [];
    const note = (fields: object, message: string): void => {
      lines.push(JSON.stringify({ ...fields, message }));
    };
    const log = { warn: note, error: note };
    const { url, stop } = await startEmbeddedPostgres({ dataDir, owner: 'a test', log });
    for (let round = 2; round <= 4; round += 1) {
      const pid = await postmasterPid(dataDir);
      await query(url, `INSERT INTO kept VALUES (${round})`);
      process.kill(pid, 'SIGKILL');
      await until('the server is back', async () => {
        return (await postmasterPid(dataDir).catch(() => pid)) !== pid && (await answers(url));
      });
      expect(await query(url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: round }]);
    }
    await stop();
    expect(await answers(url)).toBe(false);
    expect(lines.join()).toContain('Embedded Postgres ended, restarting');
    expect(lines.join()).not.toContain(new URL(url).password);
  });

  it('never runs as root, needs no permission above DATA_DIR, and runs with fsync on loopback only, with a random password in files of mode 0600', async () => {
    const parent = await newDataDir();
    expect((await stat(parent)).mode & 0o777).toBe(0o700);
    const dataDir = join(parent, 'data');
    const { url, stop } = await start(dataDir);
    const { uid } = await stat(`/proc/${await postmasterPid(dataDir)}`);
    expect(uid).toBe((await stat(inServer(dataDir, 'pgdata'))).uid);
    expect(uid).not.toBe(0);
    const show = async (name: string): Promise<unknown> =>
      (await query(url, `SHOW ${name}`))[0]?.[name];
    expect(await show('fsync')).toBe('on');
    expect(await show('listen_addresses')).toBe('127.0.0.1');
    expect(await show('password_encryption')).toBe('scram-sha-256');
    expect(await show('server_encoding')).toBe('UTF8');
    const password = await readFile(inServer(dataDir, 'password'), 'utf8');
    expect(password.length).toBeGreaterThanOrEqual(32);
    const urlFile = join(dataDir, 'postgres', 'url');
    expect(await readFile(urlFile, 'utf8')).toBe(url);
    for (const file of [inServer(dataDir, 'password'), urlFile]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
    await expect(query(url.replace(password, 'x'), 'SELECT 1')).rejects.toThrow(/password/);
    await stop();
    expect(await readdir(join(dataDir, 'postgres'))).not.toContain('url');
  });

  it('does not write the values of failed statements into its log', async () => {
    const dataDir = await newFilledDataDir();
    const { url, stop } = await start(dataDir);
    await query(url, 'CREATE TABLE people (phone text UNIQUE)');
    await query(url, `INSERT INTO people VALUES ('6281234567890')`);
    await expect(query(url, `INSERT INTO people VALUES ('6281234567890')`)).rejects.toThrow();
    await expect(query(url, `SELECT '6281234567890'::date`)).rejects.toThrow();
    await stop();
    const log = await readFile(join(dataDir, 'postgres', 'postgres.log'), 'utf8');
    expect(log).toContain('database system is shut down');
    expect(log).not.toContain('6281234567890');
  });

  it('starts although the number in its pid file now belongs to another program', async () => {
    const dataDir = await newFilledDataDir();
    const pgdata = inServer(dataDir, 'pgdata');
    const stale = [process.pid, pgdata, 1, 20_000, '', '127.0.0.1', '', 'ready   ', ''].join('\n');
    await writeFile(join(pgdata, 'postmaster.pid'), stale);
    await expectKept(dataDir);
  });
});
