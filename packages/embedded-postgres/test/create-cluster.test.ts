import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
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

it('what a left initdb still writes to is cleaned up when it has ended', async () => {
  const dataDir = await newDataDir();
  const left = join(dataDir, 'postgres', 'server.left', 'pgdata');
  await mkdir(left, { recursive: true });
  const writes = 'i=0; while [ $i -lt 20000 ]; do i=$((i+1)); : > "$i" || exit; done';
  const writer = spawn('sh', ['-c', writes], { cwd: left, stdio: 'ignore' });
  const ended = once(writer, 'exit');
  await until('it writes', async () => (await readdir(left)).length > 100);
  const { stop } = await startEmbeddedPostgres({ dataDir, owner });
  await ended;
  expect(await readdir(join(dataDir, 'postgres'))).not.toContain('server.left');
  await stop();
});
