import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageOptions } from '../src/page-options.ts';
import { type Simulator, startSimulator } from '../src/simulator.ts';
import { HAS_SYNCED, openLinkedPage, openPage, type TestPage } from './testing/linked-page.ts';
import { makeProfile } from './testing/test-browser.ts';

const MEMBERS = 6;
const SPEC = { contacts: 20, groups: 8, participants: MEMBERS, left_groups: 1, odd_names: false };

type GroupState = Omit<
  Extract<Parameters<Simulator['control']['injectFault']>[1], { type: 'group_state' }>,
  'type' | 'group_id'
>;

let simulator: Simulator;
let page: TestPage;
let account: string;
let seed = 400;
/** A group of its own for each test. */
let ids: string[];

beforeAll(async () => {
  simulator = await startSimulator();
  await open({});
});
afterAll(async () => {
  await page.close();
  await simulator.stop();
});

async function open(options: Partial<PageOptions>, spec: object = {}): Promise<void> {
  seed += 1;
  const whole = { ...SPEC, ...spec, seed };
  const { account_id } = await simulator.control.createAccount(whole);
  await simulator.control.setOptions(options, account_id);
  page = await openLinkedPage(simulator, whole);
  account = account_id;
  const { groups } = await simulator.control.truth(account);
  ids = groups.filter(({ is_community }) => !is_community).map(({ contact_id }) => contact_id);
}

const stateOf = (id: string) =>
  page.evaluate<{ stale: boolean; members: number; readOnly: boolean | null }>(`(() => {
    const { stale, participants } = require('WAWebGroupMetadataCollection').get('${id}');
    const { isReadOnly } = require('WAWebCollections').Chat.get('${id}');
    return { stale, members: participants.getModelsArray().length, readOnly: isReadOnly ?? null };
  })()`);
const setState = (group_id: string, state: GroupState) =>
  simulator.control.injectFault(account, { type: 'group_state', group_id, ...state });
const call = (member: 'update' | 'find', id: string) =>
  page.evaluate(`require('WAWebGroupMetadataCollection').${member}('${id}').then(() => 'done')`);
const rowOf = (id: string) =>
  page.evaluate<{ participants: string[]; admins: string[]; staleType?: string } | null>(
    `require('WAWebSchemaParticipant').getParticipantTable().get('${id}').then((row) => row ?? null)`,
  );
const queries = () => simulator.control.queries(account);

test('WAWebCollections has the metadata under the key of today, and its module is the collection', async () => {
  const keys = await page.evaluate<unknown[]>(`(() => {
    const collections = require('WAWebCollections');
    return ['GroupMetadata' in collections,
      collections.WAWebGroupMetadataCollection === require('WAWebGroupMetadataCollection')];
  })()`);
  expect(keys).toEqual([false, true]);
});

test('WAWebModelUtils: what a chat, its metadata and its members have is on their prototypes', async () => {
  const own = await page.evaluate<Record<string, string[]>>(`(() => {
    const chat = require('WAWebCollections').Chat.get('${ids[0]}');
    const [member] = chat.groupMetadata.participants.getModelsArray();
    const owned = (model, names) => names.filter((name) => Object.hasOwn(model, name) || !(name in model));
    return {
      chat: owned(chat, ['id', 't', 'isReadOnly', 'groupMetadata']),
      metadata: owned(chat.groupMetadata, ['id', 'stale', 'size', 'owner']),
      member: owned(member, ['id', 'isAdmin', 'isSuperAdmin']),
    };
  })()`);
  expect(own).toEqual({ chat: [], metadata: [], member: [] });
});

test('WAWebCreateOrUpdateGroupMetadataAction: after a pairing groups are full and stale', async () => {
  const states = await Promise.all(ids.map(stateOf));
  const isFull = { stale: true, members: MEMBERS, readOnly: false };
  expect(states).toEqual(ids.map(() => isFull));
});

