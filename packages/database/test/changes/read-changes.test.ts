import { describe, expect, it } from 'vitest';
import { type ContactChange, readChanges } from '../../src/changes/read-changes.ts';
import {
  type ChangeCursor,
  ChangeCursorExpired,
  ChangeCursorInvalid,
} from '../../src/contacts/change-number.ts';
import { deleteContact } from '../../src/contacts/delete-contacts.ts';
import { forgetTombstones } from '../../src/contacts/purge-contacts.ts';
import { SessionNotFound } from '../../src/sessions/session-row.ts';
import { contactEntry, person, stranger } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { grabEach } from '../support/grab-each.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const [ani, budi, citra] = ['628101', '628102', '628103'].map((phone) =>
  contactEntry(person(phone)),
);
const account = { contacts: [ani!, budi!, citra!] };
const LOCK = { lock_timeout_ms: 10_000 };

async function allChanges(session_id: string, since: ChangeCursor | null, limit = 100) {
  const changes: ContactChange[] = [];
  let cursor = since;
  for (;;) {
    const page = await readChanges(test.db, { session_id, since: cursor, limit });
    changes.push(...page.changes);
    cursor = page.next;
    if (!page.has_more) return { changes, next: cursor };
  }
}

function brief(changes: ContactChange[]) {
  return changes.map((change) =>
    change.kind === 'deleted' || change.kind === 'membership'
      ? change.kind === 'deleted'
        ? change.reason
        : change.kind
      : `${change.kind} ${change.contact.phone_number}${change.kind === 'changed' ? ` ${change.fields}` : ''}`,
  );
}

describe('changes since a cursor', () => {
  it('are all contacts at first, then nothing', async () => {
    const session = await grabEach(test.db, account);
    const { changes, next } = await allChanges(session, null);
    expect(brief(changes)).toEqual(['created 628101', 'created 628102', 'created 628103']);
    expect((await allChanges(session, next)).changes).toEqual([]);
  });

  it('tell created, changed with the fields, removed, back again and deleted, each once', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, account);
    const { next } = await allChanges(id, null);
    await grabAccount(test.db, id, { contacts: [{ ...ani!, name: 'A' }, citra!] });
    const doni = contactEntry(person('628104'));
    await grabAccount(test.db, id, {
      contacts: [{ ...ani!, name: 'B', is_blocked: true }, citra!, doni],
    });
    await deleteContact(test.db, { session_id: id, contact_id: citra!.contact_id, ...LOCK });
    const later = await allChanges(id, next);
    expect(brief(later.changes)).toEqual([
      'removed 628102',
      'changed 628101 is_blocked,name',
      'created 628104',
      'deleted',
    ]);
    await grabAccount(
      test.db,
      id,
      { contacts: [budi!] },
      { listing_complete: { groups: true, contacts: false } },
    );
    expect(brief((await allChanges(id, later.next)).changes)).toEqual(['changed 628102 status']);
  });

  it('show a merge as one deleted row and one changed row', async () => {
    const known = person('628101', '77');
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, {
      contacts: [contactEntry(stranger('77')), contactEntry(person('628101'))],
    });
    const { next } = await allChanges(id, null);
    await grabAccount(test.db, id, { contacts: [contactEntry(known)] });
    const { changes } = await allChanges(id, next);
    expect(brief(changes).sort()).toEqual(['changed 628101 lid', 'merged']);
  });

  it('come in pages of any size, with nothing twice and nothing left out', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, account);
    const { next } = await allChanges(id, null);
    await deleteContact(test.db, { session_id: id, contact_id: budi!.contact_id, ...LOCK });
    await grabAccount(test.db, id, {
      contacts: [{ ...ani!, name: 'A' }, contactEntry(person('628105'))],
    });
    for (const since of [null, next]) {
      const whole = await allChanges(id, since);
      expect(await allChanges(id, since, 1)).toEqual(whole);
      expect(await allChanges(id, since, 2)).toEqual(whole);
    }
  });

  it('still hold what changes while they are read', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, account);
    const first = await readChanges(test.db, { session_id: id, since: null, limit: 1 });
    await deleteContact(test.db, { session_id: id, contact_id: ani!.contact_id, ...LOCK });
    await grabAccount(test.db, id, { contacts: [{ ...budi!, name: 'B' }, citra!] });
    const rest = await allChanges(id, first.next, 1);
    expect(brief([...first.changes, ...rest.changes])).toEqual([
      ...['created 628101', 'created 628103', 'deleted', 'created 628102'],
    ]);
  });
});

describe('a cursor', () => {
  it('of another session, or from a future that never was, is refused', async () => {
    const [mine, other] = [await grabEach(test.db, account), await grabEach(test.db, account)];
    const { next } = await allChanges(mine, null);
    const read = (session_id: string, since: ChangeCursor) =>
      readChanges(test.db, { session_id, since, limit: 5 });
    await expect(read(other, next)).rejects.toThrow(ChangeCursorInvalid);
    await expect(read(mine, { ...next, number: next.number + 1 })).rejects.toThrow(
      ChangeCursorInvalid,
    );
    await expect(read(mine, { ...next, row_id: 0.5 })).rejects.toThrow(ChangeCursorInvalid);
    await expect(read('nonsense', next)).rejects.toThrow(SessionNotFound);
  });

  it('is refused when a deletion that it has not read is forgotten, and only then', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, account);
    const { next: before } = await allChanges(id, null);
    await deleteContact(test.db, { session_id: id, contact_id: ani!.contact_id, ...LOCK });
    const { next: after } = await allChanges(id, before);
    const older_than = new Date(Date.now() + 60_000);
    expect(await forgetTombstones(test.db, { older_than: new Date(0) })).toBe(0);
    expect(await forgetTombstones(test.db, { older_than })).toBeGreaterThan(0);
    await expect(allChanges(id, before)).rejects.toThrow(ChangeCursorExpired);
    expect((await allChanges(id, after)).changes).toEqual([]);
    expect(brief((await allChanges(id, null, 1)).changes)).toEqual([
      'created 628102',
      'created 628103',
    ]);
  });
});
