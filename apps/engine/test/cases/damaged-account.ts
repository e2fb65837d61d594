import type { ReadDocument } from '@grabber/contracts/engine/reading';
import { expect } from 'vitest';
import { pairAndList } from '../support/pairing.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, temporaryDataDir } from '../support/test-engine.ts';
import { comparable } from '../support/truth.ts';
import { type Damage, damageAccount, withoutMember, withoutNumbersOf } from './damage-account.ts';

const LOADED_SHARE = 0.8;

/**
 * Reads an account of which 1 % of the contacts and 3 % of the groups throw, hang or lack their metadata.
 * All other items must be read exactly, and the broken ones named.
 */
export async function readDamagedAccount(size: { contacts: number; groups: number }) {
  const simulator = await sharedSimulator();
  const dataDir = await temporaryDataDir();
  const env = { ENGINE_GROUP_QUERY_TIMEOUT_MS: '1000' };
  const engine = await startEngine({ simulator, dataDir: dataDir.path, env });
  const { control } = simulator;
  try {
    const spec = { ...size, seed: 1_700, participants: 8, metadata_loaded_share: LOADED_SHARE };
    const { account_id } = await control.createAccount({ ...spec, odd_names: true });
    // Members in memory are damaged, which are trusted only there.
    await control.setOptions({ queried_groups_stale: false }, account_id);
    await pairAndList(engine, simulator, 'one', account_id);
    const unloaded = await unloadedGroups(account_id);
    const truth = await control.truth(account_id);
    const damage = await damageAccount(control, account_id, { truth, unloaded });
    await control.resetQueries(account_id);
    const read = await readAll();
    expectAllElse(read, truth, damage);
    const queries = await control.queries(account_id);
    expect(queries).toMatchObject({ total: read.queries_sent, business_profile: 0 });
    return read;
  } finally {
    await engine.end('SIGTERM');
    await dataDir.remove();
  }

  /** The groups that the page has in its database alone: it fails for them all. */
  async function unloadedGroups(accountId: string): Promise<string[]> {
    const refuse = { type: 'query', kind: 'group_rows', behaviour: 'throw' } as const;
    await control.injectFault(accountId, refuse);
    const { unread_groups } = await readAll();
    await control.clearFaults(accountId);
    return unread_groups.map(({ group_id }) => group_id);
  }

  async function readAll(): Promise<ReadDocument> {
    const answer = await engine.call('GET', '/sessions/one/all-contacts');
    expect(answer.status, answer.text.slice(0, 300)).toBe(200);
    return answer.body;
  }
}

type Truth = Parameters<typeof damageAccount>[2]['truth'];

function expectAllElse(read: ReadDocument, truth: Truth, damage: Damage): void {
  const { contacts, groups } = damage;
  const unreadable = [...contacts.throws, ...groups.metadata, ...groups.participants];
  const unread = [...groups.missing, ...groups.unusable, ...groups.lacking];
  expect(read.complete).toBe(false);
  expect(read.listing_complete).toEqual({ groups: true, contacts: true });
  expect(read.unreadable.map(({ id }) => id).toSorted()).toEqual(unreadable.toSorted());
  const named = read.unread_groups.map(({ group_id }) => group_id);
  expect(named.filter((id) => !groups.member.includes(id)).toSorted()).toEqual(unread.toSorted());

  const hasUnknownMembers = ({ contact_id }: { contact_id: string }) => unread.includes(contact_id);
  const unknown = read.groups.filter(hasUnknownMembers);
  expect(unknown).toHaveLength(unread.length);
  for (const { participants, participants_complete } of unknown) {
    expect({ participants, participants_complete }).toEqual({
      participants: [],
      participants_complete: false,
    });
  }
  const rest = read.groups.filter((group) => !hasUnknownMembers(group));
  const partial = rest.filter((group) => !group.participants_complete);
  expect(partial.map(({ contact_id }) => contact_id).toSorted()).toEqual(groups.member.toSorted());
  const readable = truth.groups.filter(
    ({ contact_id }) => !unreadable.includes(contact_id) && !unread.includes(contact_id),
  );
  expect(comparable({ contacts: read.contacts, groups: rest })).toEqual(
    comparable({
      contacts: truth.contacts.filter(({ contact_id }) => !unreadable.includes(contact_id)),
      groups: readable
        .map((group) => withoutNumbersOf(contacts.throws, group))
        .map((group) => (groups.member.includes(group.contact_id) ? withoutMember(group) : group)),
    }),
  );
}
