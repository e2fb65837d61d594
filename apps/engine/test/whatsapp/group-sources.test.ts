import { afterEach, describe, expect, it, vi } from 'vitest';
import { type FakePage, groupChat, member, readFakePage, wid } from '../support/fake-page.ts';

const ME = '70@lid';
const GROUP = '120363000000000001@g.us';
const OTHER = '120363000000000002@g.us';
const me = { phone: wid('6280000@c.us'), lid: wid(ME) };
const WHOLE = [member(ME), member('71@lid', { isAdmin: true }), member('72@lid')];
const FOUR = [...WHOLE, member('73@lid')];
const ROW = { participants: [ME, '71@lid', '72@lid'], admins: ['71@lid'], superAdmins: [] };

afterEach(() => vi.unstubAllGlobals());

/** Reads the groups of a page whose `update` and `find` must not be called. */
async function read(page: FakePage, options: Parameters<typeof readFakePage>[1] = {}) {
  const update = vi.fn(async () => undefined);
  const document = await readFakePage({ me, update, ...page }, { kind: 'groups', ...options });
  expect(update).not.toHaveBeenCalled();
  return document;
}

const membersOf = ({ groups }: Awaited<ReturnType<typeof read>>) =>
  groups[0]?.participants.map(({ lid, role }) => [lid, role]);
const THREE = [
  [ME, 'participant'],
  ['71@lid', 'admin'],
  ['72@lid', 'participant'],
];

describe('without a query, the members of a group come', () => {
  it('from memory, if the list there is fresh and as long as WhatsApp counts', async () => {
    const document = await read({ chats: [groupChat(GROUP, WHOLE)], rows: { [GROUP]: {} } });
    expect(membersOf(document)).toEqual(THREE);
    expect(document).toMatchObject({ complete: true, queries_sent: 0 });
  });

  it.each([
    ['fresh and empty, as after a refused query', groupChat(GROUP, [])],
    [
      'fresh with the account alone, added after a refused query',
      groupChat(GROUP, [member(ME)], { size: 3 }),
    ],
    [
      'fresh with two, and without a count',
      groupChat(GROUP, WHOLE.slice(0, 2), { size: undefined }),
    ],
    ['fresh, and WhatsApp counts more', groupChat(GROUP, FOUR, { size: 3 })],
    ['stale and empty, as in a restored page', groupChat(GROUP, [], { stale: true })],
    ['stale and full, as after a lost line', groupChat(GROUP, WHOLE.slice(1), { stale: true })],
    ['stale with one member who joined', groupChat(GROUP, [member('72@lid')], { stale: true })],
    ['stale with the account, which joined', groupChat(GROUP, [member(ME)], { stale: true })],
  ])("from the page's database, if the list in memory is %s", async (_, chat) => {
    const document = await read({ chats: [chat], rows: { [GROUP]: ROW } });
    expect(membersOf(document)).toEqual(THREE);
    expect(document).toMatchObject({ complete: true, queries_sent: 0, total_groups: 1 });
  });

  it.each([
    ['no row', undefined],
    ['a row without members', { ...ROW, participants: [] }],
    ['a row whose members are stale', { ...ROW, staleType: 'participant' }],
    ['a row whose devices are not known', { ...ROW, deviceSyncComplete: false }],
  ])('from nowhere, if the database has %s: the group stays and is named', async (_, row) => {
    const chats = [groupChat(GROUP, [member(ME)], { stale: true })];
    expect(await read({ chats, rows: { ...(row && { [GROUP]: row }) } })).toMatchObject({
      groups: [{ is_admin: null, participants: [], participants_complete: false }],
      unread_groups: [{ group_id: GROUP, reason: 'the page holds no list of its members' }],
      incomplete_reasons: [{ code: 'GROUP_MEMBERS_UNKNOWN', count: 1 }],
      listing_complete: { groups: true },
      queries_sent: 0,
    });
  });

  it('of a row whose devices alone are stale, and of an older row, whose owner is the super admin', async () => {
    const { superAdmins: _, ...older } = ROW;
    const chat = groupChat(GROUP, [], { stale: true, owner: wid('72@lid') });
    const rows = { [GROUP]: { ...older, staleType: 'device' } };
    const document = await read({ chats: [chat], rows });
    expect(membersOf(document)?.at(-1)).toEqual(['72@lid', 'superadmin']);
    expect(document.complete).toBe(true);
  });

  it('with the reason, if the database fails', async () => {
    const rows = new Proxy({}, { get: () => expect.fail('no database') });
    const document = await read({ chats: [groupChat(GROUP, [], { stale: true })], rows });
    expect(document.unread_groups).toMatchObject([
      { reason: "the page's database could not be read" },
    ]);
  });

  it('from a row without the account, and the chat closed: the account has left', async () => {
    const chat = { ...groupChat(GROUP, [], { stale: true }), isReadOnly: true };
    const rows = { [GROUP]: { ...ROW, participants: ['71@lid', '72@lid'] } };
    expect(await read({ chats: [chat], rows })).toMatchObject({ total_groups: 0, complete: true });
  });
});

