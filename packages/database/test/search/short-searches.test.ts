import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/connection/open-database.ts';
import { listContactsPage } from '../../src/contacts/list-contacts-page.ts';
import { streamContacts } from '../../src/contacts/stream-contacts.ts';
import { SearchTermInvalid, searchTerms } from '../../src/search/search-terms.ts';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { countTouchedRows, explained } from '../support/count-touched-rows.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const OTHERS = 3_000;

const test = withTestDatabase();
let db: Database;
let counter: ReturnType<typeof countTouchedRows>;
let id: string;

const named = (n: number, name: string) =>
  contactEntry(person(`6281${String(n).padStart(8, '0')}`), { name });

beforeAll(async () => {
  const other = await newSession(test.db);
  const contacts = Array.from({ length: OTHERS }, (_, n) => named(n, `Andi Pizza Santoso ${n}`));
  await grabAccount(test.db, other.id, { contacts });
  id = (await newSession(test.db)).id;
  const names = [
    'Zz Top',
    'Pizza',
    'Andi (Zztop)',
    '张三',
    '王 张三',
    'Иван',
    '🙂 Rina',
    'Rina 🙂',
    '-- Toko',
    '%%',
    'O’Neil',
  ];
  const own = [
    ...names.map((name, n) => named(900_000 + n, name)),
    contactEntry(person('553188888888', '110000000000001'), { name: 'Bia' }),
  ];
  await grabAccount(test.db, id, { contacts: own });
  await test.db.pool.query("SELECT gin_clean_pending_list('contacts_search')");
  await test.db.pool.query('ANALYZE contacts');
  db = openDatabase(explained(test.url));
  counter = countTouchedRows(db, 'pool');
});
afterAll(() => db.close());

const FOUND: [string, string[]][] = [
  ['zz', ['Zz Top', 'Andi (Zztop)']],
  ['z', ['Zz Top', 'Andi (Zztop)']],
  ['ZZ an', ['Andi (Zztop)']],
  ['张', ['张三', '王 张三']],
  ['张三', ['张三', '王 张三']],
  ['三', ['张三', '王 张三']],
  ['iv 张', []],
  ['ив', ['Иван']],
  ['🙂', ['🙂 Rina']],
  ['rina 🙂', ['🙂 Rina', 'Rina 🙂']],
  ['-', ['-- Toko']],
  ['%%', ['%%']],
  ['zz -', []],
  ['(z', ['Andi (Zztop)']],
  ['+55 31 98888-8888', ['Bia']],
  ['110000000000001', ['Bia']],
  ['5531988888888', ['Bia']],
];

describe.each(FOUND)('a search for %j', (search, names) => {
  it('finds what it should, however the rows are read', async () => {
    // As small a book as there is, and one that is larger than what is walked.
    for (const walked_rows of [20_000, 2]) {
      const options = { session_id: id, search, limit: 20, walked_rows, with_total: true };
      const page = await listContactsPage(db, options);
      expect(page.rows.map(({ name }) => name)).toEqual(names);
      expect(page.total).toBe(names.length);
    }
    const blocks = await Array.fromAsync(streamContacts(db, { session_id: id, search }));
    const lines = Buffer.concat(blocks).toString().split('\n').slice(0, -1);
    expect(lines).toHaveLength(names.length);
  });

  it('reads the rows that it finds, and not those of all sessions', async () => {
    counter.reset();
    await listContactsPage(db, { session_id: id, search, limit: 20, walked_rows: 2 });
    expect(counter.rows()).toBeLessThan(OTHERS / 10);
  });
});

it.each(['\u200b', 'andi \u200b', '\u0301', '\u200d \u2060'])(
  'a word without letter, digit or symbol is refused: %j',
  async (search) => {
    expect(() => searchTerms(search)).toThrow(SearchTermInvalid);
    const page = listContactsPage(test.db, { session_id: id, search, limit: 5 });
    await expect(page).rejects.toThrow(SearchTermInvalid);
  },
);

it('a page has no more rows than fit, and the next one goes on where it ended', async () => {
  const { id: long } = await newSession(test.db);
  const contacts = Array.from({ length: 6 }, (_, n) => named(n, `${n} `.padEnd(300, 'x'))).map(
    (entry) => ({ ...entry, about: 'y'.repeat(5_000) }),
  );
  await grabAccount(test.db, long, { contacts });
  await test.db.pool.query('UPDATE contacts SET push_name = $1 WHERE session_id = $2', [
    'z'.repeat(800_000),
    long,
  ]);
  const seen: number[] = [];
  let after = null;
  do {
    const page = await listContactsPage(test.db, { session_id: long, limit: 100, after });
    expect(page.rows.length).toBeLessThan(contacts.length);
    seen.push(...page.rows.map((row) => row.id));
    after = page.next;
  } while (after !== null);
  expect(new Set(seen).size).toBe(contacts.length);
  expect(seen).toHaveLength(contacts.length);
});
