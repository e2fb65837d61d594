import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/connection/open-database.ts';
import {
  type ListContactsOptions,
  listContactsPage,
} from '../../src/contacts/list-contacts-page.ts';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { type Account, grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { grabEach } from '../support/grab-each.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const named = (phone: string, name: string | null, more = {}) =>
  contactEntry(person(phone), { name, ...more });

const family = groupEntry('120363000000000001', { name: 'Keluarga' });
const account: Account = {
  groups: [
    { group: family, members: [memberEntry(person('628123456001')), memberEntry(person('6289'))] },
  ],
  contacts: [
    named('628123456001', 'Héctor Müller', { push_name: 'Tor', is_business: true }),
    named('628123456002', 'hector zorro', { is_blocked: true }),
    named('628987654321', 'ØYVIND Straße', { is_saved: false }),
    named('14155550123', null, { is_saved: false }),
    named('628111000111', '50%_off 24-7 \\ store'),
    contactEntry(stranger('77'), { name: 'Ann', is_saved: false, push_name: 'Ann' }),
    named('628111000222', 'Ann B'),
    named('628111000333', 'Иван Ли'),
  ],
};

async function names(
  sessionId: string,
  options: Partial<ListContactsOptions>,
  db: Database = test.db,
): Promise<(string | null)[]> {
  const found = await listContactsPage(db, { session_id: sessionId, limit: 100, ...options });
  return found.rows.map((row) => row.name);
}

async function pages(sessionId: string, options: Partial<ListContactsOptions>) {
  const all = [];
  let after: ListContactsOptions['after'] = null;
  do {
    const page = await listContactsPage(test.db, {
      session_id: sessionId,
      limit: 3,
      ...options,
      after,
    });
    all.push(page.rows);
    after = page.next;
  } while (after !== null);
  return all;
}

describe('a search', () => {
  for (const [typed, found] of [
    ['hector', ['Héctor Müller', 'hector zorro']],
    ['HÉCTOR', ['Héctor Müller', 'hector zorro']],
    ['muller hec', ['Héctor Müller']],
    ['tor', ['Héctor Müller', 'hector zorro', '50%_off 24-7 \\ store']],
    ['oyvind strasse', ['ØYVIND Straße']],
    ['𝓗𝓮𝓬𝓽𝓸𝓻', ['Héctor Müller', 'hector zorro']],
    ['иВАН', ['Иван Ли']],
    ['keluarga', ['Keluarga']],
    ['+62 812-3456', ['Héctor Müller', 'hector zorro']],
    ['0812 3456 001', ['Héctor Müller']],
    ['0062 812 3456 001', ['Héctor Müller']],
    ['(415) 555.0123', [null]],
    ['24-7', ['50%_off 24-7 \\ store']],
    ['50%_', ['50%_off 24-7 \\ store']],
    ['5%_', []],
    ['50%', ['50%_off 24-7 \\ store']],
    ['store \\', ['50%_off 24-7 \\ store']],
    ['hector 628987', []],
    ["'; DROP TABLE contacts; --", []],
    ['nul\0', []],
  ] as [string, (string | null)[]][]) {
    it(`for ${JSON.stringify(typed)} finds ${found.length === 0 ? 'no contact' : found.join(', ')}`, async () => {
      const session = await grabEach(test.db, account);
      expect(await names(session, { search: typed })).toEqual(found);
    });
  }

  it('finds nothing of another session, and everything when nothing was typed', async () => {
    const [mine, other] = [await grabEach(test.db, account), await grabEach(test.db, {})];
    expect(await names(other, { search: 'hector' })).toEqual([]);
    expect(await names(mine, { search: '  ' })).toHaveLength(9);
  });

  it.each([
    ['@zorro.77', ['Héctor']],
    ['ZORRO.7', ['Héctor', '@zorro.78']],
    ['hector orro', ['Héctor']],
    ['@hector', []],
  ])('finds a username by %j', async (typed, found) => {
    const contacts = [
      named('628123456002', 'Héctor', { username: 'zorro.77' }),
      named('628123456003', '@zorro.78', { username: 'zorro.78' }),
      named('628123456004', 'Zor', { username: 'tor' }),
    ];
    const session = await grabEach(test.db, { contacts });
    expect(await names(session, { search: typed })).toEqual(found);
  });

  it.each([
    ['伟%', '王伟% a'],
    ['伟_', '王伟_ b'],
    ['伟\\', '王伟\\ c'],
  ])('takes the sign in %j as it is, also beside a letter beyond ASCII', async (typed, found) => {
    const texts = ['王伟% a', '王伟_ b', '王伟\\ c', '王伟4 d', '王伟'];
    const contacts = texts.map((name, n) => named(`62812345600${n}`, name));
    const session = await grabEach(test.db, { contacts });
    for (const walked_rows of [20_000, 1])
      expect(await names(session, { search: typed, walked_rows })).toEqual([found]);
  });

  it('finds the new name after a contact was renamed, and not the old one', async () => {
    const session = await grabEach(test.db, account, {
      ...account,
      contacts: account.contacts!.map((each) => ({ ...each, name: 'Renamed' })),
    });
    expect(await names(session, { search: 'hector' })).toEqual([]);
    expect(await names(session, { search: 'renamed' })).toHaveLength(8);
  });
});

describe('filters', () => {
  it.each([
    [{ type: 'group' }, ['Keluarga']],
    [{ business: true }, ['Héctor Müller']],
    [{ blocked: true }, ['hector zorro']],
    [{ blocked: false, search: 'hector' }, ['Héctor Müller']],
    [{ has_phone: false }, ['Ann']],
    [{ has_phone: true, saved: false }, ['ØYVIND Straße', null]],
    [{ in_group: family.contact_id }, ['Héctor Müller']],
    [{ in_group: family.contact_id, search: 'zorro' }, []],
    [{ in_group: '1@g.us' }, []],
    [{ status: 'inactive' }, []],
  ] as [Partial<ListContactsOptions>, (string | null)[]][])('%j', async (filters, found) => {
    const session = await grabEach(test.db, account);
    expect(await names(session, filters)).toEqual(found);
    const counted = await listContactsPage(test.db, {
      session_id: session,
      limit: 1,
      with_total: true,
      ...filters,
    });
    expect(counted.total).toBe(found.length);
  });

  it('by status follow what a complete listing no longer holds', async () => {
    const { groups = [] } = account;
    const session = await grabEach(test.db, account, {
      groups,
      contacts: account.contacts!.slice(1),
    });
    expect(await names(session, { status: 'inactive' })).toEqual(['Héctor Müller']);
    expect(await names(session, { status: 'active' })).toHaveLength(8);
  });
});

describe('pages', () => {
  it('by name go without case and accents, who has none last, and back', async () => {
    const session = await grabEach(test.db, account);
    const sorted = [
      ...['50%_off 24-7 \\ store', 'Ann', 'Ann B', 'Héctor Müller', 'hector zorro'],
      ...['Keluarga', 'ØYVIND Straße', 'Иван Ли', null],
    ];
    const ascending = (await pages(session, { sort: 'name' })).flat();
    expect(ascending.map((row) => row.name)).toEqual(sorted);
    const descending = (await pages(session, { sort: 'name', order: 'desc' })).flat();
    expect(descending.map((row) => row.name)).toEqual(sorted.toReversed());
  });

  it('have the same rows as one large page, in every order, with and without a search', async () => {
    const session = await grabEach(test.db, account);
    for (const sort of ['stored', 'name', 'changed'] as const) {
      for (const order of ['asc', 'desc'] as const) {
        for (const search of ['', '628']) {
          const small = await pages(session, { sort, order, search });
          const whole = await pages(session, { sort, order, search, limit: 100 });
          expect(small.flat()).toEqual(whole.flat());
          expect(small.slice(0, -1).every((page) => page.length === 3)).toBe(true);
        }
      }
    }
  });

  it('of a search are the same whether the rows are walked or looked up in the index', async () => {
    const session = await grabEach(test.db, account);
    for (const search of ['hector', '628', 'an', 'zorro', 'nosuchname']) {
      for (const sort of ['stored', 'name', 'changed'] as const) {
        const walked = await pages(session, { search, sort });
        expect(await pages(session, { search, sort, walked_rows: 2 })).toEqual(walked);
      }
    }
  });

  it('of a search in a large book have the same rows however frequent they are', async () => {
    const { id } = await newSession(test.db);
    const nameAt = (index: number) =>
      index % 300 === 7 ? 'Rani' : index === 2_400 ? 'Zul' : 'Ani';
    const contacts = Array.from({ length: 2_500 }, (_, index) =>
      named(`62810000${index + 1_000}`, `${nameAt(index)} ${index}`),
    );
    await grabAccount(test.db, id, { contacts });
    const indexes = (name: string) =>
      contacts.flatMap((_, index) => (nameAt(index) === name ? [`${name} ${index}`] : []));
    // As large a book as there is, one that is larger than what is walked, and any in between.
    for (const walked_rows of [20_000, 2_300, 400]) {
      for (const limit of [5, 7, 8, 100]) {
        const found = (search: string) => names(id, { search, limit, walked_rows });
        expect(await found('rani')).toEqual(indexes('Rani').slice(0, limit));
        expect(await found('zul')).toEqual(['Zul 2400']);
        const all = contacts.map(({ name }) => name).filter((name) => !name?.startsWith('Zul'));
        expect(await found('ani')).toEqual(all.slice(0, limit));
      }
    }
  });

  it('of the latest changes begin with what the last grab changed', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, account);
    const [first, ...rest] = account.contacts!;
    await grabAccount(test.db, id, { ...account, contacts: [{ ...first!, name: 'Now' }, ...rest] });
    expect((await names(id, { sort: 'changed', limit: 1 }))[0]).toBe('Now');
  });

  it('neither repeat nor hide a row while others are stored and deleted between them', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, account);
    const first = await listContactsPage(test.db, { session_id: id, sort: 'name', limit: 4 });
    const last = first.rows.at(-1)!;
    await test.db.pool.query('DELETE FROM contacts WHERE id = $1', [last.id]);
    await grabAccount(test.db, id, { contacts: [named('6281', 'Aaa')] }, { kind: 'contacts' });
    const second = await listContactsPage(test.db, {
      session_id: id,
      sort: 'name',
      limit: 100,
      after: first.next,
    });
    expect(second.rows.map((row) => row.name)).toEqual([
      ...['hector zorro', 'Keluarga', 'ØYVIND Straße', 'Иван Ли', null],
    ]);
  });

  it('of a session that cannot exist are empty', async () => {
    const page = await listContactsPage(test.db, { session_id: 'x', limit: 5, with_total: true });
    expect(page).toEqual({ rows: [], next: null, total: 0 });
  });
});