describe('WAWebGroupMetadataModel: `stale` and the members in memory', () => {
  test.each([
    [true, 'whole', MEMBERS],
    [true, 'none', 0],
    [false, 'whole', MEMBERS],
    [false, 'none', 0],
  ] as const)('are independent: stale %s, members %s', async (stale, members, count) => {
    await setState(ids[0]!, { stale, members });
    expect(await stateOf(ids[0]!)).toMatchObject({ stale, members: count });
  });

  test('WAWebStaleBaseCollection: a lost line marks all stale and keeps the members', async () => {
    await setState(ids[1]!, { stale: false, members: 'whole' });
    await page.evaluate("require('WAWebSocketModel').Socket.set({ stream: 'DISCONNECTED' })");
    expect(await stateOf(ids[1]!)).toMatchObject({ stale: true, members: MEMBERS });
    await page.evaluate("require('WAWebSocketModel').Socket.set({ stream: 'CONNECTED' })");
  });

  test.each(['participant', 'admin'] as const)(
    'WAWebUpdateModelForGroupAction: one who becomes %s enters an unloaded list, and the row is whole',
    async (role) => {
      const id = role === 'admin' ? ids[2]! : ids[3]!;
      await setState(id, { stale: true, members: 'none' });
      const { groups } = await simulator.control.truth(account);
      const known = groups.find(({ contact_id }) => contact_id === id)!.participants;
      const plain = known.find((one) => one.role === 'participant')!.participant_id;
      await simulator.control.changeAccount(account, [
        role === 'admin'
          ? { type: 'set_member_role', group_id: id, contact_id: plain, role }
          : { type: 'add_member', group_id: id },
      ]);
      expect(await stateOf(id)).toMatchObject({ stale: true, members: 1 });
      const row = await rowOf(id);
      expect(row?.participants).toHaveLength(role === 'admin' ? MEMBERS : MEMBERS + 1);
    },
  );
});

test('WAWebUpdateModelForGroupAction: one who goes leaves a list that is not whole, and the row', async () => {
  const id = ids[3]!;
  await setState(id, { stale: true, members: 'none' });
  const add = { type: 'add_member', group_id: id } as const;
  const { results } = await simulator.control.changeAccount(account, [add, add]);
  expect(await stateOf(id)).toMatchObject({ stale: true, members: 2 });
  const before = (await rowOf(id))?.participants.length ?? 0;
  await simulator.control.changeAccount(account, [
    { type: 'remove_member', group_id: id, contact_id: results[0]!.contact_id! },
  ]);
  expect(await stateOf(id)).toMatchObject({ stale: true, members: 1 });
  expect((await rowOf(id))?.participants).toHaveLength(before - 1);
});

describe('WAWebBaseCollection and WAWebFindGroupMetadataAction: `update` and `find`', () => {
  test.each(['update', 'find'] as const)('%s of fresh metadata does nothing', async (member) => {
    await setState(ids[0]!, { stale: false, members: 'none' });
    await simulator.control.resetQueries(account);
    await call(member, ids[0]!);
    expect(await stateOf(ids[0]!)).toMatchObject({ stale: false, members: 0 });
    expect(await queries()).toMatchObject({ total: 0, group_rows: 0 });
  });

  test('of stale metadata takes the row of the database', async () => {
    await setState(ids[0]!, { stale: true, members: 'none' });
    await simulator.control.resetQueries(account);
    await call('update', ids[0]!);
    expect(await stateOf(ids[0]!)).toMatchObject({ stale: false, members: MEMBERS });
    expect(await queries()).toMatchObject({ total: 0, group_rows: 1 });
  });

  test.each(['missing', 'stale', 'unsynced'] as const)(
    'of stale metadata ask WhatsApp if the row is %s',
    async (row) => {
      await setState(ids[0]!, { stale: true, members: 'none', row });
      await simulator.control.resetQueries(account);
      await call('update', ids[0]!);
      expect(await stateOf(ids[0]!)).toMatchObject({ stale: false, members: MEMBERS });
      expect(await queries()).toMatchObject({ group_metadata: 1, total: 1 });
      await simulator.control.clearFaults(account);
    },
  );

  test('resolve when WhatsApp refuses, after four requests: fresh, empty, and the chat closed', async () => {
    const id = ids[4]!;
    await setState(id, { stale: true, members: 'none', row: 'missing' });
    const refusal = { type: 'query', kind: 'group_metadata', behaviour: 'rate_overlimit' } as const;
    await simulator.control.injectFault(account, refusal);
    await simulator.control.resetQueries(account);
    expect(await call('update', id)).toBe('done');
    await page.until(`require('WAWebCollections').Chat.get('${id}').isReadOnly`);
    expect(await stateOf(id)).toEqual({ stale: false, members: 0, readOnly: true });
    expect(await queries()).toMatchObject({ group_metadata: 4, total: 4 });
    await simulator.control.clearFaults(account);
  });
});

