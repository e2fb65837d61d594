import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/connection/open-database.ts';
import { checkServer, whyNotDatabaseUrl, whyUnusable } from '../../src/connection/why-unusable.ts';
import { testServerUrl } from '../../src/testing/test-server-url.ts';

function urlWith(change: (url: URL) => void): string {
  const url = new URL(testServerUrl());
  change(url);
  return url.toString();
}

/** What is said of the database of that address. */
async function saidOf(url: string): Promise<string | undefined> {
  let db: Database | undefined;
  try {
    db = openDatabase(url, { max: 1 });
    await checkServer(db);
    return 'usable';
  } catch (error) {
    return whyUnusable(error, url);
  } finally {
    await db?.close();
  }
}

const server = () => new URL(testServerUrl()).host;

it('says which server, user or database to correct, and never the password', async () => {
  const wrongPassword = urlWith((url) => {
    url.password = 'hunter2';
  });
  expect(await saidOf(wrongPassword)).toBe(
    `${server()} refuses the user or its password. Correct them`,
  );
  const wrongName = urlWith((url) => {
    url.pathname = '/nothing';
  });
  expect(await saidOf(wrongName)).toBe(
    'the database "nothing" does not exist. Create it, or correct its name',
  );
  expect(await saidOf('postgres://me:hunter2@127.0.0.1:1/db')).toBe(
    'no Postgres answers at 127.0.0.1:1. Start it, or correct the address',
  );
  expect(await saidOf('postgres://me:hunter2@no-such-host.invalid/db')).toMatch(
    /^the host of no-such-host\.invalid:5432 is unknown\. Correct its name/,
  );
  expect(await saidOf(testServerUrl())).toBe('usable');
});

it('says that another program answers at the address', async () => {
  const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const said = await saidOf(`postgres://me@127.0.0.1:${port}/db`);
  other.close();
  expect(said).toBe(`127.0.0.1:${port} is not a Postgres, or it broke off`);
});

it('refuses a database that is not UTF8 by its name and encoding', async () => {
  const admin = new Client({ connectionString: testServerUrl() });
  await admin.connect();
  const name = `not_utf8_${process.pid}`;
  try {
    await admin.query(
      `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'`,
    );
    const url = urlWith((one) => {
      one.pathname = `/${name}`;
    });
    expect(await saidOf(url)).toMatch(
      new RegExp(`^the database "${name}" is not UTF8 but SQL_ASCII\\. Create another one`),
    );
  } finally {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
  }
});

it.each(['nonsense', 'mysql://me@host/db', 'postgres://me:pass#word@host/db', 'http://host'])(
  'refuses %s as an address, without showing it',
  (text) => {
    const said = whyNotDatabaseUrl(text);
    expect(said).toMatch(/^must look like postgres:/);
    expect(said).not.toContain('pass#word');
  },
);

it.each(['postgres://me@host/db', 'postgresql://me:p%23@host:1/db', 'postgres://me@/db?host=/run'])(
  'takes %s as an address',
  (text) => expect(whyNotDatabaseUrl(text)).toBeUndefined(),
);
