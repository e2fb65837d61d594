import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { migrate } from '../../src/connection/migrate.ts';
import { type Database, openDatabase } from '../../src/connection/open-database.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/test-database.ts';
import { testServerUrl } from '../../src/testing/test-server-url.ts';

const SETUP = join(import.meta.dirname, '../../roles/api-role.sql');
const PASSWORD = "a'password-of-the-role";

/** What the role does not own of what is no part of an extension, with schemas and the database. */
const NOT_OWNED = `
  SELECT d.what FROM (
    SELECT 'pg_class'::regclass AS class, oid, relname::text AS what, relowner AS owner, relnamespace AS space FROM pg_class
    UNION ALL SELECT 'pg_proc'::regclass, oid, proname, proowner, pronamespace FROM pg_proc
    UNION ALL SELECT 'pg_type'::regclass, oid, typname, typowner, typnamespace FROM pg_type
    UNION ALL SELECT 'pg_namespace'::regclass, oid, nspname, nspowner, oid FROM pg_namespace WHERE nspname <> 'public'
    UNION ALL SELECT 'pg_database'::regclass, oid, datname, datdba, 'public'::regnamespace
      FROM pg_database WHERE datname = current_database()
  ) d JOIN pg_namespace n ON n.oid = d.space
  WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    AND d.owner <> 'grabber_api'::regrole
    AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.class AND e.objid = d.oid AND e.deptype = 'e')`;

let database: TestDatabase;
let admin: Database;
beforeEach(async () => {
  database = await createTestDatabase(testServerUrl());
  admin = openDatabase(database.url, { max: 1 });
});
afterEach(async () => {
  await admin.close();
  await database.drop();
});

/** As the container does it, where the password is a setting of the connection. */
async function makeRole(password: string): Promise<void> {
  await admin.pool.query("SELECT set_config('grabber.api_password', $1, false)", [password]);
  await admin.pool.query(await readFile(SETUP, 'utf8'));
}

function openAs(password: string): Database {
  const url = new URL(database.url);
  url.username = 'grabber_api';
  url.password = encodeURIComponent(password);
  return openDatabase(url.toString(), { max: 1 });
}

it('takes over the tables of an installation whose API was a superuser, and may change them', async () => {
  await admin.pool.query(
    'CREATE SCHEMA another; CREATE TABLE another.jobs (id bigserial PRIMARY KEY, kind text)',
  );
  await makeRole(PASSWORD);
  const { rows } = await admin.pool.query(NOT_OWNED);
  expect(rows).toEqual([]);
  const role = openAs(PASSWORD);
  try {
    await migrate(role);
    await role.pool.query('ALTER TABLE contacts ADD COLUMN extra text');
    await role.pool.query("INSERT INTO another.jobs (kind) VALUES ('a')");
    await role.pool.query('CREATE SCHEMA one_more');
    const found = await role.pool.query(
      'SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user',
    );
    expect(found.rows).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false }]);
    await expect(role.pool.query("COPY contacts TO PROGRAM 'cat'")).rejects.toThrow(/permission/);
  } finally {
    await role.close();
  }
});

it('takes the password from PGPASSWORD where the address has none, as in the containers', async () => {
  await makeRole(PASSWORD);
  vi.stubEnv('PGPASSWORD', PASSWORD);
  const url = new URL(database.url);
  url.username = 'grabber_api';
  url.password = '';
  const role = openDatabase(url.toString(), { max: 1 });
  try {
    await role.ping();
  } finally {
    await role.close();
    vi.unstubAllEnvs();
  }
});

it('makes an empty database that the role can migrate by itself, and changes its password', async () => {
  await admin.pool.query('DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS drizzle CASCADE');
  await admin.pool.query('CREATE SCHEMA public AUTHORIZATION pg_database_owner');
  await makeRole('the-first-password');
  await makeRole(PASSWORD);
  const role = openAs(PASSWORD);
  try {
    await migrate(role);
    const { rows } = await role.pool.query('SELECT count(*) AS n FROM contacts');
    expect(rows).toEqual([{ n: 0 }]);
  } finally {
    await role.close();
  }
});
