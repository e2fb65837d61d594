import { beforeEach, expect, it } from 'vitest';
import { deleteContact, deleteContacts } from '../../src/contacts/delete-contacts.ts';
import { purgeInactive } from '../../src/contacts/purge-contacts.ts';
import { finishGrab, insertRunningGrab } from '../../src/grabs/running-grabs.ts';
import { erasePerson } from '../../src/privacy/erase-person.ts';
import { deleteSession } from '../../src/sessions/delete-session.ts';
import { createSession, recordSessionStatus } from '../../src/sessions/sessions.ts';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { TEST_EXCLUSION_KEY } from '../../src/testing/exclusion-key.ts';
import { type Account, grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { insertDelivery, purgeWebhookData } from '../../src/webhooks/webhook-deliveries.ts';
import { insertWebhook, markWebhookDead, type updateWebhook } from '../../src/webhooks/webhooks.ts';
import { createWorkspace, defaultWorkspace } from '../../src/workspaces/workspaces.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const ani = person('6281000000001', '101');
const budi = person('6281000000002');
const citra = stranger('103');
const GROUP = '120363000000000001';
const account: Account = {
  groups: [{ group: groupEntry(GROUP), members: [memberEntry(ani), memberEntry(budi)] }],
  contacts: [contactEntry(ani), contactEntry(budi), contactEntry(citra)],
};
const LOCK = { lock_timeout_ms: 10_000 };
const now = new Date();

beforeEach(async () => {
  await test.db.pool.query('DELETE FROM webhooks');
});

async function aWebhook(choices: Parameters<typeof updateWebhook>[2] | object = {}) {
  const { id: workspace_id } = await defaultWorkspace(test.db);
  const fixed = { id: crypto.randomUUID(), workspace_id, url: 'https://example.com', secret: 's' };
  return insertWebhook(test.db, { ...fixed, now, ...choices });
}

/** The id of the latest change of each member. */
async function historyOf(session_id: string) {
  const { rows } = await test.db.pool.query(
    'SELECT id, participant_id FROM membership_changes WHERE session_id = $1 ORDER BY id',
    [session_id],
  );
  return { changes: new Map(rows.map((row) => [row.participant_id as string, row.id as number])) };
}

/** The events since the last look, by type, with row ids as names. */
let seen = 0;
async function newEvents(session_id: string) {
  const { rows } = await test.db.pool.query(
    'SELECT id, topic, type, data FROM webhook_events WHERE session_id = $1 AND id > $2 ORDER BY id',
    [session_id, seen],
  );
  seen = rows.at(-1)?.id ?? seen;
  return rows;
}
const typesOf = (rows: { type: string }[]) => rows.map(({ type }) => type);

async function rowId(session_id: string, contact_id: string): Promise<number> {
  const { rows } = await test.db.pool.query(
    'SELECT id FROM contacts WHERE session_id = $1 AND contact_id = $2',
    [session_id, contact_id],
  );
  return rows[0]?.id;
}

it('queues nothing where no webhook of the workspace wants it', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, account);
  await aWebhook({ enabled: false });
  await aWebhook({ session_ids: [crypto.randomUUID()] });
  await aWebhook({ event_types: ['member.left'] });
  await grabAccount(test.db, id, { ...account, contacts: [] }, { removal_limits: null });
  await deleteContacts(test.db, { session_id: id, ...LOCK });
  expect(await newEvents(id)).toEqual([]);
});

it('queues what a grab created, then its end, and nothing for one that changed nothing', async () => {
  await aWebhook();
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, account);
  const events = await newEvents(id);
  expect(typesOf(events).sort()).toEqual([
    'contact.created',
    'contact.created',
    'contact.created',
    'grab.finished',
    'group.created',
  ]);
  expect(events.at(-1)).toMatchObject({
    topic: 'address_book',
    type: 'grab.finished',
    data: { state: 'complete', saved_count: 4, changed_count: 0, removed_count: 0 },
  });
  const notes = 'DELETE FROM webhook_notes RETURNING topic';
  expect((await test.db.pool.query(notes)).rows).toEqual([{ topic: 'address_book' }]);
  await grabAccount(test.db, id, account);
  expect(await newEvents(id)).toEqual([]);
  expect((await test.db.pool.query(notes)).rows).toEqual([]);
});

