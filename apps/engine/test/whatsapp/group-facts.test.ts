import { afterEach, describe, expect, it, vi } from 'vitest';
import { type FakePage, groupChat, member, readFakePage, wid } from '../support/fake-page.ts';

const ME = '70@lid';
const GROUP = '120363000000000001@g.us';
const me = { phone: wid('6280000@c.us'), lid: wid(ME) };
const FACTS = {
  subject: 'Arisan',
  creation: 1_700_000_000,
  restrict: true,
  memberAddMode: 'admin_add',
  membershipApprovalMode: true,
  suspended: true,
  terminated: false,
  ephemeralDuration: 604_800,
  subjectTime: 1_700_000_001,
  descTime: 1_700_000_002,
};
const UNKNOWN = {
  is_restricted: null,
  members_can_add: null,
  requires_approval: null,
  is_suspended: null,
  is_terminated: null,
  is_unnamed: null,
  ephemeral_seconds: null,
  group_name_changed_at: null,
  group_description_changed_at: null,
};

afterEach(() => vi.unstubAllGlobals());

async function readGroup(page: FakePage, options: Parameters<typeof readFakePage>[1] = {}) {
  const { groups } = await readFakePage({ me, ...page }, { kind: 'groups', ...options });
  expect(groups).toHaveLength(1);
  return groups[0];
}

const inMemory = (facts: object) =>
  readGroup({ chats: [groupChat(GROUP, [member(ME)], { ...FACTS, ...facts })] });

describe('the settings of a group (WAWebGroupMetadataModel)', () => {
  it('come from its metadata', async () => {
    expect(await inMemory({})).toMatchObject({
      is_restricted: true,
      members_can_add: false,
      requires_approval: true,
      is_suspended: true,
      is_terminated: false,
      is_unnamed: false,
      ephemeral_seconds: 604_800,
      group_name_changed_at: '2023-11-14T22:13:21.000Z',
      group_description_changed_at: '2023-11-14T22:13:22.000Z',
    });
  });

  it.each([
    ['absent', undefined],
    ['a text', '1700000000'],
    ['an object', {}],
    ['not finite', Number.NaN],
  ])('are unknown where the page has a value that is %s', async (_, value) => {
    const facts = Object.keys(FACTS).map((name) => [name, value]);
    const odd = { ...Object.fromEntries(facts), creation: FACTS.creation, subject: undefined };
    expect(await inMemory(odd)).toMatchObject(UNKNOWN);
  });

  it.each([
    ['', true],
    [' ', false],
    [7, null],
  ])('say that it has no subject by the empty text alone: %j', async (subject, is_unnamed) => {
    expect(await inMemory({ subject })).toMatchObject({ is_unnamed });
  });

  it.each([
    ['ephemeralDuration', -1, 'ephemeral_seconds'],
    ['ephemeralDuration', 2 ** 31, 'ephemeral_seconds'],
    ['ephemeralDuration', 1.5, 'ephemeral_seconds'],
    ['subjectTime', 0, 'group_name_changed_at'],
    ['subjectTime', 2 ** 50, 'group_name_changed_at'],
  ] as const)('are unknown out of range: %s %d', async (name, value, field) => {
    expect(await inMemory({ [name]: value })).toMatchObject({ [field]: null });
  });

  it('are unknown in metadata without a creation, which is neither suspended nor terminated', async () => {
    const empty = { stale: true, suspended: false, terminated: false };
    const chats = [groupChat(GROUP, [], empty)];
    expect(await readGroup({ chats })).toMatchObject(UNKNOWN);
  });

  it('let all members add others by that mode alone', async () => {
    const mode = { memberAddMode: 'all_member_add' };
    expect(await inMemory(mode)).toMatchObject({ members_can_add: true });
  });
});

describe("the settings in WhatsApp's answer (WAWebGroupsQueryApi)", () => {
  const ask = (facts: object) => {
    const answer = { id: wid(GROUP), subject: 'Grup', participants: [member(ME)], ...facts };
    const chats = [groupChat(GROUP, [member(ME)], FACTS)];
    return readGroup({ chats, allGroups: async () => [answer] }, { queryGroups: true });
  };

  it('take the place of those in memory', async () => {
    const { terminated: _, ...answered } = FACTS;
    const facts = { ...answered, restrict: false, ephemeralDuration: 86_400, subject: '' };
    expect(await ask(facts)).toMatchObject({
      is_restricted: false,
      is_unnamed: true,
      ephemeral_seconds: 86_400,
      is_terminated: false,
    });
  });

  it('have no time after which messages disappear where they stay', async () => {
    const { ephemeralDuration: _, ...facts } = FACTS;
    expect(await ask(facts)).toMatchObject({ ephemeral_seconds: 0 });
  });
});
