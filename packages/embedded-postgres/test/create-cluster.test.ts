import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import { spawnOwner } from './owner-process.ts';
import { answers, newDataDir, until } from './test-data-dir.ts';

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
