import { expect, it } from 'vitest';
import { type ContactChange, readChanges } from '../../src/changes/read-changes.ts';
import { readRowChanges } from '../../src/changes/read-row-changes.ts';
import { type ChangeCursor, ChangeCursorInvalid } from '../../src/contacts/change-number.ts';
import { changeOwnData } from '../../src/contacts/own-data.ts';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { changeWorkspaceSettings } from '../../src/workspaces/workspace-settings.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const ani = contactEntry(person('628101'));
const budi = contactEntry(person('628102'));

async function sessionThat(keeps_change_values: boolean): Promise<string> {
  const { id, workspace_id } = await newSession(test.db);
  await changeWorkspaceSettings(test.db, workspace_id, { keeps_change_values });
  return id;
}

async function rowOf(session_id: string, phone: string): Promise<number> {
  const text = 'SELECT id FROM contacts WHERE session_id = $1 AND phone_number = $2';
  return (await test.db.pool.query(text, [session_id, phone])).rows[0].id;
}

async function historyOf(session_id: string, row_id: number, limit = 100) {
  const changes: ContactChange[] = [];
  let since: ChangeCursor | null = null;
  for (;;) {
    const page = await readRowChanges(test.db, { session_id, row_id, since, limit });
    if (page === null) return null;
    changes.push(...page.changes);
    since = page.next;
    if (!page.has_more) return { changes, next: since };
  }
}

function brief(change: ContactChange): string {
  if (change.kind === 'deleted') return `${change.reason} ${change.id}`;
  if (change.kind !== 'changed') return change.kind;
  const { name } = change.values ?? {};
  return name ? `${name.old} → ${name.new}` : `changed ${change.fields}`;
}

it.each([1, 2, 100])('tells each change of one person, in pages of %i', async (limit) => {
  const id = await sessionThat(true);
  await grabAccount(test.db, id, { contacts: [ani, budi] });
  await grabAccount(test.db, id, { contacts: [{ ...ani, name: 'A' }, budi] });
  await grabAccount(test.db, id, {
    contacts: [
      { ...ani, name: 'B' },
      { ...budi, name: 'X' },
    ],
  });
  await grabAccount(test.db, id, { contacts: [budi] });
  await grabAccount(test.db, id, { contacts: [{ ...ani, name: 'B' }, budi] });
  const row_id = await rowOf(id, '628101');
  await changeOwnData(test.db, { session_id: id, row_id, lock_timeout_ms: 10_000 }, { note: 'n' });
  const { changes, next } = (await historyOf(id, row_id, limit))!;
  expect(changes.map(brief)).toEqual([
    ...['created', `${ani.name} → A`, 'A → B', 'removed', 'changed status', 'changed note'],
  ]);
  const grabs = changes.map(({ grab_id }) => grab_id);
  expect(new Set(grabs).size).toBe(6);
  expect(grabs.indexOf(null)).toBe(5);
  const later = await readRowChanges(test.db, { session_id: id, row_id, since: next, limit });
  expect(later).toMatchObject({ changes: [], has_more: false });
});

it('tells of the last change of each field where the values are not kept', async () => {
  const id = await sessionThat(false);
  await grabAccount(test.db, id, { contacts: [ani] });
  await grabAccount(test.db, id, { contacts: [{ ...ani, name: 'A' }] });
  await grabAccount(test.db, id, { contacts: [{ ...ani, name: 'B', about: 'hi' }] });
  const { changes } = (await historyOf(id, await rowOf(id, '628101')))!;
  expect(changes.map(brief)).toEqual(['created', expect.stringContaining('about,')]);
});

it('a merged row is the one that it continues in, which tells of the merge and of the number', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, { contacts: [contactEntry(stranger('777')), ani] });
  const { changes: first } = await readChanges(test.db, { session_id: id, since: null, limit: 9 });
  const lidRow = first.flatMap((one) =>
    one.kind === 'created' && one.contact.phone_number === null ? [one.contact.id] : [],
  )[0]!;
  await grabAccount(test.db, id, { contacts: [contactEntry(person('628101', '777'))] });
  const row = await rowOf(id, '628101');
  expect(row).not.toBe(lidRow);
  const { changes } = (await historyOf(id, lidRow))!;
  expect(changes.map(brief)).toContain(`merged ${lidRow}`);
  expect(changes).toEqual((await historyOf(id, row))!.changes);
});

it('has the joins and departures of the person, or of the group, where they are asked for', async () => {
  const { id } = await newSession(test.db);
  const group = groupEntry('1');
  const [a, b] = [memberEntry(person('628101')), memberEntry(person('628102'))];
  const contacts = [ani, budi];
  await grabAccount(test.db, id, { contacts, groups: [{ group, members: [b] }] });
  await grabAccount(test.db, id, { contacts, groups: [{ group, members: [a, b] }] });
  await grabAccount(test.db, id, { contacts, groups: [{ group, members: [a] }] });
  const kindsOf = async (row_id: number) => {
    const page = { session_id: id, row_id, since: null, limit: 10, memberships: true };
    const { changes } = (await readRowChanges(test.db, page))!;
    return changes.flatMap((one) => (one.kind === 'membership' ? [one.membership.kind] : []));
  };
  expect(await kindsOf(await rowOf(id, '628101'))).toEqual(['joined']);
  expect(await kindsOf(await rowOf(id, '628102'))).toEqual(['left']);
  const text = "SELECT id FROM contacts WHERE session_id = $1 AND type = 'group'";
  const { rows } = await test.db.pool.query(text, [id]);
  expect(await kindsOf(rows[0].id)).toEqual(['joined', 'left']);
});

it('knows no row of another session, and takes no cursor of it', async () => {
  const [one, other] = [await newSession(test.db), await newSession(test.db)];
  await grabAccount(test.db, one.id, { contacts: [ani] });
  await grabAccount(test.db, other.id, { contacts: [budi] });
  const row_id = await rowOf(one.id, '628101');
  expect(await historyOf(other.id, row_id)).toBeNull();
  const { next } = (await historyOf(one.id, row_id))!;
  const foreign = { session_id: other.id, row_id, since: next, limit: 1 };
  await expect(readRowChanges(test.db, foreign)).rejects.toThrow(ChangeCursorInvalid);
});
