import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { borrowPostgres, providePostgres } from './provide-postgres.ts';

const stopped = AbortSignal.any([]);
/** Of all tests: initdb takes longer than each of them. */
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-provide-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));
beforeEach(() => void vi.stubEnv('DATABASE_URL', undefined));
afterEach(() => void vi.unstubAllEnvs());

const owned = () => providePostgres({ dataDir, command: 'npm start', stopped });
const borrowed = () => borrowPostgres({ dataDir, command: 'npm run keys', stopped });
/** Whether a command has the lock, and does not only want it. */
async function isLocked(): Promise<boolean> {
  const locks = join(dataDir, 'postgres', 'locks');
  const names = await readdir(locks).catch(() => []);
  const files = names.filter((name) => name.endsWith('.lock'));
  const texts = await Promise.all(files.map((name) => readIfThere(join(locks, name))));
  return texts.some((text) => text !== null && JSON.parse(text).holds);
}

/** One that steps back from a lock removes its file. */
async function readIfThere(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

const urlFile = () => join(dataDir, 'postgres', 'url');

it('is DATABASE_URL if that is set: nothing is started or stopped', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://me@example/db');
  for (const postgres of [await owned(), await borrowed()]) {
    expect(postgres.url).toBe('postgres://me@example/db');
    await postgres.stop();
  }
  await expect(stat(join(dataDir, 'postgres'))).rejects.toThrow(/ENOENT/);
});

it('is borrowed from the command that runs it, also during its start, and left running', async () => {
  const starting = owned();
  while (!(await isLocked())) await nextTurn();
  const guest = await borrowed();
  const host = await starting;
  expect(guest.url).toBe(host.url);
  await guest.stop();
  await stat(urlFile());
  await host.stop();
});

it('is started for the borrower if none runs, and stopped afterwards', async () => {
  const guest = await borrowed();
  await expect(owned()).rejects.toThrow(/is in use by `npm run keys` \(process \d+\)/);
  await guest.stop();
  await expect(stat(urlFile())).rejects.toThrow(/ENOENT/);
  await (await owned()).stop();
});

it('is not started when the command is told to stop meanwhile', async () => {
  const command = new AbortController();
  const options = { dataDir, command: 'npm start', stopped: command.signal };
  const starting = providePostgres(options);
  command.abort();
  await expect(starting).rejects.toMatchObject({ name: 'AbortError' });
  await (await owned()).stop();
});
