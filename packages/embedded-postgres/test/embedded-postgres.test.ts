import { cp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locateCluster } from '../src/cluster.ts';
import { deleteEmbeddedPostgres } from '../src/delete-embedded-postgres.ts';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import { livingPostmaster } from '../src/postmaster-file.ts';
import { startHolder } from './holder-process.ts';
import { afterTest, answers, newDataDir, query, until } from './test-data-dir.ts';

async function postmasterPid(dataDir: string): Promise<number> {
  const postmaster = await livingPostmaster((await locateCluster(dataDir)).pgdata);
  if (postmaster === null) throw new Error('no server runs');
  return postmaster.pid;
}

describe('the users of one directory', () => {
  it('get one server, whoever starts first, and only the last one to leave stops it', async () => {
    const dataDir = await newDataDir();
    const holders = await Promise.all([1, 2, 3, 4].map(() => startHolder(dataDir)));
    expect(new Set(holders.map((holder) => holder.url)).size).toBe(1);
    expect(holders.filter((holder) => !holder.adopted)).toHaveLength(1);
    const [first, ...others] = holders;
    for (const holder of others) await holder.release();
    expect(await answers(first!.url)).toBe(true);
    await first!.release();
    expect(await answers(first!.url)).toBe(false);
  });

  it('may be one process twice', async () => {
    const dataDir = await newDataDir();
    const [one, two] = await Promise.all([1, 2].map(() => startEmbeddedPostgres({ dataDir })));
    expect(one!.url).toBe(two!.url);
    await Promise.all([one!.release(), one!.release()]);
    expect(await answers(two!.url)).toBe(true);
    await two!.release();
    expect(await answers(two!.url)).toBe(false);
  });

  it('find the rows again after everything was stopped, at the same URL', async () => {
    const dataDir = await newDataDir();
    const before = await startEmbeddedPostgres({ dataDir });
    await query(before.url, 'CREATE TABLE kept AS SELECT 1 AS value');
    await before.release();
    const after = await startEmbeddedPostgres({ dataDir });
    expect(after).toMatchObject({ url: before.url, adopted: false });
    expect(await query(after.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
    await after.release();
  });
});

describe('kill -9', () => {
  it('of the starter leaves the server, which the next start adopts and its release stops', async () => {
    const dataDir = await newDataDir();
    const killed = await startHolder(dataDir);
    await query(killed.url, 'CREATE TABLE kept AS SELECT 1 AS value');
    await killed.kill();
    expect(await answers(killed.url)).toBe(true);
    const next = await startEmbeddedPostgres({ dataDir });
    expect(next).toMatchObject({ url: killed.url, adopted: true });
    expect(await query(next.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
    await next.release();
    expect(await answers(next.url)).toBe(false);
  });

  it('of Postgres loses no committed row: its user brings it back at the same URL', async () => {
    const dataDir = await newDataDir();
    const { url, release } = await startEmbeddedPostgres({ dataDir });
    await query(url, 'CREATE TABLE kept (value int)');
    for (let round = 1; round <= 3; round += 1) {
      const pid = await postmasterPid(dataDir);
      await query(url, `INSERT INTO kept VALUES (${round})`);
      process.kill(pid, 'SIGKILL');
      await until('the server is back', async () => {
        return (await postmasterPid(dataDir).catch(() => pid)) !== pid && (await answers(url));
      });
      expect(await query(url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: round }]);
    }
    await release();
    expect(await answers(url)).toBe(false);
  });

  it('of Postgres and its starter loses no committed row: the next start recovers them', async () => {
    const dataDir = await newDataDir();
    const killed = await startHolder(dataDir);
    await query(killed.url, 'CREATE TABLE kept AS SELECT 1 AS value');
    const pid = await postmasterPid(dataDir);
    await killed.kill();
    process.kill(pid, 'SIGKILL');
    const next = await startEmbeddedPostgres({ dataDir });
    expect(next.adopted).toBe(false);
    expect(await query(next.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
    await next.release();
  });
});

describe('the data', () => {
  it('is gone with a deleted DATA_DIR', async () => {
    const dataDir = await newDataDir();
    const before = await startEmbeddedPostgres({ dataDir });
    await query(before.url, 'CREATE TABLE old AS SELECT 1 AS value');
    await before.release();
    const { home } = await locateCluster(dataDir);
    afterTest(() => rm(home, { recursive: true, force: true }));
    await rm(dataDir, { recursive: true });
    const after = await startEmbeddedPostgres({ dataDir });
    await expect(query(after.url, 'SELECT value FROM old')).rejects.toThrow(/does not exist/);
    await after.release();
  });

  it('moves with its DATA_DIR', async () => {
    const dataDir = await newDataDir();
    const before = await startEmbeddedPostgres({ dataDir });
    await query(before.url, 'CREATE TABLE kept AS SELECT 1 AS value');
    await before.release();
    const moved = `${dataDir}-moved`;
    await rename(dataDir, moved);
    afterTest(() => rm(moved, { recursive: true, force: true }));
    afterTest(() => deleteEmbeddedPostgres(moved));
    const after = await startEmbeddedPostgres({ dataDir: moved });
    expect(await query(after.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
    await after.release();
  });

  it('of a copied DATA_DIR is apart from the original', async () => {
    const dataDir = await newDataDir();
    await (await startEmbeddedPostgres({ dataDir })).release();
    const copy = `${dataDir}-copy`;
    await cp(dataDir, copy, { recursive: true });
    afterTest(() => rm(copy, { recursive: true, force: true }));
    afterTest(() => deleteEmbeddedPostgres(copy));
    const original = await startEmbeddedPostgres({ dataDir });
    const other = await startEmbeddedPostgres({ dataDir: copy });
    await query(original.url, 'CREATE TABLE mine AS SELECT 1 AS value');
    await expect(query(other.url, 'SELECT value FROM mine')).rejects.toThrow(/does not exist/);
    await original.release();
    expect(await answers(other.url)).toBe(true);
    await other.release();
  });

  it('is deleted with its server, which nobody brings back', async () => {
    const dataDir = await newDataDir();
    const { url, release } = await startEmbeddedPostgres({ dataDir });
    const { home } = await locateCluster(dataDir);
    await deleteEmbeddedPostgres(dataDir);
    expect(await answers(url)).toBe(false);
    await expect(stat(home)).rejects.toThrow(/ENOENT/);
    await release();
    await expect(stat(home)).rejects.toThrow(/ENOENT/);
  });
});

describe('the server', () => {
  it('keeps its promises: fsync on, loopback only, one random password in a file of mode 0600', async () => {
    const dataDir = await newDataDir();
    const lines: string[] = [];
    const note = (fields: object, message: string): void => {
      lines.push(JSON.stringify({ ...fields, message }));
    };
    const log = { info: note, warn: note, error: note };
    const { url, release } = await startEmbeddedPostgres({ dataDir, log });
    const show = async (name: string): Promise<unknown> =>
      (await query(url, `SHOW ${name}`))[0]?.[name];
    expect(await show('fsync')).toBe('on');
    expect(await show('listen_addresses')).toBe('127.0.0.1');
    expect(await show('password_encryption')).toBe('scram-sha-256');
    expect(await show('server_encoding')).toBe('UTF8');
    const { passwordFile } = await locateCluster(dataDir);
    const password = await readFile(passwordFile, 'utf8');
    expect(password.length).toBeGreaterThanOrEqual(32);
    expect((await stat(passwordFile)).mode & 0o777).toBe(0o600);
    await expect(query(url.replace(password, 'x'), 'SELECT 1')).rejects.toThrow(/password/);
    expect(lines.join()).toContain('embedded Postgres is ready');
    expect(lines.join()).not.toContain(password);
    await release();
  });

  it('does not write the values of failed statements into its log', async () => {
    const dataDir = await newDataDir();
    const { url, release } = await startEmbeddedPostgres({ dataDir });
    await query(url, 'CREATE TABLE people (phone text UNIQUE)');
    await query(url, `INSERT INTO people VALUES ('6281234567890')`);
    await expect(query(url, `INSERT INTO people VALUES ('6281234567890')`)).rejects.toThrow();
    await expect(query(url, `SELECT '6281234567890'::date`)).rejects.toThrow();
    await release();
    const log = await readFile((await locateCluster(dataDir)).logFile, 'utf8');
    expect(log).toContain('database system is shut down');
    expect(log).not.toContain('6281234567890');
  });

  it('starts over a pid file whose number now belongs to another program', async () => {
    const dataDir = await newDataDir();
    await (await startEmbeddedPostgres({ dataDir })).release();
    const { pgdata } = await locateCluster(dataDir);
    const stale = [process.pid, pgdata, 1, 20_000, '', '127.0.0.1', '', 'ready   ', ''].join('\n');
    await writeFile(join(pgdata, 'postmaster.pid'), stale);
    const { url, release } = await startEmbeddedPostgres({ dataDir });
    expect(await answers(url)).toBe(true);
    await release();
  });
});