describe('communities and announcement groups', () => {
  const admin = [member(ME, { isAdmin: true }), member('71@lid')];
  it.each([
    [
      'a community of which the account is no admin',
      WHOLE,
      { isParentGroup: true, size: 3 },
      false,
    ],
    ['a community of which it is an admin', admin, { isParentGroup: true }, true],
    [
      'an announcement group without a size',
      WHOLE,
      { defaultSubgroup: true, size: undefined },
      false,
    ],
    ['one with a larger size', WHOLE, { defaultSubgroup: true, size: 9 }, false],
    ['one with this size', WHOLE, { defaultSubgroup: true, size: 3 }, true],
    ['one of which it is an admin', admin, { defaultSubgroup: true }, true],
  ])('%s: are the members complete?', async (_, members, facts, isComplete) => {
    const { groups } = await read({ chats: [groupChat(GROUP, members, facts)] });
    expect(groups).toMatchObject([{ participants_complete: isComplete }]);
  });
});

describe('the query for all groups', () => {
  const answered = (id: string, members = WHOLE) => ({
    id: wid(id),
    subject: `Grup ${id}`,
    creation: 1_700_000_000,
    participants: members,
  });
  const truncated = { id: OTHER.split('@')[0], truncated: 'true', size: 9_000 };
  const asked = { queryGroups: true };

  it('is one query, whose members take the place of those of the page', async () => {
    const chats = [GROUP, OTHER].map((id) => groupChat(id, [member(ME)]));
    const document = await read(
      { chats, allGroups: async () => [answered(GROUP), answered(OTHER)] },
      asked,
    );
    expect(membersOf(document)).toEqual(THREE);
    expect(document).toMatchObject({ complete: true, queries_sent: 1, total_participants: 6 });
  });

  it('brings a group for which the page has no chat, which later reads keep', async () => {
    const document = await read({ allGroups: async () => [answered(GROUP)] }, asked);
    expect(document).toMatchObject({
      complete: true,
      groups: [
        { contact_id: GROUP, name: `Grup ${GROUP}`, created_at: '2023-11-14T22:13:20.000Z' },
      ],
    });
    const knownGroups = { chatless: [GROUP], left: [] };
    expect(await read({}, { knownGroups })).toMatchObject({
      total_groups: 0,
      kept_groups: [GROUP],
      queries_sent: 0,
    });
    const chats = [groupChat(GROUP, WHOLE)];
    expect(await read({ chats }, { knownGroups })).toMatchObject({
      total_groups: 1,
      kept_groups: [],
    });
  });

  it('asks once more for a group that is too large for the answer', async () => {
    const oneGroup = vi.fn(async () => ({ status: 'success', groupInfo: answered(OTHER) }));
    const chats = [groupChat(OTHER, [member(ME)])];
    const allGroups = async () => [truncated];
    const document = await read({ chats, allGroups, oneGroup }, asked);
    expect(document).toMatchObject({ complete: true, queries_sent: 2, total_participants: 3 });
    expect(oneGroup).toHaveBeenCalledExactlyOnceWith(wid(OTHER), 'interactive');
  });

  it.each([
    ['that the answer lacks', async () => [answered(OTHER)], undefined],
    ['of which the account is no member', async () => [truncated], { status: 'not_member' }],
  ])('leaves out a group %s, now and in later reads', async (_, allGroups, one) => {
    const id = one ? OTHER : GROUP;
    const chats = [groupChat(id, [], { stale: true })];
    const rows = { [id]: ROW };
    const document = await read({ chats, rows, allGroups, oneGroup: async () => one }, asked);
    expect(document.groups.map(({ contact_id }) => contact_id)).not.toContain(id);
    expect(document.complete).toBe(true);
    const empty = [groupChat(id, [], { stale: true })];
    const knownGroups = { chatless: [], left: [id] };
    expect(await read({ chats: empty }, { knownGroups })).toMatchObject({ total_groups: 0 });
    expect(await read({ chats, rows }, { knownGroups })).toMatchObject({ total_groups: 1 });
  });

  it('does not leave out a group whose fresh list has the account', async () => {
    const document = await read(
      { chats: [groupChat(GROUP, WHOLE)], allGroups: async () => [] },
      asked,
    );
    expect(document).toMatchObject({ total_groups: 1, complete: true });
  });

  it.each([
    ['refuses', Object.assign(new Error(''), { name: 'ServerStatusCodeError', status: 429 }), 2],
    ['fails', new Error('parseGroupSmax'), 1],
  ])('that WhatsApp %s is named, and the page’s members are listed', async (_, error, reasons) => {
    const allGroups = () => Promise.reject(error);
    const document = await read({ chats: [groupChat(GROUP, WHOLE)], allGroups }, asked);
    expect(membersOf(document)).toEqual(THREE);
    expect(document.incomplete_reasons.map(({ code }) => code)).toEqual(
      ['GROUPS_NOT_REFRESHED', 'GROUP_QUERY_REFUSED'].slice(0, reasons),
    );
    expect(document).toMatchObject({ queries_sent: 1, listing_complete: { groups: true } });
  });
});
