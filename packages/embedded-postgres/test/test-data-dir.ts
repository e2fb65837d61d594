import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';

const POLL_DEADLINE_MS = 60_000;
/** Often enough to meet the moments of a start. Some questions read all of /proc. */
const POLL_INTERVAL_MS = 25;

/** A directory of one test. It is deleted afterwards. */
export async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'grabber-embedded-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}

/**
 * Directories with a stopped server whose table `kept` has one row, for the tests of a file. Each is a copy of the
 * first: initdb takes longer than most of these tests.
 */
export function useFilledDataDirs(): () => Promise<string> {
  let original: string;
  beforeAll(async () => {
    original = await mkdtemp(join(tmpdir(), 'grabber-embedded-'));
    const { url, stop } = await startEmbeddedPostgres({ dataDir: original, owner: 'a test' });
    await query(url, 'CREATE TABLE kept AS SELECT 1 AS value');
    await stop();
  });
  afterAll(() => rm(original, { recursive: true, force: true }));
  return async () => {
    const dataDir = await newDataDir();
    await cp(original, dataDir, { recursive: true });
    return dataDir;
  };
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Whether a server answers at the URL. */
export function answers(url: string): Promise<boolean> {
  return query(url, 'SELECT 1').then(
    () => true,
    () => false,
  );
}

/** Repeats the question until the answer is true. */
export async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + POLL_DEADLINE_MS;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`not within ${POLL_DEADLINE_MS} ms: ${what}`);
    await sleep(POLL_INTERVAL_MS);
  }
}