it('queues the names of changed fields, removals and returns, and never a name or a number', async () => {
  await aWebhook();
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, account);
  await newEvents(id);
  const renamed = contactEntry(ani, { name: 'Ani Baru' });
  await grabAccount(test.db, id, { ...account, contacts: [renamed, contactEntry(budi)] });
  const [changed, removed, finished] = await newEvents(id);
  expect(changed).toMatchObject({
    type: 'contact.changed',
    data: { id: await rowId(id, ani.id), fields: ['name'] },
  });
  expect(removed).toMatchObject({
    type: 'contact.removed',
    data: { id: await rowId(id, citra.id), reason: 'account' },
  });
  expect(finished).toMatchObject({ data: { changed_count: 1, removed_count: 1 } });
  await grabAccount(test.db, id, account);
  const back = await newEvents(id);
  expect(typesOf(back)).toEqual(['contact.changed', 'contact.restored', 'grab.finished']);
  const { rows } = await test.db.pool.query('SELECT data::text FROM webhook_events');
  const texts = rows.map(({ data }) => data).join('\n');
  expect(texts).not.toMatch(/6281|@|Ani|Name of/);
});

it('queues who went into whom before the other changes', async () => {
  await aWebhook();
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, { contacts: [contactEntry(stranger('105')), contactEntry(budi)] });
  await newEvents(id);
  const [lidRow, phoneRow] = [await rowId(id, '105@lid'), await rowId(id, budi.id)];
  await grabAccount(test.db, id, { contacts: [contactEntry({ ...budi, lid: '105@lid' })] });
  const [merged, ...others] = await newEvents(id);
  expect(merged).toMatchObject({
    type: 'contact.merged',
    data: { id: lidRow, merged_into: phoneRow },
  });
  expect(typesOf(others)).toEqual(['contact.changed', 'grab.finished']);
});

it('queues joins, departures and roles per group, but not the members of a new group', async () => {
  await aWebhook();
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, account);
  await newEvents(id);
  const group = groupEntry(GROUP);
  const members = [memberEntry(ani, { role: 'admin' }), memberEntry(citra)];
  await grabAccount(
    test.db,
    id,
    { ...account, groups: [{ group, members }] },
    { removal_limits: null },
  );
  const events = await newEvents(id);
  const group_id = await rowId(id, `${GROUP}@g.us`);
  const { changes } = await historyOf(id);
  const about = async ({ id: contact }: { id: string }, role: string, old_role: string | null) => {
    const change_id = changes.get(contact);
    const contact_id = await rowId(id, contact);
    return { group_id, count: 1, members: [{ change_id, contact_id, role, old_role }] };
  };
  expect(events.filter(({ type }) => type.startsWith('member.'))).toMatchObject([
    { type: 'member.joined', data: await about(citra, 'participant', null) },
    { type: 'member.left', data: await about(budi, 'participant', null) },
    { type: 'member.role_changed', data: await about(ani, 'admin', 'participant') },
  ]);
  expect(events.at(-1)).toMatchObject({ type: 'grab.finished' });
});

it('names every member of a large change, also those who are no contacts, after the events of contacts', async () => {
  await aWebhook();
  const { id } = await newSession(test.db);
  const group = groupEntry(GROUP);
  const first = Array.from({ length: 230 }, (_, index) =>
    memberEntry(person(`62820${String(index).padStart(6, '0')}`)),
  );
  await grabAccount(test.db, id, { groups: [{ group, members: [memberEntry(ani)] }] });
  await newEvents(id);
  const dewi = person('62820000000');
  await grabAccount(test.db, id, {
    groups: [{ group, members: [memberEntry(ani), ...first] }],
    contacts: [contactEntry(dewi)],
  });
  const events = await newEvents(id);
  expect(typesOf(events)).toEqual([
    'contact.created',
    ...Array(3).fill('member.joined'),
    'grab.finished',
  ]);
  const joined = events.filter(({ type }) => type === 'member.joined').map(({ data }) => data);
  expect(joined.map(({ count }) => count)).toEqual([100, 100, 30]);
  const members = joined.flatMap((data) => data.members);
  const { changes } = await historyOf(id);
  expect(new Set(members.map(({ change_id }) => change_id))).toEqual(new Set(changes.values()));
  const known = members.filter(({ contact_id }) => contact_id !== null);
  expect(known).toMatchObject([{ contact_id: await rowId(id, dewi.id) }]);
});

it('queues the first list of a group as the end of the grab alone', async () => {
  await aWebhook();
  const { id } = await newSession(test.db);
  const group = { ...groupEntry(GROUP), members_complete: false };
  await grabAccount(test.db, id, { groups: [{ group, members: [] }] });
  await newEvents(id);
  await grabAccount(test.db, id, account);
  expect(typesOf(await newEvents(id))).toContain('grab.finished');
  await grabAccount(test.db, id, account);
  expect(await newEvents(id)).toEqual([]);
});

