import fc from 'fast-check';
import { expect } from 'vitest';
import type { Database } from '../../src/connection/open-database.ts';
import { deleteContact, deleteContacts } from '../../src/contacts/delete-contacts.ts';
import { purgeInactive } from '../../src/contacts/purge-contacts.ts';
import { beginGrabStore } from '../../src/store/begin-grab-store.ts';
import type { RemovalLimits } from '../../src/store/removals/removal-guard.ts';
import { TEST_EXCLUSION_KEY } from '../../src/testing/exclusion-key.ts';
import { addAccount, grabAccount, nextTime } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { confirmListings } from '../support/confirm-listings.ts';
import { accountOf, groupIdOf, jidOf, lidOf, olderLidOf, type Shown } from './account-model.ts';
import { changeReader } from './change-reader.ts';
import { type Listing, StoreModel } from './store-model.ts';

const LOCK = { lock_timeout_ms: 10_000 };
/** After every grab. */
const FOREVER = new Date(Date.UTC(2100, 0, 1));
const PEOPLE = 6;
const GROUPS = 2;
const OLDER_LIDS = 3;

const person = fc.nat({ max: PEOPLE - 1 });
const form = fc.constantFrom('phone' as const, 'both' as const, 'lid' as const);
const name = fc.constantFrom('A', 'B');
const older = fc.nat({ max: OLDER_LIDS - 1 });
const role = fc.constantFrom('participant' as const, 'admin' as const);

/** Every person has one name at a time, under whatever id it is shown. */
const shownArbitrary: fc.Arbitrary<Shown> = fc
  .record({
    names: fc.array(fc.record({ name, saved: fc.boolean() }), {
      minLength: PEOPLE,
      maxLength: PEOPLE,
    }),
    contacts: fc.array(fc.record({ person, form, older: fc.option(older) }), { maxLength: 8 }),
    groups: fc.uniqueArray(
      fc.record({
        group: fc.nat({ max: GROUPS - 1 }),
        name,
        members: fc.array(fc.record({ person, form, role }), { maxLength: 6 }),
      }),
      { selector: ({ group }) => group },
    ),
  })
  .map(({ names, contacts, groups }) => ({
    contacts: contacts.map((each) => ({
      ...each,
      ...(names[each.person] ?? { name: 'A', saved: true }),
    })),
    groups,
  }));

const listing = fc.oneof(
  fc.constant({ groups: true, contacts: true, members: true }),
  fc.record({ groups: fc.boolean(), contacts: fc.boolean(), members: fc.boolean() }),
);

/** The guard strikes often: the accounts are small. Null is a person who confirmed. */
const LIMITS: RemovalLimits = { percent: 40, rows: 1 };
const limits = fc.oneof(
  { weight: 5, arbitrary: fc.constant(LIMITS) },
  { weight: 1, arbitrary: fc.constant(null) },
);
/** Since the grab before; sometimes the clock is put back. */
const minutes = fc.constantFrom(1, 4, 10, 25, -12);

type Step =
  | { do: 'grab'; shown: Shown; complete: Listing; minutes: number; limits: RemovalLimits | null }
  | { do: 'fail'; shown: Shown }
  | { do: 'delete'; contact_id: string }
  | { do: 'purge' | 'delete all' | 'read changes' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('grab' as const),
      shown: shownArbitrary,
      complete: listing,
      minutes,
      limits,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const), shown: shownArbitrary }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('delete' as const),
      contact_id: fc.oneof(
        person.map(jidOf),
        person.map(lidOf),
        older.map(olderLidOf),
        fc.nat({ max: GROUPS - 1 }).map(groupIdOf),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'purge' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'delete all' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'read changes' as const }) },
);

/** Runs random sequences on the database and on the model, which must agree after every step. */
export async function checkStoreModel(
  db: Database,
  runs: { count: number; steps: number },
): Promise<void> {
  const sequence = fc.array(step, { minLength: 2, maxLength: runs.steps });
  const property = fc.asyncProperty(
    sequence,
    fc.integer({ min: 1, max: 5 }),
    async (steps, pageSize) => {
      const { id } = await newSession(db);
      const model = new StoreModel();
      const clock = { now: nextTime().getTime() };
      const reader = changeReader(db, id, pageSize);
      for (const each of steps) {
        if (each.do === 'read changes') await reader.catchUp();
        else await take(db, id, model, each, clock);
        await compare(db, id, model);
      }
      await reader.catchUp();
    },
  );
  await fc.assert(property, { numRuns: runs.count });
}

