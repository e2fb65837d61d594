import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@grabber/database/connection/open-database';
import { newSession } from '@grabber/database/testing/new-session';
import { createTestDatabase } from '@grabber/database/testing/test-database';
import { startEmbeddedPostgres } from '@grabber/embedded-postgres';

/** A Postgres with the default settings, for one benchmark. */
export type BenchServer = {
  readonly url: string;
  readonly version: string;
  readonly pid: number;
  stop(): Promise<void>;
};

export async function startBenchServer(): Promise<BenchServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'grabber-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, owner: 'npm run bench' });
  const version = await inNewDatabase(server.url, async ({ db }) => {
    const { rows } = await db.pool.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? 'unknown';
  });
  return {
    url: server.url,
    version,
    pid: await postmasterPid(dataDir),
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The process above those of all connections. */
async function postmasterPid(dataDir: string): Promise<number> {
  const file = join(dataDir, 'postgres', 'server', 'pgdata', 'postmaster.pid');
  return Number.parseInt(await readFile(file, 'utf8'), 10);
}

/** An empty database made by the migrations, with one session. */
export type BenchDatabase = {
  readonly url: string;
  readonly db: Database;
  readonly session_id: string;
};

/** Runs `work` on its own database. */
export async function inNewDatabase<T>(
  serverUrl: string,
  work: (database: BenchDatabase) => Promise<T>,
): Promise<T> {
  const database = await createTestDatabase(serverUrl);
  const db = openDatabase(database.url);
  try {
    const { id: session_id } = await newSession(db);
    return await work({ url: database.url, db, session_id });
  } finally {
    await db.close();
    await database.drop();
  }
}
