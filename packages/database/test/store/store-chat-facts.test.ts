import { describe, expect, it } from 'vitest';
import { readChanges } from '../../src/changes/read-changes.ts';
import { contactEntry, groupEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { rowVersions, storedContact } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const ani = person('6281000000001', '7');
const GROUP = '120363000000000009';
const NOON = Date.UTC(2026, 0, 15, 12);
const HOUR_MS = 3_600_000;
const at = (hours: number) => new Date(NOON + hours * HOUR_MS);
const CHAT = {
  last_activity_at: at(0),
  is_archived: true,
  is_muted: true,
  muted_until: at(900),
};
const NO_CHAT = { last_activity_at: null, is_archived: null, is_muted: null, muted_until: null };

type Facts = { [Name in keyof typeof CHAT]: (typeof CHAT)[Name] | null };

/** A person and a group with the same chat. */
const grabbed = (facts: Facts) => ({
  contacts: [contactEntry(ani, facts)],
  groups: [{ group: groupEntry(GROUP, facts), members: [] }],
});

async function storedOfBoth(id: string) {
  return [
    await storedContact(test.db, id, ani.id),
    await storedContact(test.db, id, `${GROUP}@g.us`),
  ];
}

describe('the facts of a chat', () => {
  it('are unknown of a new row without a chat', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, grabbed(NO_CHAT));
    expect(await storedOfBoth(id)).toMatchObject([NO_CHAT, NO_CHAT]);
  });

  it('stay while the page has no chat, and no row is written for that', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, grabbed(CHAT));
    const before = await rowVersions(test.db, 'contacts', id);
    const { unchanged_count } = await grabAccount(test.db, id, grabbed(NO_CHAT));
    expect(unchanged_count).toBe(2);
    expect(await rowVersions(test.db, 'contacts', id)).toEqual(before);
    expect(await storedOfBoth(id)).toMatchObject([CHAT, CHAT]);
  });

  it('lose the end of a mute when the chat is no longer muted, or muted without an end', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, grabbed(CHAT));
    const { next } = await readChanges(test.db, { session_id: id, since: null, limit: 10 });
    const unmuted = { ...CHAT, is_muted: false, muted_until: null };
    await grabAccount(test.db, id, grabbed(unmuted));
    expect(await storedOfBoth(id)).toMatchObject([unmuted, unmuted]);
    const { changes } = await readChanges(test.db, { session_id: id, since: next, limit: 10 });
    const fields = ['is_muted', 'muted_until'];
    expect(changes).toMatchObject([{ fields }, { fields }]);
  });
});

describe('the last activity of a chat', () => {
  it.each([1, 23, -23])('makes no difference if it moved by %d hours', async (hours) => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, grabbed(CHAT));
    const before = await rowVersions(test.db, 'contacts', id);
    const moved = { ...CHAT, last_activity_at: at(hours) };
    const { unchanged_count } = await grabAccount(test.db, id, grabbed(moved));
    expect(unchanged_count).toBe(2);
    expect(await rowVersions(test.db, 'contacts', id)).toEqual(before);
  });

  it.each([25, -25])('is a change if it moved by %d hours', async (hours) => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, grabbed(CHAT));
    const { next } = await readChanges(test.db, { session_id: id, since: null, limit: 10 });
    const moved = { ...CHAT, last_activity_at: at(hours) };
    await grabAccount(test.db, id, grabbed(moved));
    expect(await storedOfBoth(id)).toMatchObject([moved, moved]);
    const { changes } = await readChanges(test.db, { session_id: id, since: next, limit: 10 });
    expect(changes).toHaveLength(2);
    expect(changes).toMatchObject([
      { kind: 'changed', fields: ['last_activity_at'] },
      { kind: 'changed', fields: ['last_activity_at'] },
    ]);
  });

  it('is written with another change of the row, and is stored when it becomes known', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, grabbed(CHAT));
    const moved = { ...CHAT, is_archived: false, last_activity_at: at(2) };
    await grabAccount(test.db, id, grabbed(moved));
    expect(await storedOfBoth(id)).toMatchObject([moved, moved]);
    const { id: other } = await newSession(test.db);
    await grabAccount(test.db, other, grabbed({ ...CHAT, last_activity_at: null }));
    await grabAccount(test.db, other, grabbed(CHAT));
    expect(await storedOfBoth(other)).toMatchObject([CHAT, CHAT]);
  });
});
