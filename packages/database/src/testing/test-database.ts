import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '../connection/migrate.ts';
import { openDatabase } from '../connection/open-database.ts';

const MIGRATIONS_DIR = join(import.meta.dirname, '..', '..', 'migrations');
/** Any number that nothing else on the server uses. */
const TEMPLATE_LOCK = 7_423_118_002;

/** Copies of files take half the time, but wait twice for a disk where the server's data are on one. */
const STRATEGY = tmpdir().startsWith('/dev/shm') ? 'file_copy' : 'wal_log';

/** The migrations do not change while a process runs. By server. */
const templates = new Map<string, Promise<string>>();

/** A database of one test file. */
export interface TestDatabase {
  url: string;
  /** Deletes the database, even with open connections. */
  drop(): Promise<void>;
}

/** Creates a migrated, otherwise empty database on a server; tens of milliseconds, as a copy. */
export async function createTestDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `grabber_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, async (server) => {
    const making = templates.get(serverUrl) ?? ensureTemplate(server, serverUrl);
    templates.set(serverUrl, making);
    const template = await making;
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY ${STRATEGY}`);
  });
  return {
    url: databaseUrl(serverUrl, name),
    drop: () =>
      onServer(serverUrl, async (server) => {
        await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** The one migrated database of these migrations; a half-made one never gets the name. */
async function ensureTemplate(server: Client, serverUrl: string): Promise<string> {
  const template = `grabber_template_${await migrationsHash()}`;
  await server.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const found = await server.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (found.rowCount === 0) {
      const draft = `grabber_draft_${randomUUID().replaceAll('-', '')}`;
      await server.query(`CREATE DATABASE ${draft}`);
      const db = openDatabase(databaseUrl(serverUrl, draft));
      try {
        await migrate(db);
      } finally {
        await db.close();
      }
      await server.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
    }
  } finally {
    await server.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return template;
}

async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(MIGRATIONS_DIR)).sort()) {
    if (name.endsWith('.sql')) hash.update(await readFile(join(MIGRATIONS_DIR, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function onServer(url: string, work: (server: Client) => Promise<void>): Promise<void> {
  const server = new Client({ connectionString: url });
  await server.connect();
  try {
    await work(server);
  } finally {
    await server.end();
  }
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}
