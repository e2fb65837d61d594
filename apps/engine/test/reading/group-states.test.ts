import type { ReadDocument } from '@grabber/contracts/engine/reading';
import type { Simulator } from '@grabber/whatsapp-simulator';
import type { PageOptions } from '@grabber/whatsapp-simulator/page-options';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pairAndList } from '../support/pairing.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';
import { comparable } from '../support/truth.ts';

const SPEC = {
  ...{ contacts: 30, groups: 10, participants: 8, left_groups: 1, odd_names: false },
  own_communities: false,
};

let simulator: Simulator;
let engine: TestEngine;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let accountId: string;
let ids: string[];

async function readGroups(): Promise<ReadDocument> {
  const answer = await engine.call('GET', '/sessions/one/groups');
  expect(answer.status, answer.text.slice(0, 300)).toBe(200);
  expect(answer.body).toMatchObject({ queries_sent: 0, listing_complete: { groups: true } });
  expect(await simulator.control.queries(accountId)).toMatchObject({ total: 0 });
  return answer.body;
}

async function expectTruth(): Promise<void> {
  const read = await readGroups();
  expect(read).toMatchObject({ complete: true, unread_groups: [] });
  const truth = await simulator.control.truth(accountId);
  expect(comparable(read).groups).toEqual(comparable(truth).groups);
}

const setState = (group_id: string, state: object) =>
  simulator.control.injectFault(accountId, { type: 'group_state', group_id, ...state });

beforeAll(async () => {
  simulator = await sharedSimulator();
  dataDir = await temporaryDataDir();
  engine = await startEngine({ simulator, dataDir: dataDir.path });
  accountId = (await simulator.control.createAccount({ ...SPEC, seed: 2_100 })).account_id;
  await simulator.control.setOptions({ hide_members: false }, accountId);
  await pairAndList(engine, simulator, 'one', accountId);
  const { groups } = await simulator.control.truth(accountId);
  ids = groups.filter(({ is_community }) => !is_community).map(({ contact_id }) => contact_id);
});

afterAll(async () => {
  await engine?.end('SIGTERM');
  await dataDir?.remove();
});

beforeEach(async () => {
  await simulator.control.clearFaults(accountId);
  await simulator.control.resetQueries(accountId);
});

describe('without a query, a group is read whole', () => {
  it('whatever of `stale` and the list the page has, and if the chat was closed by a refused query', async () => {
    await setState(ids[0]!, { stale: true, members: 'none' });
    await setState(ids[1]!, { stale: true, members: 'whole' });
    await setState(ids[2]!, { stale: false, members: 'none', read_only: true });
    await setState(ids[3]!, { stale: true, members: 'one', row: 'device_stale' });
    await setState(ids[4]!, { stale: true, members: 'none', row: 'older' });
    const read = await readGroups();
    const truth = await simulator.control.truth(accountId);
    const older = (groups: ReturnType<typeof comparable>['groups']) =>
      groups.filter(({ contact_id }) => contact_id !== ids[4]);
    expect(older(comparable(read).groups)).toEqual(older(comparable(truth).groups));
    expect(read).toMatchObject({ complete: true, total_groups: truth.groups.length });
  });

  it('when a stranger joined, a member became an admin, or the account joined, in an unloaded list', async () => {
    for (const id of ids.slice(0, 3)) await setState(id, { stale: true, members: 'none' });
    const { groups } = await simulator.control.truth(accountId);
    const plain = groups
      .find(({ contact_id }) => contact_id === ids[1])!
      .participants.find(({ role }) => role === 'participant')!.participant_id;
    await simulator.control.changeAccount(accountId, [
      { type: 'add_member', group_id: ids[0]! },
      { type: 'set_member_role', group_id: ids[1]!, contact_id: plain, role: 'admin' },
      { type: 'leave_group', group_id: ids[2]! },
      { type: 'join_group', group_id: ids[2]! },
    ]);
    await expectTruth();
  });
});

it('a group without a usable row stays in the list, and is named', async () => {
  for (const [n, row] of ['missing', 'empty', 'stale', 'unsynced'].entries()) {
    await setState(ids[n]!, { stale: true, members: 'one', row });
  }
  const read = await readGroups();
  expect(read.incomplete_reasons).toMatchObject([{ code: 'GROUP_MEMBERS_UNKNOWN', count: 4 }]);
  const named = read.unread_groups.map(({ group_id }) => group_id);
  expect(named.toSorted()).toEqual(ids.slice(0, 4).toSorted());
  const { groups } = await simulator.control.truth(accountId);
  expect(read.total_groups).toBe(groups.length);
  for (const id of ids.slice(0, 4)) await setState(id, { stale: false, members: 'whole' });
});

it('a group that the account left is not listed, though its list was never loaded', async () => {
  await setState(ids[5]!, { stale: true, members: 'none' });
  await simulator.control.changeAccount(accountId, [{ type: 'leave_group', group_id: ids[5]! }]);
  await expectTruth();
});

/** The session with a restored page that behaves so. */
async function restoreWith(options: Partial<PageOptions>): Promise<void> {
  await engine.call('DELETE', '/sessions/one');
  const usual = { member_batch_size: 100, offline_delivery_ms: 0, hide_members: false };
  await simulator.control.setOptions({ ...usual, ...options }, accountId);
  await engine.call('PUT', '/sessions/one');
  await engine.reaches('one', 'connected');
}

it('after a restart groups are read whole, though the members of most wait for what was missed (WAWebRestoreChatsAndMessages)', async () => {
  await restoreWith({ member_batch_size: 2, offline_delivery_ms: 600_000 });
  const { body } = await engine.call('GET', '/sessions/one/groups');
  const read: ReadDocument = body;
  expect(read).toMatchObject({
    listing_complete: { groups: false },
    incomplete_reasons: [{ code: 'CATCHING_UP' }],
    unread_groups: [],
    queries_sent: 0,
  });
  const truth = await simulator.control.truth(accountId);
  // Labels count only after that delivery.
  const withoutLabels = comparable(truth).groups.map((group) => ({ ...group, labels: null }));
  expect(comparable(read).groups).toEqual(withoutLabels);
});

it('an announcement group that shows the account its admins alone is listed as not complete', async () => {
  await restoreWith({ hide_members: true });
  const { groups } = await simulator.control.truth(accountId);
  const hidden = groups.find((group) => group.is_announce && !group.is_admin)!;
  const read = await readGroups();
  const group = read.groups.find(({ contact_id }) => contact_id === hidden.contact_id);
  expect(group).toMatchObject({ is_admin: false, participants_complete: false });
  expect(group?.participants.length).toBeLessThan(hidden.participants.length);
  expect(read.unread_groups).toMatchObject([
    { reason: 'WhatsApp shows this account only some of its members' },
  ]);
});

it('without the own LID no group is dropped, and no role is invented', async () => {
  await restoreWith({ own_lid_unknown: true });
  const { groups } = await simulator.control.truth(accountId);
  const read = await readGroups();
  const byId = new Map(read.groups.map((group) => [group.contact_id, group]));
  for (const { contact_id, is_admin } of groups) {
    expect([is_admin, null]).toContain(byId.get(contact_id)?.is_admin);
  }
  // Of the community the list is whole for an admin only, so its members count as unknown.
  const unknown = read.groups.filter((group) => group.is_admin === null && !group.is_community);
  expect(unknown.length).toBeGreaterThan(0);
  expect(unknown.every((group) => group.participants_complete)).toBe(true);
  const reason = { code: 'OWN_ROLE_UNKNOWN', count: unknown.length };
  expect(read.incomplete_reasons).toContainEqual(expect.objectContaining(reason));
});
