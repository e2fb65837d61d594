import { beforeAll, describe, expect, it } from 'vitest';
import { listAccountAnchors } from '../../src/accounts/list-account-anchors.ts';
import { listAccountsPage } from '../../src/accounts/list-accounts-page.ts';
import type { ContactFilters } from '../../src/contacts/contact-filters.ts';
import { anchorsOf, listAnchors } from '../../src/contacts/list-anchors.ts';
import { listContactsPage } from '../../src/contacts/list-contacts-page.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
/** Every second one is as near as the splitters are. */
const APART = 300;

let session: string;
let other: string;
beforeAll(async () => {
  [session, other] = [(await newSession(test.db)).id, (await newSession(test.db)).id];
  const insert = `INSERT INTO contacts (session_id, contact_id, lid, type, name, phone_number, is_saved,
      created_at, written_at, created_change, changed_change)
    SELECT $1, CASE WHEN n % 7 = 0 THEN n || '@lid' ELSE '62' || n || '@s.whatsapp.net' END, n || '@lid',
      'individual', CASE WHEN n % 5 > 0 THEN left(repeat('字', n % 30) || md5(n::text), 80) END,
      CASE WHEN n % 7 = 0 THEN NULL ELSE '62' || n END, n % 3 = 0, now(), now(), 1, 1 + n % 4
    FROM generate_series($2::int, $3::int) n`;
  await test.db.pool.query(insert, [session, 100_001, 103_000]);
  await test.db.pool.query(insert, [other, 102_001, 103_500]);
  await test.db.pool.query(
    `INSERT INTO contacts (session_id, contact_id, type, name, created_at, written_at, created_change, changed_change)
     SELECT $1, n || '@g.us', 'group', 'Group ' || n, now(), now(), 1, 1 FROM generate_series(1, 300) n`,
    [session],
  );
  // One that the other session knows by its number.
  await test.db.pool.query(
    `UPDATE contacts SET contact_id = '62777@s.whatsapp.net', phone_number = '62777'
     WHERE session_id = $1 AND contact_id = '102004@lid'`,
    [other],
  );
});

type Place = { readonly key: string; readonly id: number };

