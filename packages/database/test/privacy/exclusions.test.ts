import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/connection/open-database.ts';
import { listGrabs } from '../../src/grabs/find-grabs.ts';
import { erasePerson } from '../../src/privacy/erase-person.ts';
import { addExclusion, deleteExclusion, listExclusions } from '../../src/privacy/exclusions.ts';
import { createSession } from '../../src/sessions/sessions.ts';
import {
  contactEntry,
  groupEntry,
  type Identity,
  memberEntry,
  pastEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { type Account, grabAccount } from '../../src/testing/grab-account.ts';
import { createWorkspace } from '../../src/workspaces/workspaces.ts';
import { countTouchedRows, explained } from '../support/count-touched-rows.ts';
import { storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LOCK = { lock_timeout_ms: 10_000 };
const NUMBER = '6281277777777';
const LID = '777777771';
const zul = person(NUMBER, LID);
const ani = person('628101', '101');

const accountOf = (...people: Identity[]): Account => ({
  groups: [
    {
      group: groupEntry('12036301', { owner_id: people[0]?.id ?? null }),
      members: people.map((who) => memberEntry(who)),
      past: people.slice(0, 1).map((who) => pastEntry(who, new Date('2024-01-01'))),
    },
  ],
  contacts: people.map((who) => contactEntry(who)),
});

async function newSessionOf(workspace: string): Promise<{ id: string; workspace_id: string }> {
  const now = new Date();
  const created = await createWorkspace(test.db, { name: workspace, now });
  const workspace_id = created?.id ?? '';
  const { id } = await createSession(test.db, { workspace_id, name: 's', now });
  return { id, workspace_id };
}

const exclude = (workspace_id: string, jid: string = zul.id) =>
  erasePerson(test.db, {
    workspace_id,
    person: { by: 'address', jids: [jid] },
    exclude: true,
    ...LOCK,
  });

/** All addresses that a session stores. */
async function addressesIn(session_id: string): Promise<string[]> {
  const { rows } = await test.db.pool.query<{ address: string }>(
    `SELECT DISTINCT address FROM (
       SELECT unnest(ARRAY[contact_id, lid, owner_id]) AS address FROM contacts WHERE session_id = $1
       UNION SELECT unnest(ARRAY[participant_id, lid]) FROM group_participants WHERE session_id = $1
       UNION SELECT address FROM contact_aliases WHERE session_id = $1) every
     WHERE address IS NOT NULL ORDER BY address`,
    [session_id],
  );
  return rows.map(({ address }) => address);
}
const ONLY_ANI = ['101@lid', '12036301@g.us', ani.id];

describe('an excluded person', () => {
  it('comes back with no grab: neither as a contact nor as a member, past member or creator of a group', async () => {
    const { id, workspace_id } = await newSessionOf('back');
    await grabAccount(test.db, id, accountOf(zul, ani));
    await exclude(workspace_id);
    const grab = await grabAccount(test.db, id, accountOf(zul, ani));
    expect(await addressesIn(id)).toEqual(ONLY_ANI);
    const counts = { total_contacts: 1, saved_count: 0, failed_count: 0, excluded_count: 1 };
    expect(grab).toMatchObject({ complete: true, ...counts });
    expect(await storedContacts(test.db, id)).toMatchObject([{}, { status: 'active' }]);
  });

  it('is known by the LID alone where the grab shows no number', async () => {
    const { id, workspace_id } = await newSessionOf('lid-alone');
    await grabAccount(test.db, id, accountOf(zul, ani));
    await exclude(workspace_id);
    await grabAccount(test.db, id, accountOf(stranger(LID), ani));
    expect(await addressesIn(id)).toEqual(ONLY_ANI);
  });

  it('who was never stored is excluded with the LID that a later grab shows', async () => {
    const { id, workspace_id } = await newSessionOf('later-lid');
    await exclude(workspace_id);
    await grabAccount(test.db, id, accountOf(zul, ani));
    expect(await addressesIn(id)).toEqual(ONLY_ANI);
    await grabAccount(test.db, id, accountOf(stranger(LID), ani));
    expect(await addressesIn(id)).toEqual(ONLY_ANI);
  });

  it('stored by a LID is erased by the grab that shows whose it is', async () => {
    const { id, workspace_id } = await newSessionOf('shown');
    await grabAccount(test.db, id, accountOf(stranger(LID), ani));
    await exclude(workspace_id);
    expect(await addressesIn(id)).toContain(`${LID}@lid`);
    await grabAccount(test.db, id, accountOf(zul, ani));
    expect(await addressesIn(id)).toEqual(ONLY_ANI);
  });

  it('is left out in a new session of the workspace, too', async () => {
    const { workspace_id } = await newSessionOf('new-session');
    await exclude(workspace_id);
    const other = await createSession(test.db, { workspace_id, name: 'other', now: new Date() });
    await grabAccount(test.db, other.id, accountOf(zul, ani));
    expect(await addressesIn(other.id)).toEqual(ONLY_ANI);
  });

  it('is not named among the items that a grab could not read', async () => {
    const { id, workspace_id } = await newSessionOf('errors');
    await exclude(workspace_id);
    const unreadable = [zul.id, ani.id].map((contact_id) => ({
      ...{ type: 'contact' as const, contact_id, reason: 'it threw' },
    }));
    await grabAccount(test.db, id, accountOf(), { unreadable });
    const [grab] = await listGrabs(test.db, { session_id: id, limit: 1 });
    expect(grab?.errors).toMatchObject([{ contact_id: ani.id }]);
  });

  it('comes back when the exclusion is deleted', async () => {
    const { id, workspace_id } = await newSessionOf('deleted');
    const erasure = await exclude(workspace_id);
    const exclusion_id = erasure?.exclusion?.id ?? '';
    const other = await newSessionOf('foreign');
    const foreign = { id: exclusion_id, workspace_id: other.workspace_id };
    expect(await deleteExclusion(test.db, foreign)).toBe(false);
    expect(await deleteExclusion(test.db, { id: exclusion_id, workspace_id })).toBe(true);
    await grabAccount(test.db, id, accountOf(zul, ani));
    expect(await addressesIn(id)).toEqual([...ONLY_ANI, zul.id, zul.lid].toSorted());
  });
});

describe('exclusions', () => {
  it('hold no address in clear, and one person has one', async () => {
    const { workspace_id } = await newSessionOf('clear');
    const first = await exclude(workspace_id);
    const again = await exclude(workspace_id);
    expect(again?.exclusion).toEqual(first?.exclusion);
    const { rows } = await test.db.pool.query<{ text: string }>(
      `SELECT string_agg(encode(address_hash, 'escape'), ' ') AS text FROM exclusion_addresses`,
    );
    expect(rows[0]?.text).not.toContain(NUMBER);
  });

  it('are found by full hashes alone where older code left no short one', async () => {
    const { id, workspace_id } = await newSessionOf('older');
    await exclude(workspace_id);
    await test.db.pool.query('UPDATE exclusion_addresses SET address_tag = NULL');
    expect(await grabAccount(test.db, id, accountOf(zul, ani))).toMatchObject({
      excluded_count: 1,
    });
    expect(await addressesIn(id)).toEqual(ONLY_ANI);
  });

  it('are listed with their label, which a later erasure may replace', async () => {
    const { workspace_id } = await newSessionOf('label');
    const named = {
      workspace_id,
      person: { by: 'address', jids: [zul.id] },
      exclude: true,
    } as const;
    const first = await erasePerson(test.db, { ...named, label: 'ticket 17', ...LOCK });
    expect(first?.exclusion).toMatchObject({ label: 'ticket 17' });
    await exclude(workspace_id);
    await erasePerson(test.db, { ...named, label: 'ticket 18', ...LOCK });
    const { rows } = await listExclusions(test.db, { workspace_id, after: null, limit: 9 });
    expect(rows).toMatchObject([{ id: first?.exclusion?.id, label: 'ticket 18' }]);
  });

  it('cost the same however many they are: each address of a grab is hashed once', async () => {
    const db = openDatabase(explained(test.url));
    try {
      const counter = countTouchedRows(db);
      const touched = async (exclusions: number): Promise<number> => {
        const { id, workspace_id } = await newSessionOf(`many-${exclusions}`);
        const addresses = Array.from({ length: exclusions }, (_, n) => `62890${n}@s.whatsapp.net`);
        await addExclusion(test.db, { workspace_id, addresses });
        counter.reset();
        const people = Array.from({ length: 300 }, (_, n) => person(`62870${n}`, `4000${n}`));
        await grabAccount(db, id, accountOf(...people));
        return counter.rows();
      };
      const few = await touched(10);
      expect((await touched(500)) - few).toBeLessThan(5_000);
    } finally {
      await db.close();
    }
  });

  it('of the same person differ between workspaces', async () => {
    const [one, two] = [await newSessionOf('one'), await newSessionOf('two')];
    await exclude(one.workspace_id);
    await exclude(two.workspace_id);
    const { rows } = await test.db.pool.query<{ hashes: number }>(
      `SELECT count(DISTINCT address_hash) AS hashes FROM exclusion_addresses
       WHERE workspace_id = ANY ($1)`,
      [[one.workspace_id, two.workspace_id]],
    );
    expect(rows).toEqual([{ hashes: 2 }]);
  });

  it('come in pages', async () => {
    const { workspace_id } = await newSessionOf('pages');
    for (const number of [1, 2, 3]) await exclude(workspace_id, `62850${number}@s.whatsapp.net`);
    const first = await listExclusions(test.db, { workspace_id, after: null, limit: 2 });
    const rest = await listExclusions(test.db, { workspace_id, after: first.next, limit: 2 });
    expect([first.rows.length, rest.rows.length, rest.next]).toEqual([2, 1, null]);
    expect(new Set([...first.rows, ...rest.rows].map(({ id }) => id)).size).toBe(3);
  });
});
