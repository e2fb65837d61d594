import { expect, it } from 'vitest';
import { openDatabase } from '../../src/connection/open-database.ts';
import { deleteContacts } from '../../src/contacts/delete-contacts.ts';
import { readContacts } from '../../src/contacts/read-contacts.ts';
import { contactEntry, groupEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const account = {
  contacts: Array.from({ length: 25 }, (_, index) => contactEntry(person(`62810000000${index}`))),
  groups: Array.from({ length: 10 }, (_, index) => ({
    group: groupEntry(`12036300000000000${index}`),
    members: [],
  })),
};

it('answers groups before individuals, in pages, in the order in which they were stored', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, account);
  await grabAccount(test.db, (await newSession(test.db)).id, account);
  const pages = await Array.fromAsync(readContacts(test.db, { session_id: id, page_size: 10 }));
  expect(pages.map((page) => page.length)).toEqual([10, 10, 10, 5]);
  expect(pages.flat().map((row) => row.contact_id)).toEqual([
    ...account.groups.map(({ group }) => group.contact_id),
    ...account.contacts.map((contact) => contact.contact_id),
  ]);
  const individuals = readContacts(test.db, { session_id: id, type: 'individual' });
  expect((await Array.fromAsync(individuals)).flat()).toHaveLength(25);
});

it('answers one state of the address book, whatever is written meanwhile', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, account);
  const ids: string[] = [];
  for await (const page of readContacts(test.db, { session_id: id, page_size: 5 })) {
    if (ids.length === 0) {
      await deleteContacts(test.db, { session_id: id, lock_timeout_ms: 10_000 });
    }
    ids.push(...page.map((row) => row.contact_id));
  }
  expect(ids).toHaveLength(35);
  expect(await Array.fromAsync(readContacts(test.db, { session_id: id }))).toEqual([]);
});

it('gives the connection back when the reader stops in the middle or throws', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, account);
  const small = openDatabase(test.url, { max: 1 });
  const options = { session_id: id, page_size: 5 };
  for await (const page of readContacts(small, options)) {
    expect(page).toHaveLength(5);
    break;
  }
  const failing = async (): Promise<void> => {
    for await (const _page of readContacts(small, options)) throw new Error('the client left');
  };
  await expect(failing()).rejects.toThrow('the client left');
  expect((await Array.fromAsync(readContacts(small, options))).flat()).toHaveLength(35);
  await small.close();
});
