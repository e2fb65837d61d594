import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import { ROOT_DIRECTORY } from '../src/native-binaries.ts';
import { spawnOwner } from './owner-process.ts';
import { answers, newDataDir, query, until } from './test-data-dir.ts';

const owner = 'a test';

it('a killed initdb is cleaned up by the next start', async () => {
  const dataDir = await newDataDir();
  const drafts = async () => {
    const names = await readdir(join(dataDir, 'postgres')).catch(() => []);
    return names.filter((name) => name.startsWith('server.'));
  };
  const killed = spawnOwner(dataDir);
  const ended = once(killed, 'exit');
  await until('initdb runs', async () => (await drafts()).length > 0);
  killed.kill('SIGKILL');
  await ended;
  expect(await drafts()).toHaveLength(1);
  const { url, stop } = await startEmbeddedPostgres({ dataDir, owner });
  expect(await answers(url)).toBe(true);
  expect(await drafts()).toEqual([]);
  await stop();
});

it('data that an earlier version kept for root outside of DATA_DIR move into DATA_DIR', async () => {
  const dataDir = await newDataDir();
  const first = await startEmbeddedPostgres({ dataDir, owner });
  await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS value');
  await first.stop();
  const id = randomUUID();
  await writeFile(join(dataDir, 'postgres', 'identity.json'), JSON.stringify({ id }));
  if (process.getuid?.() === 0) {
    await rename(join(dataDir, 'postgres', 'server'), join(ROOT_DIRECTORY, id));
  }
  const next = await startEmbeddedPostgres({ dataDir, owner });
  expect(await query(next.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
  await next.stop();
});
