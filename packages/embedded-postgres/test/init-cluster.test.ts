import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { expect, it } from 'vitest';
import { clusterBase, locateCluster } from '../src/cluster.ts';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import { spawnHolder } from './holder-process.ts';
import { answers, newDataDir, until } from './test-data-dir.ts';

it('an initdb that was killed half-way is cleared away by the next start', async () => {
  const dataDir = await newDataDir();
  await mkdir(clusterBase(dataDir));
  const { home } = await locateCluster(dataDir);
  const drafts = async (): Promise<string[]> => {
    const names = await readdir(dirname(home)).catch(() => []);
    return names.filter((name) => name.startsWith(`${basename(home)}.`));
  };
  const killed = spawnHolder(dataDir);
  const ended = once(killed, 'exit');
  await until('initdb runs', async () => (await drafts()).length > 0);
  killed.kill('SIGKILL');
  await ended;
  expect(await drafts()).toHaveLength(1);
  const { url, release } = await startEmbeddedPostgres({ dataDir });
  expect(await answers(url)).toBe(true);
  expect(await drafts()).toEqual([]);
  await release();
});
