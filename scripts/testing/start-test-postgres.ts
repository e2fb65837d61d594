import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@grabber/database/connection/open-database';
import { startEmbeddedPostgres } from '@grabber/embedded-postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A server on which a test file may create databases. */
    postgresUrl: string;
  }
}

/** One real Postgres for the whole run. TEST_DATABASE_URL selects another server. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    project.provide('postgresUrl', given);
    return async () => undefined;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'grabber-test-'));
  const server = await startEmbeddedPostgres({ dataDir, owner: 'vitest' });
  await waitForNoDisk(server.url);
  project.provide('postgresUrl', server.url);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** No test ends this server, so that a commit of a test need not wait for the disk. */
async function waitForNoDisk(url: string): Promise<void> {
  const db = openDatabase(url, { max: 1 });
  try {
    await db.pool.query('ALTER ROLE CURRENT_USER SET synchronous_commit = off');
  } finally {
    await db.close();
  }
}
