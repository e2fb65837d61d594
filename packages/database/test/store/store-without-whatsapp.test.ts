import { describe, expect, it } from 'vitest';
import { readChanges } from '../../src/changes/read-changes.ts';
import { findGrab } from '../../src/grabs/find-grabs.ts';
import { updateSession } from '../../src/sessions/sessions.ts';
import {
  contactEntry,
  groupEntry,
  type Identity,
  memberEntry,
  person,
} from '../../src/testing/entries.ts';
import { type Account, grabAccount, nextTime } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { rowVersions, storedContact, storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const ani = person('6281000000001', '101');
const budi = person('6281000000002');
const cici = person('6281000000003');
const without = (who: Identity) => contactEntry(who, { on_whatsapp: false });
const kiosk = Array.from({ length: 40 }, (_, n) => person(String(6_282_000_000_000 + n)));
const account = (...others: Identity[]): Account => ({
  groups: [{ group: groupEntry('120363000000000007'), members: [memberEntry(ani)] }],
  contacts: [contactEntry(ani), ...others.map(without)],
});
const UNREAD = { groups: true, contacts: true, without_whatsapp: false };

async function choosingSession(): Promise<string> {
  const { id } = await newSession(test.db);
  await choose(id, true);
  return id;
}

const choose = (id: string, include_without_whatsapp: boolean) =>
  updateSession(test.db, { id, workspace_id: null }, { include_without_whatsapp, now: new Date() });

async function statuses(sessionId: string): Promise<Record<string, string>> {
  const rows = await storedContacts(test.db, sessionId);
  return Object.fromEntries(rows.map((row) => [row.contact_id, row.status]));
}

describe('a person without WhatsApp', () => {
  it('has a counter of its own, and is in no other one and not among the rows of the answer', async () => {
    const id = await choosingSession();
    const first = await grabAccount(test.db, id, account(budi, cici));
    const counts = { total_groups: 1, total_contacts: 1, total_without_whatsapp: 2 };
    expect(first).toMatchObject({ ...counts, saved_count: 2, updated_count: 0, complete: true });
    const { rows } = await test.db.pool.query(
      'SELECT type, contact_row_ids::int[] FROM grab_rows WHERE grab_id = $1 ORDER BY type',
      [first.grab_id],
    );
    const [group, one] = await storedContacts(test.db, id);
    expect(rows).toEqual([
      { type: 'group', contact_row_ids: [group?.id] },
      { type: 'individual', contact_row_ids: [one?.id] },
    ]);
    const versions = await rowVersions(test.db, 'contacts', id);
    const second = await grabAccount(test.db, id, account(budi, cici));
    expect(second).toMatchObject({ ...counts, saved_count: 0, updated_count: 2 });
    expect(second).toMatchObject({ unchanged_count: 2, removed_count: 0 });
    expect(await rowVersions(test.db, 'contacts', id)).toEqual(versions);
    const grab = await findGrab(test.db, { id: second.grab_id, session_id: id });
    expect(grab).toMatchObject(counts);
    expect(await storedContact(test.db, id, budi.id)).toMatchObject({ on_whatsapp: false });
    const others = { on_whatsapp: true };
    expect(await storedContacts(test.db, id)).toMatchObject([others, others, {}, {}]);
  });

  it('becomes the same person on WhatsApp, and back', async () => {
    const id = await choosingSession();
    await grabAccount(test.db, id, account(budi));
    const before = await storedContact(test.db, id, budi.id);
    const since = (await readChanges(test.db, { session_id: id, since: null, limit: 10 })).next;
    const joined = { ...account(), contacts: [contactEntry(ani), contactEntry(budi)] };
    expect(await grabAccount(test.db, id, joined)).toMatchObject({
      ...{ total_contacts: 2, total_without_whatsapp: 0, saved_count: 0, updated_count: 3 },
      removed_count: 0,
    });
    const { changes } = await readChanges(test.db, { session_id: id, since, limit: 10 });
    expect(changes).toMatchObject([{ kind: 'changed', fields: ['on_whatsapp'] }]);
    const after = await storedContact(test.db, id, budi.id);
    expect(after).toMatchObject({ id: before.id, on_whatsapp: true, status: 'active' });
    expect(await grabAccount(test.db, id, account(budi))).toMatchObject({ removed_count: 0 });
    expect(await storedContact(test.db, id, budi.id)).toMatchObject({
      ...{ id: before.id, on_whatsapp: false, status: 'active' },
    });
  });

  it('who is listed on WhatsApp, too, is on WhatsApp, whichever entry comes last', async () => {
    const id = await choosingSession();
    const both = [contactEntry(budi, { push_name: 'Budi' }), without(budi), without(ani)];
    await grabAccount(test.db, id, { contacts: [...both, contactEntry(ani)] });
    expect(await storedContacts(test.db, id)).toMatchObject([
      { contact_id: budi.id, on_whatsapp: true, push_name: 'Budi' },
      { contact_id: ani.id, on_whatsapp: true },
    ]);
  });

  it('whose phone turns out to be that of a stored LID is on WhatsApp', async () => {
    const id = await choosingSession();
    const lid = { id: '909@lid', phone_number: null, lid: '909@lid' };
    await grabAccount(test.db, id, { contacts: [contactEntry(lid), without(budi)] });
    const group = groupEntry('120363000000000008');
    const member = memberEntry({ ...budi, lid: lid.lid });
    await grabAccount(test.db, id, { groups: [{ group, members: [member] }] }, { kind: 'groups' });
    const [, row] = await storedContacts(test.db, id);
    expect(row).toMatchObject({ contact_id: budi.id, lid: lid.lid, on_whatsapp: true });
  });
});

describe('a listing of people without WhatsApp', () => {
  it('that is complete makes those inactive that it misses, and says when it last had them', async () => {
    const id = await choosingSession();
    await grabAccount(test.db, id, account(budi, cici));
    const lastSeen = nextTime();
    await grabAccount(test.db, id, account(budi, cici), { now: lastSeen });
    expect(await grabAccount(test.db, id, account(budi))).toMatchObject({ removed_count: 1 });
    expect(await storedContact(test.db, id, cici.id)).toMatchObject({
      ...{ status: 'inactive', grabbed_at: lastSeen },
    });
  });

  it.each([
    ['not complete', UNREAD],
    [
      'complete, and that of contacts is not',
      { ...UNREAD, contacts: false, without_whatsapp: true },
    ],
  ])(
    'that is %s removes none of them, and does not claim to have seen them',
    async (_, listing) => {
      const id = await choosingSession();
      const seenAt = nextTime();
      await grabAccount(test.db, id, account(budi), { now: seenAt });
      const options = { listing_complete: listing };
      expect(await grabAccount(test.db, id, account(), options)).toMatchObject({
        removed_count: 0,
      });
      expect(await storedContact(test.db, id, budi.id)).toMatchObject({
        ...{ status: 'active', grabbed_at: seenAt },
      });
    },
  );

  it('that is not complete keeps no contact on WhatsApp from becoming inactive', async () => {
    const id = await choosingSession();
    await grabAccount(test.db, id, { contacts: [contactEntry(ani), contactEntry(cici)] });
    const only = { contacts: [contactEntry(ani)] };
    const options = { listing_complete: UNREAD };
    expect(await grabAccount(test.db, id, only, options)).toMatchObject({ removed_count: 1 });
  });

  it('that misses too many of them holds them back, and them alone', async () => {
    const id = await choosingSession();
    await grabAccount(test.db, id, account(...kiosk));
    expect(await grabAccount(test.db, id, { contacts: [] })).toMatchObject({
      removed_count: 2,
      incomplete_reasons: [{ code: 'REMOVAL_HELD_BACK', type: 'contact', count: kiosk.length }],
    });
    const active = Object.values(await statuses(id)).filter((status) => status === 'active');
    expect(active).toHaveLength(kiosk.length);
  });
});

describe('a session that takes its choice back', () => {
  it('makes all people without WhatsApp inactive at once, however many, and nothing else', async () => {
    const id = await choosingSession();
    await grabAccount(test.db, id, account(...kiosk));
    await choose(id, false);
    const listing_complete = { groups: true, contacts: true };
    const stored = await grabAccount(test.db, id, account(), { listing_complete });
    expect(stored).toMatchObject({ complete: true, removed_count: kiosk.length });
    const rows = await storedContacts(test.db, id);
    const active = rows.filter(({ status }) => status === 'active').map((row) => row.contact_id);
    expect(active).toEqual(['120363000000000007@g.us', ani.id]);
  });

  it('leaves them as they are while its contacts are not listed completely', async () => {
    const id = await choosingSession();
    await grabAccount(test.db, id, account(budi));
    await choose(id, false);
    const incomplete = { listing_complete: { groups: true, contacts: false } };
    expect(await grabAccount(test.db, id, account(), incomplete)).toMatchObject({
      removed_count: 0,
    });
    const groups = { kind: 'groups' as const, listing_complete: { groups: true, contacts: null } };
    await grabAccount(test.db, id, account(), groups);
    expect(await statuses(id)).toMatchObject({ [budi.id]: 'active' });
  });

  it('keeps as the same person who has joined WhatsApp meanwhile', async () => {
    const id = await choosingSession();
    await grabAccount(test.db, id, account(budi));
    const { id: rowId } = await storedContact(test.db, id, budi.id);
    await choose(id, false);
    const joined = { contacts: [contactEntry(ani), contactEntry(budi)] };
    await grabAccount(test.db, id, joined);
    const expected = { id: rowId, status: 'active', on_whatsapp: true };
    expect(await storedContact(test.db, id, budi.id)).toMatchObject(expected);
  });
});
