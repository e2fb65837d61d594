import { beforeAll, describe, expect, it } from 'vitest';
import { listAccountsPage } from '../../src/accounts/list-accounts-page.ts';
import { streamEntries } from '../../src/accounts/stream-entries.ts';
import type { ContactFilters } from '../../src/contacts/contact-filters.ts';
import { listContactsPage } from '../../src/contacts/list-contacts-page.ts';
import { changeOwnData } from '../../src/contacts/own-data.ts';
import { streamContacts } from '../../src/contacts/stream-contacts.ts';
import { contactEntry, groupEntry, person, stranger } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { storedContact } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LOCK = { lock_timeout_ms: 10_000 };

const contact = (phone: string, name: string, more = {}) =>
  contactEntry(person(phone), { name, ...more });
const stays = contact('628101', 'Stays');
const tagged = contact('628102', 'Tagged');
const renamed = contact('628103', 'Old name', { username: 'renamed' });
const gone = contact('628104', 'Gone');
const added = contactEntry(stranger('105'), { name: 'Added', username: 'added' });
const both = contact('628106', 'Both', { on_whatsapp: false });

let session: string;
let times: { before: Date; between: Date; after: Date };

async function now(): Promise<Date> {
  const { rows } = await test.db.pool.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  return rows[0]!.now;
}

async function write(contact_id: string): Promise<void> {
  const { id } = await storedContact(test.db, session, contact_id);
  await changeOwnData(test.db, { session_id: session, row_id: id, ...LOCK }, { tags: ['vip'] });
}

beforeAll(async () => {
  session = (await newSession(test.db)).id;
  const groups = [{ group: groupEntry('120363000000000001', { name: 'Group' }), members: [] }];
  const before = await now();
  await grabAccount(test.db, session, { groups, contacts: [stays, tagged, renamed, gone, both] });
  const between = await now();
  await write(tagged.contact_id);
  const contacts = [stays, tagged, { ...renamed, name: 'New name' }, added, both];
  await grabAccount(test.db, session, { groups, contacts });
  const after = await now();
  // What people write to a row that a grab has changed leaves it changed.
  await write(renamed.contact_id);
  times = { before, between, after };
});

/** The names that a page, pages of one and the whole list hold, which must be the same. */
async function names(filters: ContactFilters): Promise<(string | null)[]> {
  const options = { session_id: session, ...filters };
  const orders = [];
  for (const sort of ['stored', 'name', 'changed'] as const) {
    const page = await listContactsPage(test.db, {
      ...{ ...options, sort, limit: 100, with_total: true },
    });
    expect(page.total).toBe(page.rows.length);
    const first = await listContactsPage(test.db, { ...options, sort, limit: 1 });
    expect(first.rows).toEqual(page.rows.slice(0, 1));
    orders.push(page.rows.map(({ name }) => name).toSorted());
  }
  const [found = []] = orders;
  expect(orders).toEqual([found, found, found]);
  expect(await lines(streamContacts(test.db, options))).toBe(found.length);
  return found;
}

async function lines(blocks: AsyncIterable<Buffer>): Promise<number> {
  let count = 0;
  for await (const block of blocks) count += block.toString().split('\n').length - 1;
  return count;
}

/** The same over all accounts, which knows persons alone. */
async function namesOfAll(filters: ContactFilters): Promise<(string | null)[]> {
  const options = { session_ids: [session, (await newSession(test.db)).id], ...filters };
  const { entries, total } = await listAccountsPage(test.db, {
    ...{ ...options, type: 'individual', limit: 100, with_total: true },
  });
  expect(total).toBe(entries.length);
  expect(await lines(streamEntries(test.db, options))).toBe(entries.length);
  return entries.map((entry) => entry.contact.name).toSorted();
}

describe('changed_since', () => {
  it('lets through what grabs added, changed and removed since then, and no own data', async () => {
    const found = ['Added', 'Gone', 'New name'];
    expect(await names({ changed_since: times.between })).toEqual(found);
    expect(await namesOfAll({ changed_since: times.between })).toEqual(found);
    expect(await names({ changed_since: times.between, search: 'new' })).toEqual(['New name']);
    expect(await namesOfAll({ changed_since: times.between, search: 'new' })).toEqual(['New name']);
    expect(await names({ changed_since: times.after })).toEqual([]);
    expect(await namesOfAll({ changed_since: times.after })).toEqual([]);
  });

  it('lets everything through from before the first time that is known', async () => {
    const all = ['Added', 'Both', 'Gone', 'New name', 'Stays', 'Tagged'];
    expect(await names({ changed_since: times.before, type: 'individual' })).toEqual(all);
    expect(await namesOfAll({ changed_since: times.before })).toEqual(all);
    const { rows: forgotten } = await test.db.pool.query(
      'DELETE FROM change_times WHERE session_id = $1 RETURNING *',
      [session],
    );
    expect(await names({ changed_since: times.after, type: 'individual' })).toEqual(all);
    for (const { change_number, changed_at } of forgotten) {
      await test.db.pool.query('INSERT INTO change_times VALUES ($1, $2, $3)', [
        ...[session, change_number, changed_at],
      ]);
    }
  });
});

it('has_username tells persons with a username from those without', async () => {
  expect(await names({ has_username: true })).toEqual(['Added', 'New name']);
  expect(await namesOfAll({ has_username: true })).toEqual(['Added', 'New name']);
  const without = ['Both', 'Gone', 'Stays', 'Tagged'];
  expect(await names({ has_username: false })).toEqual(without);
  expect(await namesOfAll({ has_username: false })).toEqual(without);
});

it('ids chooses these rows of the session alone', async () => {
  const { id } = await storedContact(test.db, session, stays.contact_id);
  const { id: other } = await storedContact(test.db, session, both.contact_id);
  expect(await names({ ids: [id, other, 999_999] })).toEqual(['Both', 'Stays']);
  expect(await names({ ids: [id, other], on_whatsapp: true })).toEqual(['Stays']);
  expect(await namesOfAll({ ids: [id, other] })).toEqual(['Both', 'Stays']);
  const second = (await newSession(test.db)).id;
  const page = await listContactsPage(test.db, { session_id: second, ids: [id], limit: 10 });
  expect(page.rows).toEqual([]);
});