async function allPages<Row>(
  read: (after: Place | null) => Promise<{ rows: Row[]; next: Place | null }>,
): Promise<Row[]> {
  const all: Row[] = [];
  let after: Place | null = null;
  do {
    const page: { rows: Row[]; next: Place | null } = await read(after);
    all.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return all;
}

const filters: ContactFilters[] = [{}, { saved: true }, { search: '字' }, { type: 'individual' }];

describe('anchors of a list', () => {
  const orders = (['stored', 'name', 'changed'] as const).flatMap((sort) =>
    (['asc', 'desc'] as const).map((order) => ({ sort, order })),
  );
  for (const by of orders) {
    it.each(filters)(`lead to their rows by ${by.sort} ${by.order}, with %j`, async (given) => {
      const options = { session_id: session, ...by, ...given };
      const whole = await allPages((after) =>
        listContactsPage(test.db, { ...options, after, limit: 1_000 }),
      );
      const { anchors, total } = await listAnchors(test.db, { ...options, apart: APART });
      expect(total).toBe(whole.length);
      expect(anchors.length).toBeGreaterThan(total / APART / 4);
      let last = 0;
      for (const { place, before } of anchors) {
        expect(before - last).toBeGreaterThanOrEqual(APART);
        last = before;
        const page = await listContactsPage(test.db, { ...options, after: place, limit: 3 });
        expect(page.rows).toEqual(whole.slice(before, before + 3));
      }
    });
  }

  it.each(['stored', 'name', 'changed'] as const)(
    'by %s, each order reverses the other',
    async (sort) => {
      const [rising, falling] = await Promise.all(
        (['asc', 'desc'] as const).map((order) =>
          allPages((after) =>
            listContactsPage(test.db, { session_id: session, sort, order, after, limit: 700 }),
          ),
        ),
      );
      expect(rising).toHaveLength(3_300);
      expect(falling).toEqual(rising?.toReversed());
    },
  );

  it('are none of a short list, nor of a session that there is not', async () => {
    expect(await listAnchors(test.db, { session_id: session, ids: [1, 2] })).toMatchObject({
      anchors: [],
    });
    const none = await listAnchors(test.db, { session_id: 'no uuid' });
    expect(none).toEqual({ anchors: [], total: 0 });
    expect(await listAccountAnchors(test.db, { session_ids: [] })).toEqual(none);
  });
});

describe('anchors over all sessions', () => {
  const orders = (['address', 'name'] as const).flatMap((sort) =>
    (['asc', 'desc'] as const).map((order) => ({ sort, order })),
  );
  for (const by of orders) {
    it.each([{}, { saved: true }, { search: '字' }])(
      `lead to their persons by ${by.sort} ${by.order}, with %j`,
      async (given) => {
        const options = { session_ids: [session, other], ...by, ...given };
        const type = 'individual';
        const whole = await allPages(async (after) => {
          const page = await listAccountsPage(test.db, { ...options, type, after, limit: 1_000 });
          return { rows: page.entries, next: page.next };
        });
        const { anchors, total } = await listAccountAnchors(test.db, { ...options, apart: APART });
        expect(total).toBe(whole.length);
        expect(anchors.length).toBeGreaterThan(1);
        for (const { place, before } of anchors) {
          const page = await listAccountsPage(test.db, {
            ...options,
            type,
            after: place,
            limit: 3,
          });
          expect(page.entries).toEqual(whole.slice(before, before + 3));
        }
      },
    );
  }
});

it.each(['address', 'name'] as const)('persons by %s stand in falling order', async (sort) => {
  const options = { session_ids: [session, other], type: 'individual', sort } as const;
  const keysOf = async (order: 'asc' | 'desc') => {
    const entries = await allPages(async (after) => {
      const page = await listAccountsPage(test.db, { ...options, order, after, limit: 700 });
      return { rows: page.entries, next: page.next };
    });
    return entries.map(({ contact }) => contact.contact_id);
  };
  const [rising, falling] = [await keysOf('asc'), await keysOf('desc')];
  expect(falling.toSorted()).toEqual(rising.toSorted());
  // A person with two addresses stands where the first of them does.
  const others = (ids: readonly string[]) => ids.filter((id) => id !== '62777@s.whatsapp.net');
  if (sort === 'address') expect(others(falling)).toEqual(others(rising).toReversed());
  else expect(falling).not.toEqual(rising);
});

it.each([1, 2])(
  'a person with two rows in one session counts once in %i sessions',
  async (count) => {
    const sessions = [(await newSession(test.db)).id, (await newSession(test.db)).id];
    const insert = `INSERT INTO contacts (session_id, contact_id, lid, type, phone_number, created_at, written_at,
      created_change, changed_change) VALUES ($1, $2, $3, 'individual', $4, now(), now(), 1, 1) RETURNING id`;
    const values = [sessions[0], '62888@s.whatsapp.net', null, '62888'];
    const { rows } = await test.db.pool.query(insert, values);
    await test.db.pool.query(insert, [sessions[0], '888@lid', '888@lid', null]);
    await test.db.pool.query(insert, [sessions[0], '889@lid', '889@lid', null]);
    await test.db.pool.query('INSERT INTO contact_aliases VALUES ($1, $2, $3)', [
      ...[sessions[0], '888@lid', rows[0].id],
    ]);
    const options = { session_ids: sessions.slice(0, count) };
    expect((await listAccountAnchors(test.db, options)).total).toBe(2);
    const page = await listAccountsPage(test.db, {
      ...{ ...options, type: 'individual', limit: 9, with_total: true },
    });
    expect([page.total, page.entries.length]).toEqual([2, 2]);
  },
);

it('anchors of a falling order stand behind the rows of their splitter', () => {
  const buckets = [
    { rows: 2, key: null, id: null },
    { rows: 3, key: '5', id: 1 },
    { rows: 4, key: '9', id: 1 },
  ];
  const falling = anchorsOf(buckets, { isRising: false, apart: 1 });
  expect(falling.anchors).toEqual([
    { place: { key: '9', id: 1 }, before: 4 },
    { place: { key: '5', id: 1 }, before: 7 },
  ]);
  expect(falling.total).toBe(9);
});
