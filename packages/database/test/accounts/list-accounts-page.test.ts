import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ListAccountsOptions,
  listAccountsPage,
} from '../../src/accounts/list-accounts-page.ts';
import { type Database, openDatabase } from '../../src/connection/open-database.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { createTestDatabase } from '../../src/testing/test-database.ts';
import { testServerUrl } from '../../src/testing/test-server-url.ts';

type Row = {
  readonly session: string;
  readonly phone?: string;
  readonly lid?: string;
  readonly name?: string;
  readonly is_saved?: boolean;
  readonly status?: 'active' | 'inactive';
  /** Older LIDs. */
  readonly aliases?: readonly string[];
};

let db: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase(testServerUrl());
  ({ drop } = database);
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await drop();
});

async function newSessions(count: number): Promise<string[]> {
  const rows = [];
  for (let n = 0; n < count; n += 1) rows.push(await newSession(db));
  return rows.map(({ id }) => id);
}

const jidOf = ({ phone, lid }: Row) => (phone ? `${phone}@s.whatsapp.net` : `${lid}@lid`);

async function store(row: Row): Promise<number> {
  const { session, phone = null, lid, name = null, is_saved = false, status = 'active' } = row;
  const { rows } = await db.pool.query<{ id: number }>(
    `INSERT INTO contacts (session_id, contact_id, lid, type, name, phone_number, is_saved, status,
       created_at, written_at, created_change, changed_change)
     VALUES ($1, $2, $3, 'individual', $4, $5, $6, $7, now(), now(), 1, 1) RETURNING id`,
    [session, jidOf(row), lid === undefined ? null : `${lid}@lid`, name, phone, is_saved, status],
  );
  const id = rows[0]?.id ?? 0;
  for (const alias of row.aliases ?? []) {
    await db.pool.query('INSERT INTO contact_aliases VALUES ($1, $2, $3)', [
      session,
      `${alias}@lid`,
      id,
    ]);
  }
  return id;
}

type Listed = Partial<ListAccountsOptions> & { readonly session_ids: readonly string[] };

/** All pages, as the addresses of the entries and the ids of their rows. */
async function list(options: Listed): Promise<{ address: string; ids: number[] }[]> {
  const entries = [];
  let after: ListAccountsOptions['after'] = null;
  do {
    const page = await listAccountsPage(db, { type: 'individual', limit: 3, ...options, after });
    entries.push(...page.entries);
    after = page.next;
  } while (after !== null);
  return entries.map(({ contact, accounts }) => ({
    address: contact.contact_id,
    ids: accounts.map(({ id }) => id),
  }));
}

const sets = (entries: readonly { ids: number[] }[]) =>
  entries.map(({ ids }) => ids.toSorted((a, b) => a - b).join()).toSorted();

describe('one person over several accounts', () => {
  it('is one entry by the number, which names each account', async () => {
    const [a = '', b = ''] = await newSessions(2);
    const one = await store({ session: a, phone: '62811', name: 'Budi', is_saved: true });
    const two = await store({ session: b, phone: '62811', lid: '900', name: 'Pak Budi' });
    const page = await listAccountsPage(db, {
      ...{ session_ids: [b, a], type: 'individual', limit: 10, with_total: true },
    });
    expect(page).toMatchObject({ next: null, total: 1 });
    expect(page.entries).toMatchObject([
      {
        contact: { id: one, phone_number: '62811', lid: '900@lid', name: 'Budi' },
        accounts: [
          { id: two, session_id: b, name: 'Pak Budi', is_saved: false },
          { id: one, session_id: a, name: 'Budi', is_saved: true },
        ],
      },
    ]);
  });

  it('is one by the LID where the number is hidden, in one account or in all', async () => {
    const [a = '', b = '', c = ''] = await newSessions(3);
    const known = await store({ session: a, phone: '62811', lid: '100' });
    const hidden = await store({ session: b, lid: '100' });
    const numbered = await store({ session: c, phone: '62811' });
    const both = [await store({ session: a, lid: '300' }), await store({ session: b, lid: '300' })];
    expect(sets(await list({ session_ids: [a, b, c] }))).toEqual(
      [[known, hidden, numbered].join(), both.join()].toSorted(),
    );
  });

  it('is one by an older LID', async () => {
    const [a = '', b = ''] = await newSessions(2);
    const known = await store({ session: a, phone: '62811', lid: '100', aliases: ['50'] });
    const older = await store({ session: b, lid: '50' });
    expect(sets(await list({ session_ids: [a, b] }))).toEqual([[known, older].join()]);
  });

  it('is not made of a LID that two numbers have had, nor of a name', async () => {
    const [a = '', b = '', c = ''] = await newSessions(3);
    const rows = [
      await store({ session: a, phone: '62811', lid: '100', name: 'Budi' }),
      await store({ session: b, phone: '62822', lid: '100', name: 'Budi' }),
      await store({ session: c, lid: '100', name: 'Budi' }),
    ];
    expect(sets(await list({ session_ids: [a, b, c] }))).toEqual(rows.map(String).toSorted());
  });

  it('is told by the sessions of the list alone: others say nothing, not even a number', async () => {
    const [a = '', b = '', unseen = ''] = await newSessions(3);
    await store({ session: unseen, phone: '62811', lid: '100' });
    await store({ session: a, lid: '100' });
    await store({ session: b, phone: '62811' });
    expect(await list({ session_ids: [a, b] })).toHaveLength(2);
  });

  it('is listed with all accounts if one of them matches, wherever that one stands', async () => {
    const [a = '', b = ''] = await newSessions(2);
    const rows = [
      await store({ session: a, phone: '62811', lid: '999', name: 'Budi' }),
      await store({ session: b, lid: '999', name: 'Kakak', is_saved: true }),
    ];
    await store({ session: a, phone: '62822', name: 'Ani' });
    const session_ids = [a, b];
    for (const filters of [{ saved: true }, { search: 'kakak' }, { search: '999@lid' }]) {
      for (const sort of ['address', 'name'] as const) {
        const found = await list({ session_ids, sort, ...filters });
        expect(sets(found)).toEqual([rows.join()]);
      }
    }
  });
});