async function grab(
  db: Database,
  id: string,
  model: StoreModel,
  step: Step & { do: 'grab' },
  now: number,
): Promise<void> {
  const { members, ...listing_complete } = step.complete;
  const { limits: removal_limits } = step;
  const options = { listing_complete, removal_limits, now: new Date(now) };
  const stored = await grabAccount(db, id, accountOf(step.shown, members), options);
  const expected = model.grab(step.shown, step.complete, { now, limits: removal_limits });
  expect(stored).toMatchObject(expected.counters);
  expect(stored.incomplete_reasons.map(({ type, count }) => ({ type, count }))).toEqual(
    expected.heldBack,
  );
  expect(stored.failed_count).toBe(0);
  const total = stored.total_groups + stored.total_contacts;
  expect(stored.saved_count + stored.updated_count).toBe(total);
}

async function take(
  db: Database,
  id: string,
  model: StoreModel,
  step: Step,
  clock: { now: number },
): Promise<void> {
  if (step.do === 'grab') {
    clock.now += step.minutes * 60_000;
    await grab(db, id, model, step, clock.now);
  } else if (step.do === 'fail') {
    const store = await beginGrabStore(db, {
      session_id: id,
      kind: 'all',
      exclusion_key: TEST_EXCLUSION_KEY,
      now: nextTime,
      ...LOCK,
    });
    await addAccount(store, accountOf(step.shown, true));
    await store.rollback();
  } else if (step.do === 'delete') {
    const { contact_id } = step;
    const deleted = await deleteContact(db, { session_id: id, contact_id, ...LOCK });
    expect(deleted).toBe(model.delete(contact_id));
  } else if (step.do === 'purge') {
    await confirmListings(db, id);
    const purged = await purgeInactive(db, { session_id: id, older_than: FOREVER, ...LOCK });
    expect(purged).toEqual({ ...model.purge(), skipped_sessions: 0, failures: [] });
  } else if (step.do === 'delete all') {
    expect(await deleteContacts(db, { session_id: id, ...LOCK })).toBe(model.deleteAll());
  }
}

/** In milliseconds, as the model counts. */
const missingSince = (table: string) =>
  `(extract(epoch FROM ${table}.missing_since) * 1000)::bigint AS missing_since`;

async function compare(db: Database, id: string, model: StoreModel): Promise<void> {
  const contacts = await db.pool.query(
    `SELECT contact_id, type, lid, name, is_saved, status, ${missingSince('contacts')} FROM contacts
     WHERE session_id = $1 ORDER BY contact_id`,
    [id],
  );
  const inOrder = [...model.contacts.values()].sort((a, b) =>
    a.contact_id < b.contact_id ? -1 : 1,
  );
  expect(contacts.rows).toEqual(inOrder);
  const aliases = await db.pool.query(
    `SELECT a.address, c.contact_id FROM contact_aliases a
     LEFT JOIN contacts c ON c.id = a.contact_row_id WHERE a.session_id = $1 ORDER BY 1`,
    [id],
  );
  expect(aliases.rows.map(({ address, contact_id }) => [address, contact_id])).toEqual(
    [...model.aliases].sort(),
  );
  const members = await db.pool.query(
    `SELECT g.contact_id AS group_id, p.participant_id, p.lid, p.role, p.status,
       ${missingSince('p')}
     FROM group_participants p JOIN contacts g ON g.id = p.group_row_id WHERE p.session_id = $1
     ORDER BY 1, 2`,
    [id],
  );
  const keys = (row: { group_id: string; participant_id: string }) =>
    `${row.group_id} ${row.participant_id}`;
  const membersInOrder = [...model.members.values()].sort((a, b) => (keys(a) < keys(b) ? -1 : 1));
  expect(members.rows).toEqual(membersInOrder);
}