it('queues what a person deletes, what is purged and what is erased', async () => {
  await aWebhook();
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, account);
  const [aniRow, budiRow] = [await rowId(id, ani.id), await rowId(id, budi.id)];
  await newEvents(id);
  await deleteContact(test.db, { session_id: id, contact_id: ani.id, ...LOCK });
  expect(await newEvents(id)).toMatchObject([
    { type: 'contact.removed', data: { id: aniRow, reason: 'deleted' } },
  ]);
  const { id: workspace_id } = await defaultWorkspace(test.db);
  await erasePerson(test.db, {
    exclusion_key: TEST_EXCLUSION_KEY,
    workspace_id,
    person: { by: 'address', jids: [budi.id] },
    exclude: false,
    ...LOCK,
  });
  expect(await newEvents(id)).toMatchObject([
    { type: 'contact.removed', data: { id: budiRow, reason: 'deleted' } },
  ]);
  for (let listing = 0; listing < 2; listing += 1) {
    await grabAccount(test.db, id, { groups: account.groups ?? [] }, { removal_limits: null });
  }
  await newEvents(id);
  await purgeInactive(test.db, {
    older_than: new Date('2030-01-01'),
    session_id: id,
    signal: new AbortController().signal,
    ...LOCK,
  });
  expect(typesOf(await newEvents(id))).toEqual(['contact.removed']);
  await deleteContacts(test.db, { session_id: id, ...LOCK });
  expect(typesOf(await newEvents(id))).toEqual(['group.removed']);
});

it('queues a new status of a session and a failed grab, in a stream of their own', async () => {
  await aWebhook();
  const { id } = await newSession(test.db);
  const report = { id, phone_number: null, last_error: null, connected_at: null, now };
  await recordSessionStatus(test.db, { ...report, status: 'connected' });
  await recordSessionStatus(test.db, { ...report, status: 'connected' });
  const grab = await insertRunningGrab(test.db, { session_id: id, kind: 'all', now });
  const error = { code: 'READ_FAILED', message: 'no' };
  await finishGrab(test.db, { id: grab.id, state: 'failed', error, now });
  expect(await newEvents(id)).toMatchObject([
    {
      topic: 'status',
      type: 'session.status',
      data: { status: 'connected', previous_status: 'disconnected', error_code: null },
    },
    {
      topic: 'status',
      type: 'grab.finished',
      data: { grab_id: grab.id, state: 'failed', error_code: 'READ_FAILED' },
    },
  ]);
});

it('goes on for a receiver that was given up, so that it can catch up', async () => {
  const webhook = await aWebhook();
  await markWebhookDead(test.db, { id: webhook.id, reason: 'FAILING', now: new Date() });
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, account);
  expect(await newEvents(id)).toHaveLength(5);
});

it('a deleted session leaves no event and no delivery', async () => {
  const webhook = await aWebhook();
  const { id, workspace_id } = await newSession(test.db);
  await grabAccount(test.db, id, account);
  const delivery = { webhook_id: webhook.id, session_id: id, topic: 'address_book' } as const;
  const facts = { first_event_id: 1, last_event_id: 1, event_count: 1, attempt: 1, status: 200 };
  const answer = { error: null, response_excerpt: 'thanks', duration_ms: 1, at: now };
  await insertDelivery(test.db, { ...delivery, ...facts, ...answer });
  await deleteSession(test.db, { id, workspace_id, ...LOCK });
  for (const table of ['webhook_events', 'webhook_notes', 'webhook_deliveries']) {
    const left = await test.db.pool.query(`SELECT FROM ${table} WHERE session_id = $1`, [id]);
    expect([table, left.rowCount]).toEqual([table, 0]);
  }
});

it('the purge deletes what is older, and of each workspace the oldest events beyond the limit', async () => {
  const { pool } = test.db;
  await pool.query('DELETE FROM webhook_events');
  const elsewhere = await createWorkspace(test.db, { name: 'purged', now });
  const own = (await newSession(test.db)).id;
  const other = (await createSession(test.db, { workspace_id: elsewhere!.id, name: 'other', now }))
    .id;
  const add = (session_id: string, count: number, age: string) =>
    pool.query(
      `INSERT INTO webhook_events (session_id, topic, type, data, created_at)
       SELECT $1, 'address_book', 'contact.created', '{}', now() - $2::interval
       FROM generate_series(1, $3)`,
      [session_id, age, count],
    );
  await add(own, 2, '8 days');
  await add(own, 5, '1 day');
  await add(other, 3, '1 day');
  const newest = (
    await pool.query('SELECT max(id) AS id FROM webhook_events WHERE session_id = $1', [own])
  ).rows[0].id;
  const older_than = new Date(Date.now() - 7 * 86_400_000);
  const purged = await purgeWebhookData(test.db, { older_than, max_events: 3 });
  expect(purged).toEqual({ events: 2, deliveries: 0, overflow: 2 });
  const { rows } = await pool.query(
    'SELECT session_id, count(*)::int AS count, max(id) AS last FROM webhook_events GROUP BY session_id',
  );
  expect(new Map(rows.map((row) => [row.session_id, row.count]))).toEqual(
    new Map([
      [own, 3],
      [other, 3],
    ]),
  );
  expect(rows.find((row) => row.session_id === own).last).toBe(newest);
});
