import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/connection/open-database.ts';
import { listContactsPage } from '../../src/contacts/list-contacts-page.ts';
import { changeOwnData, changeTags, type OwnDataChange } from '../../src/contacts/own-data.ts';
import { refoldSearchTexts } from '../../src/search/refold-search-texts.ts';
import { contactEntry, person, stranger } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { countTouchedRows, explained } from '../support/count-touched-rows.ts';
import { storedContact } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const TAGGED = 2_000;
const LOCK = { lock_timeout_ms: 10_000 };
const [ani, budi, citra] = [person('628101'), person('628102'), person('628103')];

const test = withTestDatabase();
let db: Database;
let counter: ReturnType<typeof countTouchedRows>;
let id: string;

async function write(session_id: string, contact_id: string, change: OwnDataChange) {
  const { id: row_id } = await storedContact(test.db, session_id, contact_id);
  await changeOwnData(test.db, { session_id, row_id, ...LOCK }, change);
}

async function found(search: string, session_id = id, walked_rows = 20_000) {
  const options = { session_id, search, limit: 9, walked_rows, with_total: true };
  const { rows, total } = await listContactsPage(db, options);
  expect(total).toBe(rows.length);
  return rows.map(({ contact_id }) => contact_id);
}

beforeAll(async () => {
  const other = (await newSession(test.db)).id;
  const contacts = Array.from({ length: TAGGED }, (_, n) =>
    contactEntry(person(`6281${String(n).padStart(8, '0')}`), { name: `Orang ${n}` }),
  );
  await grabAccount(test.db, other, { contacts });
  const tags = { add: ['Pelanggan lama', '张'], remove: [], max_tags: 9, max_rows: TAGGED };
  await changeTags(test.db, { session_id: other, ...LOCK }, tags);
  id = (await newSession(test.db)).id;
  const own = [
    contactEntry(ani, { name: 'Ani Wijaya' }),
    contactEntry(budi, { name: 'Budi' }),
    contactEntry(citra, { name: 'Citra' }),
  ];
  await grabAccount(test.db, id, { contacts: own });
  await write(id, ani.id, { tags: ['Pelanggan lama'], note: 'Telepon sóre\n50% diskon' });
  await write(id, budi.id, { tags: ['vip', '张三'], custom_fields: { city: 'Bandung', age: 44 } });
  for (const index of ['contacts_search', 'contacts_own_search', 'contacts_own_search_wide']) {
    await test.db.pool.query('SELECT gin_clean_pending_list($1)', [index]);
  }
  await test.db.pool.query('ANALYZE contacts');
  db = openDatabase(explained(test.url));
  counter = countTouchedRows(db, 'pool');
});
afterAll(() => db.close());

const FOUND: readonly (readonly [search: string, ids: readonly string[]])[] = [
  ['pelanggan', [ani.id]],
  ['SORE', [ani.id]],
  ['50%', [ani.id]],
  ['wijaya lama', [ani.id]],
  ['lama ani telepon', [ani.id]],
  ['budi lama', []],
  ['bandung', [budi.id]],
  ['vi', [budi.id]],
  ['44', [budi.id]],
  ['张', [budi.id]],
  ['bandung vip 张三', [budi.id]],
  ['citra vip', []],
  ['city', []],
];

describe.each(FOUND)('a search for %j among tags, notes and custom values', (search, ids) => {
  it('finds what it should, however the rows are read', async () => {
    for (const walked_rows of [20_000, 1])
      expect(await found(search, id, walked_rows)).toEqual(ids);
  });

  it('reads the rows that it finds, and not those of all sessions', async () => {
    counter.reset();
    await listContactsPage(db, { session_id: id, search, limit: 9, walked_rows: 1 });
    expect(counter.rows()).toBeLessThan(TAGGED / 10);
  });
});

it('a text that changes is found by its new words alone, and nothing after it is removed', async () => {
  await write(id, citra.id, { note: 'pertama' });
  expect(await found('pertama')).toEqual([citra.id]);
  await write(id, citra.id, { note: 'kedua' });
  expect([await found('pertama'), await found('kedua')]).toEqual([[], [citra.id]]);
  await write(id, citra.id, { note: null });
  expect(await found('kedua')).toEqual([]);
});

it('what was written to both rows of one person finds the row that stays', async () => {
  const session = (await newSession(test.db)).id;
  const byLid = stranger('101');
  await grabAccount(test.db, session, { contacts: [contactEntry(byLid), contactEntry(ani)] });
  await write(session, byLid.id, { tags: ['reseller'] });
  await write(session, ani.id, { note: 'grosir' });
  await grabAccount(test.db, session, { contacts: [contactEntry(person('628101', '101'))] });
  expect(await found('reseller grosir', session)).toEqual([ani.id]);
});

it('what an older version wrote is found after the texts were folded again', async () => {
  const session = (await newSession(test.db)).id;
  await grabAccount(test.db, session, { contacts: [contactEntry(ani), contactEntry(budi)] });
  await write(session, ani.id, { tags: ['musiman'] });
  const { pool } = test.db;
  await pool.query('UPDATE contacts SET own_text = NULL WHERE session_id = $1', [session]);
  await pool.query('INSERT INTO search_refolds (session_id) VALUES ($1)', [session]);
  expect(await found('musiman', session)).toEqual([]);
  expect(await refoldSearchTexts(test.db, LOCK)).toMatchObject({ contacts: 1 });
  expect(await found('musiman', session)).toEqual([ani.id]);
});