describe('the queries', () => {
  test('WAWebGroupQueryJob.queryAllGroups is one request; a large group comes with its size alone', async () => {
    await simulator.control.setOptions({ truncate_groups_above: MEMBERS - 1 }, account);
    await simulator.control.resetQueries(account);
    const answer = await page.evaluate<{ id: unknown; truncated?: string; size?: number }[]>(
      "require('WAWebGroupQueryJob').queryAllGroups().then((all) => all.map(({ id, truncated, size }) => ({ id, truncated, size })))",
    );
    expect(answer).toHaveLength(SPEC.groups);
    expect(answer[0]).toEqual({ id: expect.stringMatching(/^\d+$/), truncated: 'true', size: 6 });
    await simulator.control.setOptions({ truncate_groups_above: 0 }, account);
    const whole = await page.evaluate<number[]>(
      "require('WAWebGroupQueryJob').queryAllGroups().then((all) => all.map(({ participants }) => participants.length))",
    );
    expect(whole.every((count) => count >= MEMBERS)).toBe(true);
    expect(await queries()).toMatchObject({ group_list: 2, total: 2 });
  });

  test('WAWebGroupQueryJob.queryAllGroups rejects with ServerStatusCodeError', async () => {
    const refusal = { type: 'query', kind: 'group_list', behaviour: 'rate_overlimit' } as const;
    await simulator.control.injectFault(account, refusal);
    const error = await page.evaluate(
      "require('WAWebGroupQueryJob').queryAllGroups().catch(({ name, status }) => ({ name, status }))",
    );
    expect(error).toEqual({ name: 'ServerStatusCodeError', status: 429 });
    await simulator.control.clearFaults(account);
  });

  test('WAWebQueryAndUpdateGroupMetadataJob fills the groups and leaves `stale` as it is', async () => {
    await setState(ids[0]!, { stale: true, members: 'none' });
    await page.evaluate(
      "require('WAWebQueryAndUpdateGroupMetadataJob').queryAndUpdateAllGroupMetadata({})",
    );
    expect(await stateOf(ids[0]!)).toMatchObject({ stale: true, members: MEMBERS });
  });

  test('WAWebGroupQueryGroupJob.queryGroupJob says success, not_member or terminated', async () => {
    const ask = (id: string) =>
      page.evaluate<string>(
        `require('WAWebGroupQueryGroupJob').queryGroupJob('${id}', 'interactive').then(({ status }) => status)`,
      );
    await simulator.control.changeAccount(account, [
      { type: 'leave_group', group_id: ids[5]! },
      { type: 'update_group', group_id: ids[6]!, set: { terminated: true } },
    ]);
    await simulator.control.resetQueries(account);
    expect(await ask(ids[0]!)).toBe('success');
    expect(await ask(ids[5]!)).toBe('not_member');
    expect(await ask(ids[6]!)).toBe('terminated');
    expect(await ask(ids[6]!)).toBe('terminated_local');
    expect(await queries()).toMatchObject({ group_metadata: 3, total: 3 });
  });
});

describe('membership', () => {
  test('WAWebGroupMetadataModel.hasJoined: the chat is open; of a community, a subgroup lists the account', async () => {
    const joined = (id: string) =>
      page.evaluate<boolean>(`require('WAWebGroupMetadataCollection').get('${id}').hasJoined()`);
    await setState(ids[0]!, { stale: false, members: 'whole', read_only: false });
    expect(await joined(ids[0]!)).toBe(true);
    // A flag that was never set does not mean that the account has left.
    await setState(ids[0]!, { read_only: null });
    expect(await joined(ids[0]!)).toBe(false);
    const { groups } = await simulator.control.truth(account);
    const community = groups.find(({ is_community }) => is_community)!.contact_id;
    const parts = groups.filter(({ community_id }) => community_id === community);
    expect(await joined(community)).toBe(true);
    for (const { contact_id } of parts) await setState(contact_id, { members: 'none' });
    expect(await joined(community)).toBe(false);
  });

  test('WAWebGroupParticipantCollection.iAmMember throws without an own LID', async () => {
    const iAmMember = `(() => {
      try {
        return require('WAWebGroupMetadataCollection').get('${ids[0]}').participants.iAmMember();
      } catch ({ message }) { return message; }
    })()`;
    await setState(ids[0]!, { members: 'whole' });
    expect(await page.evaluate(iAmMember)).toBe(true);
    await simulator.control.setOptions({ own_lid_unknown: true }, account);
    expect(await page.evaluate(iAmMember)).toMatch('no lid');
    expect(await page.evaluate("require('WAWebUserPrefsMeUser').getMaybeMeLidUser()")).toBeNull();
    await simulator.control.setOptions({ own_lid_unknown: false }, account);
  });
});

