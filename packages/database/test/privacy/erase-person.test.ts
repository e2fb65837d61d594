import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readChanges } from '../../src/changes/read-changes.ts';
import type { Database } from '../../src/connection/open-database.ts';
import { changeOwnData } from '../../src/contacts/own-data.ts';
import { erasePerson } from '../../src/privacy/erase-person.ts';
import { exportPerson } from '../../src/privacy/export-person.ts';
import { type NamedPerson, parsePerson } from '../../src/privacy/person-address.ts';
import { createSession } from '../../src/sessions/sessions.ts';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  pastEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { TEST_EXCLUSION_KEY } from '../../src/testing/exclusion-key.ts';
import { type Account, grabAccount } from '../../src/testing/grab-account.ts';
import { insertDelivery } from '../../src/webhooks/webhook-deliveries.ts';
import { insertWebhook } from '../../src/webhooks/webhooks.ts';
import { changeWorkspaceSettings } from '../../src/workspaces/workspace-settings.ts';
import { createWorkspace } from '../../src/workspaces/workspaces.ts';
import { PERSONAL_COLUMNS } from '../support/personal-columns.ts';
import { storedContact, storedContacts, storedMembers } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LOCK = { lock_timeout_ms: 10_000 };
const KEY = { exclusion_key: TEST_EXCLUSION_KEY };

const NUMBER = '6281277777777';
const [LID, OLDER_LID] = ['777777771', '777777772'];
const SECRET = 'Zulaikha';
const zul = person(NUMBER, LID);
const ani = person('628101', '101');

/** An account in which every column that can name the person does. */
const account: Account = {
  groups: [
    {
      group: groupEntry('12036301', { owner_id: zul.id }),
      members: [
        memberEntry(ani, { name: 'Ani' }),
        memberEntry(zul, { name: SECRET, role: 'admin', masked_number: '+62 ∙∙∙77' }),
      ],
      past: [pastEntry(stranger(OLDER_LID), new Date('2024-01-01'), { name: SECRET })],
    },
    {
      group: groupEntry('12036302', { owner_id: ani.id }),
      members: [memberEntry(ani), memberEntry(stranger(LID), { name: SECRET })],
    },
  ],
  contacts: [
    contactEntry(ani, { name: 'Ani' }),
    contactEntry(zul, {
      name: SECRET,
      address_book_name: SECRET,
      short_name: SECRET,
      verified_name: SECRET,
      push_name: SECRET,
      username: SECRET.toLowerCase(),
      about: SECRET,
      business_kind: SECRET,
      verified_level: SECRET,
      masked_number: '+62 ∙∙∙77',
      profile_picture: `https://pps.whatsapp.net/${SECRET}`,
      labels: [SECRET],
      older_lids: [`${OLDER_LID}@lid`],
    }),
  ],
};
/** The same account earlier: what changes until then is kept. */
const before: Account = {
  groups: [{ group: groupEntry('12036301'), members: [memberEntry(ani)] }],
  contacts: [contactEntry(ani), contactEntry(zul, { name: `${SECRET} lama` })],
};
const unreadable = [{ type: 'contact' as const, contact_id: `${LID}@lid`, reason: 'it threw' }];

async function newWorkspace(name: string): Promise<string> {
  const workspace = await createWorkspace(test.db, { name, now: new Date() });
  return workspace?.id ?? '';
}

async function filledSession(workspace_id: string): Promise<string> {
  const { id } = await createSession(test.db, { workspace_id, name: 's', now: new Date() });
  await changeWorkspaceSettings(test.db, workspace_id, { keeps_change_values: true });
  await grabAccount(test.db, id, before);
  const { id: row_id } = await storedContact(test.db, id, zul.id);
  await changeOwnData(
    test.db,
    { session_id: id, row_id, ...LOCK },
    { tags: [SECRET], note: SECRET, custom_fields: { nickname: SECRET } },
  );
  await grabAccount(test.db, id, account, { unreadable });
  return id;
}

