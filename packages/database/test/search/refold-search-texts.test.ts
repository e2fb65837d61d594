import { expect, it } from 'vitest';
import { listContactsPage } from '../../src/contacts/list-contacts-page.ts';
import { refoldSearchTexts } from '../../src/search/refold-search-texts.ts';
import { lockSession } from '../../src/sessions/lock-session.ts';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { grabEach } from '../support/grab-each.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LOCK = { lock_timeout_ms: 1 };

/** A session as an older version left it: it kept hamza and tatweel. */
async function sessionOfOlderVersion(): Promise<string> {
  const names = ['أحمد', 'آمنة', 'Héctor', 'Budi', '张三', 'إبراهيم'];
  const contacts = names.map((name, n) => contactEntry(person(`62812345600${n}`), { name }));
  const { pool } = test.db;
  const { rows } = await pool.query(
    "SELECT pg_get_functiondef('search_fold_unicode'::regproc) AS text",
  );
  await pool.query(`CREATE OR REPLACE FUNCTION search_fold_unicode(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN normalize(value, NFKD)`);
  const session_id = await grabEach(test.db, { contacts });
  await pool.query(rows[0].text);
  await pool.query('INSERT INTO search_refolds (session_id) VALUES ($1)', [session_id]);
  return session_id;
}

async function names(session_id: string, search: string) {
  const { rows } = await listContactsPage(test.db, { session_id, search, limit: 9 });
  return rows.map(({ name }) => name);
}

const waiting = async () =>
  (await test.db.pool.query('SELECT session_id FROM search_refolds')).rows.map(
    (row) => row.session_id,
  );

it('the texts that an older version stored are folded again, in batches, and no contact changes', async () => {
  const [one, other] = [await sessionOfOlderVersion(), await sessionOfOlderVersion()];
  const versions = async () =>
    (await test.db.pool.query('SELECT id, changed_change, written_at FROM contacts ORDER BY id'))
      .rows;
  const before = await versions();
  expect(await names(one, 'احمد')).toEqual([]);
  const result = await refoldSearchTexts(test.db, { ...LOCK, batch_rows: 2 });
  expect(result).toEqual({ contacts: 8, skipped_sessions: 0, failures: [] });
  for (const session_id of [one, other]) {
    expect(await names(session_id, 'احمد')).toEqual(['أحمد']);
    expect(await names(session_id, 'ابراهيم')).toEqual(['إبراهيم']);
    expect(await names(session_id, 'hector')).toEqual(['Héctor']);
  }
  expect(await versions()).toEqual(before);
  expect(await waiting()).toEqual([]);
});

it('a session that is being written is left for the next run', async () => {
  const session_id = await sessionOfOlderVersion();
  const client = await test.db.pool.connect();
  await client.query('BEGIN');
  await lockSession(client, session_id, 1_000);
  expect(await refoldSearchTexts(test.db, LOCK)).toMatchObject({
    contacts: 0,
    skipped_sessions: 1,
  });
  expect(await waiting()).toEqual([session_id]);
  await client.query('COMMIT');
  client.release();
  expect(await refoldSearchTexts(test.db, LOCK)).toMatchObject({
    contacts: 4,
    skipped_sessions: 0,
  });
  expect(await names(session_id, 'امنه')).toEqual(['آمنة']);
});

it('a run that is stopped goes on later', async () => {
  const session_id = await sessionOfOlderVersion();
  const stopped = AbortSignal.abort();
  expect(await refoldSearchTexts(test.db, { ...LOCK, signal: stopped })).toMatchObject({
    contacts: 0,
  });
  expect(await waiting()).toEqual([session_id]);
  await refoldSearchTexts(test.db, LOCK);
  expect(await waiting()).toEqual([]);
});