describe('WAWebPastParticipantCollection: who has left a group', () => {
  type Past = [address: string, time: number, reason: string][];
  const inMemory = (id: string) =>
    page.evaluate<Past>(`require('WAWebGroupMetadataCollection').get('${id}').pastParticipants
      .getModelsArray().map((one) => [one.id._serialized, one.leaveTs, one.leaveReason])`);
  const inRow = (id: string) =>
    page.evaluate<Past>(`require('WAWebSchemaParticipant').getParticipantTable().get('${id}')
      .then((row) => row.pastParticipants.map((one) => [one.jid, one.leaveTs, one.leaveReason]))`);
  const truthOf = async (id: string) =>
    (await simulator.control.truth(account)).groups.find(({ contact_id }) => contact_id === id)!;
  const addresses = (past: Past) => past.map(([address]) => address);

  test('WAWebRestoreGroupParticipantsAction: is in the row, and in the metadata made of it', async () => {
    const { groups } = await simulator.control.truth(account);
    const { contact_id: id, past_participants: past } = groups.find(
      ({ past_participants }) => past_participants.length > 0,
    )!;
    expect(await inMemory(id)).toHaveLength(past.length);
    expect(await inRow(id)).toEqual(await inMemory(id));
    const reasons = past.map(({ reason }) => (reason === 'left' ? 'Left' : 'Removed'));
    expect((await inRow(id)).map(([, , reason]) => reason)).toEqual(reasons);
  });

  test('WAWebUpdateModelForGroupAction: enters both lists, loaded or not, and leaves them by an ADD', async () => {
    const id = ids[1]!;
    await setState(id, { stale: true, members: 'none' });
    const before = addresses(await inRow(id));
    const member = (await truthOf(id)).participants.findLast(({ role }) => role === 'participant')!;
    const target = { group_id: id, contact_id: member.participant_id };
    await simulator.control.changeAccount(account, [{ type: 'remove_member', ...target }]);
    const [gone, ...rest] = await inRow(id);
    expect(gone).toEqual([expect.stringMatching(/@/), expect.any(Number), 'Removed']);
    expect(addresses(rest)).toEqual(before);
    expect(await inMemory(id)).toContainEqual(gone);
    await simulator.control.changeAccount(account, [{ type: 'add_member', ...target }]);
    expect(addresses(await inRow(id))).toEqual(before);
    expect(addresses(await inMemory(id))).toEqual(before);
  });
});

test('WAWebGroupsQueryApi: members have a time of joining behind a gate', async () => {
  const times = () =>
    page.evaluate<unknown[]>(`require('WAWebGroupQueryJob').queryAllGroups()
      .then((all) => all.flatMap(({ participants }) => participants.map(({ joinTime }) => joinTime ?? null)))`);
  expect(new Set(await times())).toEqual(new Set([null]));
  await simulator.control.setOptions({ join_times: true }, account);
  expect((await times()).every((time) => typeof time === 'number')).toBe(true);
  await simulator.control.setOptions({ join_times: false }, account);
});

test('a group without a chat is known to WhatsApp alone', async () => {
  const [added] = (
    await simulator.control.changeAccount(account, [
      { type: 'add_group', subject: 'Tanpa chat', has_chat: false },
    ])
  ).results;
  const id = added?.group_id;
  const [inPage, onServer] = await page.evaluate<[boolean, boolean]>(`(async () => [
    require('WAWebCollections').Chat.get('${id}') !== undefined,
    (await require('WAWebGroupQueryJob').queryAllGroups()).some((one) => one.id._serialized === '${id}'),
  ])()`);
  expect([inPage, onServer]).toEqual([false, true]);
  await simulator.control.changeAccount(account, [
    { type: 'update_group', group_id: id ?? '', set: { has_chat: true } },
  ]);
  // With its chat come its members, in memory and in the page's database.
  const held = await page.evaluate<[number, number | undefined]>(`(async () => [
    require('WAWebGroupMetadataCollection').get('${id}').participants.getModelsArray().length,
    (await require('WAWebSchemaParticipant').getParticipantTable().bulkGet(['${id}']))[0]?.participants.length,
  ])()`);
  expect(held).toEqual([1, 1]);
});

test('WAWebRestoreChatsAndMessages: of a restored page a batch of groups has its members, and the others after the offline delivery', async () => {
  const profile = await makeProfile();
  const spec = { ...SPEC, seed: 490 };
  const { account_id } = await simulator.control.createAccount(spec);
  await (await openLinkedPage(simulator, spec, profile)).close();
  const late = { member_batch_size: 3, offline_delivery_ms: 500 };
  await simulator.control.setOptions(late, account_id);
  const restored = await openPage(simulator, profile);
  try {
    const counts =
      "require('WAWebGroupMetadataCollection').getModelsArray().filter(({ stale }) => stale).map(({ participants }) => participants.getModelsArray().length)";
    // One look in the page itself: a later one could come after the delivery.
    const first = await restored.until(`${HAS_SYNCED} && ${counts}`);
    // With the group that was left.
    expect(await first.jsonValue()).toEqual(
      Array(SPEC.groups + 1 - late.member_batch_size).fill(0),
    );
    await expect.poll(() => restored.evaluate(counts)).toEqual([]);
    expect(await simulator.control.queries(account_id)).toMatchObject({ total: 0 });
  } finally {
    await restored.close();
    await rm(profile, { recursive: true, force: true });
  }
});