/** A receiver that answered with what it knows: to an event of the session, and to a test. */
async function answeringWebhook(workspace_id: string, session_id: string): Promise<void> {
  const webhook_id = randomUUID();
  const now = new Date();
  const fixed = { url: 'https://example.com', secret: 'none', enabled: false, now };
  await insertWebhook(test.db, { id: webhook_id, workspace_id, ...fixed });
  const facts = { event_count: 1, attempt: 1, status: 200, error: null, duration_ms: 1, at: now };
  const events = { topic: null, first_event_id: null, last_event_id: null };
  for (const about of [session_id, null]) {
    const answer = { session_id: about, response_excerpt: `stored ${NUMBER}` };
    await insertDelivery(test.db, { webhook_id, ...facts, ...events, ...answer });
  }
}

const erase = (workspace_id: string, who: NamedPerson, exclude = true) =>
  erasePerson(test.db, { workspace_id, person: who, exclude, ...KEY, ...LOCK });
const BY_NUMBER = { by: 'address', jids: [zul.id] } as const;

/** Every place of the database where one of the texts stands, as `table.column`. */
async function placesOf(db: Database, texts: readonly string[]): Promise<string[]> {
  const columns = await db.pool.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema IN ('public', 'pgboss')`,
  );
  const places: string[] = [];
  for (const { table, column } of columns.rows) {
    const found = await db.pool
      .query(`SELECT FROM "${table}" WHERE "${column}"::text ILIKE ANY ($1) LIMIT 1`, [
        texts.map((text) => `%${text}%`),
      ])
      .catch(() => ({ rowCount: 0 }));
    if (found.rowCount) places.push(`${table}.${column}`);
  }
  return places.sort();
}
const TRACES = [NUMBER, LID, OLDER_LID, SECRET];

describe('an erasure', () => {
  it('leaves no trace of the person in any column of any table, and says what went', async () => {
    const workspace_id = await newWorkspace('erasure');
    const [one, two] = [await filledSession(workspace_id), await filledSession(workspace_id)];
    await answeringWebhook(workspace_id, one);
    const erased = Object.keys(PERSONAL_COLUMNS).filter(
      (name) => PERSONAL_COLUMNS[name] === 'erased',
    );
    const enums = /\.(?:kind|role|old_role|leave_reason)$/;
    const named = erased.filter((name) => !enums.test(name));
    const places = await placesOf(test.db, [...TRACES, '∙∙∙77']);
    expect(places).toEqual(named.toSorted());

    const erasure = await erase(workspace_id, BY_NUMBER);
    const deleted = {
      contacts: 1,
      contact_aliases: 1,
      group_participants: 3,
      membership_changes: 2,
      group_owners: 1,
      grab_errors: 1,
    };
    expect(erasure).toMatchObject({ remaining: 0, exclusion: { address_count: 3 } });
    const sessions = [one, two].toSorted().map((session_id) => ({
      ...{ session_id, deleted, is_own_account: false },
    }));
    expect(erasure?.sessions).toEqual(sessions);
    expect(await placesOf(test.db, [...TRACES, '∙∙∙77'])).toEqual([]);
    // All others stay.
    expect(await storedContacts(test.db, one)).toHaveLength(3);
    expect(await storedMembers(test.db, one, '12036301@g.us')).toMatchObject([{ name: 'Ani' }]);
  });

  it.each([
    ['the number', BY_NUMBER],
    ['the LID', { by: 'address', jids: [`${LID}@lid`] }],
    ['an older LID', { by: 'address', jids: [`${OLDER_LID}@lid`] }],
    ['the username', { by: 'username', username: SECRET.toLowerCase() }],
  ] as const)('finds all of the person by %s', async (how, who) => {
    const workspace_id = await newWorkspace(`by-${how.replaceAll(' ', '-')}`);
    await filledSession(workspace_id);
    expect(await erase(workspace_id, who)).toMatchObject({ remaining: 0 });
    expect(await placesOf(test.db, TRACES)).toEqual([]);
  });

  it('leaves other workspaces as they are', async () => {
    const [mine, other] = [await newWorkspace('mine'), await newWorkspace('other')];
    await filledSession(mine);
    const kept = await filledSession(other);
    await erase(mine, BY_NUMBER);
    expect(await storedContacts(test.db, kept)).toHaveLength(4);
    await grabAccount(test.db, kept, account);
    expect(await storedContacts(test.db, kept)).toHaveLength(4);
    await erase(other, BY_NUMBER, false);
  });

  it('is seen by a client that reads the changes, without personal data', async () => {
    const workspace_id = await newWorkspace('changes');
    const session_id = await filledSession(workspace_id);
    const start = await readChanges(test.db, { session_id, since: null, limit: 100 });
    await erase(workspace_id, BY_NUMBER);
    const { changes } = await readChanges(test.db, { session_id, since: start.next, limit: 100 });
    expect(changes).toMatchObject([
      { kind: 'changed', fields: ['owner_id'], contact: { owner_id: null } },
      { kind: 'deleted', reason: 'deleted' },
    ]);
  });

  it('of a person who is not stored excludes them all the same', async () => {
    const workspace_id = await newWorkspace('unknown');
    const who = { by: 'address', jids: ['628555@s.whatsapp.net'] } as const;
    expect(await erase(workspace_id, who)).toMatchObject({ exclusion: { address_count: 1 } });
  });

  it('of the linked account itself says that its number goes with the session', async () => {
    const workspace_id = await newWorkspace('own');
    const { id } = await createSession(test.db, { workspace_id, name: 's', now: new Date() });
    await grabAccount(test.db, id, {}, { linked: { lid: zul.lid, phone_number: NUMBER } });
    const erasure = await erase(workspace_id, BY_NUMBER);
    expect(erasure?.sessions).toMatchObject([{ session_id: id, is_own_account: true }]);
    await test.db.pool.query('DELETE FROM sessions WHERE id = $1', [id]);
  });
});

describe('an export of a person', () => {
  it('has all that the workspace stores about them, and nothing after the erasure', async () => {
    const workspace_id = await newWorkspace('export');
    const session_id = await filledSession(workspace_id);
    const found = await exportPerson(test.db, { workspace_id, person: BY_NUMBER, ...KEY });
    expect(found?.addresses).toEqual([zul.id, `${LID}@lid`, `${OLDER_LID}@lid`].toSorted());
    expect(found?.sessions).toMatchObject([
      {
        session_id,
        contacts: [{ contact_id: zul.id, push_name: SECRET, note: SECRET, labels: [SECRET] }],
        aliases: [`${OLDER_LID}@lid`],
        memberships: [
          { group_contact_id: '12036301@g.us', name: SECRET, role: 'admin' },
          { group_contact_id: '12036301@g.us', status: 'inactive', leave_reason: 'left' },
          { group_contact_id: '12036302@g.us', name: SECRET, role: 'participant' },
        ],
        membership_changes: [{ kind: 'joined' }, { kind: 'left' }],
        value_changes: expect.arrayContaining([
          { field: 'name', old: `${SECRET} lama`, new: SECRET, seen_at: expect.any(Date) },
        ]),
        owned_groups: [{ group_contact_id: '12036301@g.us' }],
        failed_items: [{ type: 'contact', reason: 'it threw' }],
      },
    ]);
    const { exclusion } = (await erase(workspace_id, BY_NUMBER)) ?? {};
    const after = await exportPerson(test.db, { workspace_id, person: BY_NUMBER, ...KEY });
    expect(after).toEqual({ addresses: [zul.id], sessions: [], exclusions: [exclusion] });
  });
});

describe('the name of a person', () => {
  it.each([
    ['+62 812-7777-7777', { by: 'address', jids: [`62812${'7'.repeat(8)}@s.whatsapp.net`] }],
    ['6281277777777@c.us', { by: 'address', jids: [zul.id] }],
    [`${LID}@lid`, { by: 'address', jids: [`${LID}@lid`] }],
    ['@Zulaikha', { by: 'username', username: 'zulaikha' }],
    ['https://wa.me/6281277777777', { by: 'address', jids: [zul.id] }],
    [
      '+55 31 98888-8888',
      {
        by: 'address',
        jids: ['5531988888888@s.whatsapp.net', '553188888888@s.whatsapp.net'],
      },
    ],
    ['0812 7777 7777', null],
    ['Zulaikha', null],
    ['12036301@g.us', null],
    ['', null],
  ])('%s is read as %o', (text, expected) => {
    expect(parsePerson(text)).toEqual(expected);
  });
});
