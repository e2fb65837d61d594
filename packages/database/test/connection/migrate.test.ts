import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../src/connection/migrate.ts';
import { openDatabase } from '../../src/connection/open-database.ts';
import { testServerUrl } from '../../src/testing/test-server-url.ts';
import { findWorkspaceByName } from '../../src/workspaces/workspaces.ts';

const name = `grabber_migrate_${process.pid}`;
const url = (): string => {
  const parsed = new URL(testServerUrl());
  parsed.pathname = `/${name}`;
  return parsed.toString();
};

async function onServer(statement: string): Promise<void> {
  const server = new Client({ connectionString: testServerUrl() });
  await server.connect();
  await server.query(statement).finally(() => server.end());
}

beforeAll(() => onServer(`CREATE DATABASE ${name}`));
afterAll(() => onServer(`DROP DATABASE ${name} WITH (FORCE)`));

it('twenty starters at once bring an empty database to one and the same state', async () => {
  const starters = Array.from({ length: 20 }, () => openDatabase(url(), { max: 1 }));
  try {
    await Promise.all(starters.map((db) => migrate(db)));
    const [db] = starters;
    await migrate(db!);
    const { rows } = await db!.pool.query('SELECT hash FROM drizzle.__drizzle_migrations');
    const journal = await readJournal();
    expect(rows).toHaveLength(journal.length);
    expect(await findWorkspaceByName(db!, 'default')).toMatchObject({ name: 'default' });
  } finally {
    await Promise.all(starters.map((db) => db.close()));
  }
});

it('the migrations carry rising times: one with an older time would never be applied', async () => {
  const times = (await readJournal()).map((entry) => entry.when);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(new Set(times).size).toBe(times.length);
});

async function readJournal(): Promise<{ when: number }[]> {
  const file = join(import.meta.dirname, '..', '..', 'migrations', 'meta', '_journal.json');
  return JSON.parse(await readFile(file, 'utf8')).entries;
}