/** What linkRows must come to, of all rows at once. */
function expected(rows: readonly (Row & { readonly id: number })[]): string[] {
  const ownersOf = (lid: string | undefined) =>
    new Set(
      rows
        .filter((row) => row.phone && lid && (row.lid === lid || row.aliases?.includes(lid)))
        .map(({ phone }) => phone),
    );
  const personOf = (row: Row) => {
    const [owner, ...others] = ownersOf(row.lid);
    return row.phone ?? (owner && others.length === 0 ? owner : `lid ${row.lid}`);
  };
  const persons = Map.groupBy(rows, personOf);
  return sets([...persons.values()].map((all) => ({ ids: all.map(({ id }) => id) })));
}

describe('pages', () => {
  // A generator of our own: the same rows in every run.
  let seed = 7;
  const below = (n: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % n;
  };

  it('have each person once, in order, whatever the size of a page and of a step', async () => {
    for (let round = 0; round < 6; round += 1) {
      const session_ids = await newSessions(4);
      const rows: (Row & { id: number })[] = [];
      const taken = new Set<string>();
      for (let n = 0; n < 80; n += 1) {
        const session = session_ids[below(4)] as string;
        const lid = `${10 + below(30)}`;
        const phone = `${10 + below(30)}`;
        const alias = `${10 + below(30)}`;
        const kind = below(4);
        const row: Row = {
          ...{ session, name: `Nama ${below(9)}`, is_saved: below(2) === 0 },
          ...(kind !== 0 && { phone }),
          ...(kind !== 1 && { lid }),
          ...(kind === 2 && below(3) === 0 && { aliases: [alias] }),
        };
        const addresses = [
          ...(row.phone ? [`${session} ${row.phone} phone`] : []),
          ...[...(row.lid ? [row.lid] : []), ...(row.aliases ?? [])].map((l) => `${session} ${l}`),
        ];
        // No two rows of a session have one address.
        if (new Set(addresses).size < addresses.length || addresses.some((a) => taken.has(a))) {
          continue;
        }
        for (const address of addresses) taken.add(address);
        rows.push({ ...row, id: await store(row) });
      }
      const want = expected(rows);
      for (const sort of ['address', 'name'] as const) {
        for (const limit of [1, 7, 1_000]) {
          const bound = limit === 7 ? { max_linked: 1 } : {};
          const found = await list({ session_ids, sort, limit, ...bound });
          expect(sets(found), `${sort} ${limit} ${round}`).toEqual(want);
        }
      }
      const page = { session_ids, type: 'individual', limit: 1, with_total: true } as const;
      expect((await listAccountsPage(db, page)).total).toBe(want.length);
      const saved = rows.filter(({ is_saved }) => is_saved).map(({ id }) => String(id));
      const withSaved = want.filter((ids) => ids.split(',').some((id) => saved.includes(id)));
      expect(sets(await list({ session_ids, saved: true, limit: 2 }))).toEqual(withSaved);
      expect(sets(await list({ session_ids, saved: true, sort: 'name' }))).toEqual(withSaved);
      expect(sets(await list({ session_ids, search: 'nama' }))).toEqual(want);
      const { total } = await listAccountsPage(db, { ...page, saved: true });
      expect(total).toBe(withSaved.length);
    }
  });

  it('by name follow the names, and by address the addresses', async () => {
    const session_ids = await newSessions(2);
    const [a = '', b = ''] = session_ids;
    await store({ session: a, phone: '62833', name: 'Ani' });
    await store({ session: b, phone: '62811', name: 'Çelik' });
    await store({ session: a, phone: '62822' });
    await store({ session: b, phone: '62822', name: 'budi' });
    await store({ session: b, phone: '62844' });
    const addresses = async (sort: 'address' | 'name') =>
      (await list({ session_ids, sort, limit: 1 })).map(({ address }) => address.slice(0, 5));
    expect(await addresses('address')).toEqual(['62811', '62822', '62833', '62844']);
    expect(await addresses('name')).toEqual(['62833', '62822', '62811', '62844']);
  });

  it('of no session are empty', async () => {
    const page = { session_ids: [], type: 'individual', limit: 9, with_total: true } as const;
    expect(await listAccountsPage(db, page)).toEqual({ entries: [], next: null, total: 0 });
  });
});
