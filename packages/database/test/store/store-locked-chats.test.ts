import { describe, expect, it } from 'vitest';
import { readChanges } from '../../src/changes/read-changes.ts';
import type { GivenChoices } from '../../src/sessions/session-choices.ts';
import { updateSession } from '../../src/sessions/sessions.ts';
import { contactEntry, groupEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { rowVersions, storedContact, storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const ani = person('6281000000001', '101');
const budi = person('6281000000002');

/** Two persons and a group whose chats are locked, are not, or are not known. */
const grabbed = (is_locked: boolean | null) => ({
  contacts: [contactEntry(ani, { is_locked }), contactEntry(budi)],
  groups: [{ group: groupEntry('120363000000000007', { is_locked }), members: [] }],
});

async function choose(id: string, include_locked: boolean): Promise<void> {
  const choices: GivenChoices = { include_locked };
  await updateSession(test.db, { id, workspace_id: null }, { ...choices, now: new Date() });
}

async function choosingSession(): Promise<string> {
  const { id } = await newSession(test.db);
  await choose(id, true);
  return id;
}

const locksOf = async (id: string) =>
  (await storedContacts(test.db, id)).map(({ is_locked }) => is_locked);

describe('whether a chat is locked', () => {
  it('is stored, and stays while no chat is known', async () => {
    const id = await choosingSession();
    await grabAccount(test.db, id, grabbed(true));
    expect(await locksOf(id)).toEqual([true, true, null]);
    await grabAccount(test.db, id, grabbed(false));
    expect(await locksOf(id)).toEqual([false, false, null]);
    expect(await grabAccount(test.db, id, grabbed(null))).toMatchObject({ unchanged_count: 3 });
    expect(await locksOf(id)).toEqual([false, false, null]);
  });

  it('is cleared by the next grab of any kind after the choice is taken back, and once', async () => {
    const id = await choosingSession();
    await grabAccount(test.db, id, grabbed(true));
    const { next } = await readChanges(test.db, { session_id: id, since: null, limit: 10 });
    await choose(id, false);
    const listing_complete = { groups: true, contacts: null };
    const { groups } = grabbed(null);
    const cleared = { kind: 'groups' as const, listing_complete };
    await grabAccount(test.db, id, { groups }, cleared);
    expect(await locksOf(id)).toEqual([null, null, null]);
    const { changes } = await readChanges(test.db, { session_id: id, since: next, limit: 10 });
    const changed = { kind: 'changed', fields: ['is_locked'] };
    expect(changes).toMatchObject([changed, changed]);
    const versions = await rowVersions(test.db, 'contacts', id);
    await grabAccount(test.db, id, grabbed(null));
    expect(await rowVersions(test.db, 'contacts', id)).toEqual(versions);
  });

  it('is cleared of a row that is gone, whose time stays', async () => {
    const id = await choosingSession();
    await grabAccount(test.db, id, grabbed(true));
    await grabAccount(test.db, id, { contacts: [contactEntry(budi)] });
    const before = await storedContact(test.db, id, ani.id);
    expect(before).toMatchObject({ status: 'inactive', is_locked: true });
    await choose(id, false);
    await grabAccount(test.db, id, { contacts: [contactEntry(budi)] });
    expect(await storedContact(test.db, id, ani.id)).toEqual({ ...before, is_locked: null });
  });
});
