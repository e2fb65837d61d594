import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ForeignExclusionKey } from '../../src/connection/key-checks.ts';
import { openDatabase } from '../../src/connection/open-database.ts';
import { listGrabs } from '../../src/grabs/find-grabs.ts';
import { erasePerson } from '../../src/privacy/erase-person.ts';
import { createExclusionKey } from '../../src/privacy/exclusion-hash.ts';
import {
  addExclusion,
  claimExclusions,
  deleteExclusion,
  listExclusions,
} from '../../src/privacy/exclusions.ts';
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
import { TEST_EXCLUSION_KEY } from '../../src/testing/exclusion-key.ts';
import { type Account, grabAccount } from '../../src/testing/grab-account.ts';
import { createWorkspace } from '../../src/workspaces/workspaces.ts';
import { countTouchedRows, explained } from '../support/count-touched-rows.ts';
import { storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LOCK = { exclusion_key: TEST_EXCLUSION_KEY, lock_timeout_ms: 10_000 };
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

describe('a person who is excluded by a username that no session stores', () => {
  const excludeAhead = (workspace_id: string, username: string) =>
    erasePerson(test.db, {
      workspace_id,
      person: { by: 'username', username },
      exclude: true,
      ...LOCK,
    });
  const named = (who: Identity, username: string): Account => ({
    ...accountOf(who, ani),
    contacts: [contactEntry(who, { username }), contactEntry(ani)],
  });

  it('is left out of the grab that shows it, and of later ones by number and LID', async () => {
    const { id, workspace_id } = await newSessionOf('ahead');
    const erasure = await excludeAhead(workspace_id, 'zul.k');
    expect(erasure).toMatchObject({
      sessions: [],
      exclusion: { address_count: 1 },
      remaining: 0,
    });
    const grab = await grabAccount(test.db, id, named(zul, 'Zul.K'));
    expect(grab).toMatchObject({ excluded_count: 1, total_contacts: 1 });
    expect(await addressesIn(id)).toEqual(ONLY_ANI);
    await grabAccount(test.db, id, accountOf(zul, ani));
    expect(await addressesIn(id)).toEqual(ONLY_ANI);
    await grabAccount(test.db, id, accountOf(stranger(LID), ani));
    expect(await addressesIn(id)).toEqual(ONLY_ANI);
  });

  it('is not mixed up with a person who has the username later', async () => {
    const { id, workspace_id } = await newSessionOf('passed-on');
    await excludeAhead(workspace_id, 'zul.k');
    await grabAccount(test.db, id, named(zul, 'zul.k'));
    const heir = person('6281233333333', '333331');
    await grabAccount(test.db, id, named(heir, 'zul.k'));
    expect(await addressesIn(id)).toEqual([...ONLY_ANI, heir.id, heir.lid].toSorted());
  });

  it('is not known without an exclusion', async () => {
    const { workspace_id } = await newSessionOf('unknown');
    const who = { by: 'username', username: 'zul.k' } as const;
    const options = { workspace_id, person: who, exclude: false, ...LOCK };
    expect(await erasePerson(test.db, options)).toBeNull();
  });
});

describe('the hashes of exclusions', () => {
  const hashes = async (workspace_id: string) => {
    const { rows } = await test.db.pool.query<{ address_hash: Buffer; exclusion_key: Buffer }>(
      `SELECT e.address_hash, w.exclusion_key FROM exclusion_addresses e
       JOIN workspaces w ON w.id = e.workspace_id WHERE w.id = $1`,
      [workspace_id],
    );
    return rows;
  };
  const sha256 = (...parts: (Buffer | string)[]) =>
    parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

  it('need a key that the database does not hold', async () => {
    const { workspace_id } = await newSessionOf('outside');
    await exclude(workspace_id);
    const [row] = await hashes(workspace_id);
    const salted = sha256(row?.exclusion_key ?? '', zul.id);
    const own = createHmac('sha256', TEST_EXCLUSION_KEY.bytes).update(row?.exclusion_key ?? '');
    expect(row?.address_hash).toEqual(createHmac('sha256', own.digest()).update(salted).digest());
    expect(row?.address_hash).not.toEqual(salted);
  });

  it('that older code made without it are made again with it, and find the person', async () => {
    const { id, workspace_id } = await newSessionOf('older-hash');
    await exclude(workspace_id);
    const [row] = await hashes(workspace_id);
    const old = sha256(row?.exclusion_key ?? '', zul.id);
    await test.db.pool.query(
      'UPDATE exclusion_addresses SET address_hash = $2, key_id = NULL WHERE workspace_id = $1',
      [workspace_id, old],
    );
    await claimExclusions(test.db, TEST_EXCLUSION_KEY);
    expect((await hashes(workspace_id))[0]?.address_hash).toEqual(row?.address_hash);
    await grabAccount(test.db, id, accountOf(zul, ani));
    expect(await addressesIn(id)).toEqual(ONLY_ANI);
  });

  it('of another key are refused: no grab would recognise those people', async () => {
    const { workspace_id } = await newSessionOf('foreign-key');
    await exclude(workspace_id);
    const other = createExclusionKey('another-exclusion-key-of-the-tests-0123');
    await expect(claimExclusions(test.db, other)).rejects.toThrow(ForeignExclusionKey);
    await expect(claimExclusions(test.db, TEST_EXCLUSION_KEY)).resolves.toBeUndefined();
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
        await addExclusion(test.db, { workspace_id, exclusion_key: TEST_EXCLUSION_KEY, addresses });
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
