import { afterEach, expect, it, vi } from 'vitest';
import {
  type FakePage,
  groupChat,
  member,
  readFakePage,
  throwing,
  wid,
} from '../support/fake-page.ts';

const ME = '70@lid';
const GROUP = '120363000000000001@g.us';
const me = { phone: wid('6280000@c.us'), lid: wid(ME) };
const MEMBERS = [member(ME), member('71@lid'), member('72@lid')];
const TIME = 1_700_000_000;
const AT = '2023-11-14T22:13:20.000Z';
const LATER = '2023-11-14T22:13:21.000Z';

afterEach(() => vi.unstubAllGlobals());

const left = (id: string, leaveTs: unknown = TIME, leaveReason: unknown = 'Left') => ({
  ...{ id: wid(id), leaveTs, leaveReason },
});
const inRow = (jid: string, leaveTs = TIME, leaveReason = 'Removed') => ({
  ...{ jid, leaveTs, leaveReason },
});
const inMemory = (past: object[], more = {}) =>
  groupChat(GROUP, MEMBERS, { pastParticipants: { getModelsArray: () => past }, ...more });

async function readPast(page: FakePage, options: Parameters<typeof readFakePage>[1] = {}) {
  const read = await readFakePage({ me, ...page }, { kind: 'groups', ...options });
  expect(read).toMatchObject({ total_groups: 1, total_participants: 3, complete: true });
  expect(read.queries_sent).toBe(options.queryGroups ? 1 : 0);
  return read.past_participants;
}

it('WAWebRestoreGroupParticipantsAction: who has left is in the metadata of a loaded group', async () => {
  const entries = [{ id: wid('73@lid'), pushname: 'Cici', displayNameLID: '+62∙∙45' }];
  const past = [left('73@lid'), left('6281111:3@c.us', TIME + 1, 'Removed')];
  expect(await readPast({ entries, chats: [inMemory(past)] })).toEqual([
    {
      group_id: GROUP,
      past_participants: [
        {
          ...{ participant_id: '73@lid', lid: '73@lid', phone_number: null },
          ...{ name: 'Cici', masked_number: '+62∙∙45', left_at: AT, reason: 'left' },
        },
        {
          ...{ participant_id: '6281111@s.whatsapp.net', lid: null, phone_number: '6281111' },
          ...{ name: null, left_at: LATER, reason: 'removed' },
        },
      ],
    },
  ]);
});

it('WAWebSchemaParticipant: and in the row of one that is not, beside those who left since', async () => {
  const chats = [
    groupChat(GROUP, [], {
      ...{ stale: true, pastParticipants: { getModelsArray: () => [left('73@lid', TIME + 1)] } },
    }),
  ];
  const pastParticipants = [inRow('73@lid'), inRow('74@lid')];
  const row = { participants: [ME, '71@lid', '72@lid'], admins: [], pastParticipants };
  const [group] = await readPast({ chats, rows: { [GROUP]: row } });
  expect(group?.past_participants).toMatchObject([
    { participant_id: '73@lid', left_at: LATER, reason: 'left' },
    { participant_id: '74@lid', left_at: AT, reason: 'removed' },
  ]);
});

it.each([
  ['a row', {}],
  ['a row with null', { pastParticipants: null }],
])('%s of an older page, and metadata without the list, have none', async (_, more) => {
  const row = { participants: [ME, '71@lid', '72@lid'], admins: [], ...more };
  const chats = [groupChat(GROUP, [], { stale: true })];
  expect(await readPast({ chats, rows: { [GROUP]: row } })).toEqual([]);
  expect(await readPast({ chats: [groupChat(GROUP, MEMBERS)] })).toEqual([]);
});

it("WAWebGroupsQueryApi: an answer of WhatsApp has none, so the page's stay", async () => {
  const answer = { id: wid(GROUP), subject: 'Grup', creation: TIME, participants: MEMBERS };
  const page = { chats: [inMemory([left('73@lid')])], allGroups: async () => [answer] };
  const [group] = await readPast(page, { queryGroups: true });
  expect(group?.past_participants).toMatchObject([{ participant_id: '73@lid' }]);
});

it.each([
  ['without an address', throwing('id')],
  ['with an odd address', { id: 'x', leaveTs: TIME }],
  ['without a time', left('73@lid', null)],
  ['with a text as the time', left('73@lid', '1700000000')],
  ['with a time before 1970', left('73@lid', -1)],
  ['with a time after the year 9999', left('73@lid', 2 ** 50)],
  ['that is an assistant', left('131655500@bot')],
  ['that is null', null],
])('one %s is left out, and the group is whole', async (_, odd) => {
  const past = [odd as object, left('74@lid')];
  const [group] = await readPast({ chats: [inMemory(past)] });
  expect(group?.past_participants.map(({ participant_id }) => participant_id)).toEqual(['74@lid']);
});

it('an unknown reason is null', async () => {
  for (const reason of [undefined, 'Banned', 1, {}]) {
    const past = [{ ...left('73@lid'), leaveReason: reason }];
    const [group] = await readPast({ chats: [inMemory(past)] });
    expect(group?.past_participants).toMatchObject([{ left_at: AT, reason: null }]);
  }
});

it('a list that cannot be read leaves the group as it is', async () => {
  const broken = { getModelsArray: () => expect.fail('not today') };
  expect(await readPast({ chats: [inMemory([], { pastParticipants: broken })] })).toEqual([]);
});

it('of very many the last thousand are read', async () => {
  const past = Array.from({ length: 1_500 }, (_, n) => left(`${1000 + n}@lid`, TIME - n));
  const [group] = await readPast({ chats: [inMemory(past)] });
  expect(group?.past_participants).toHaveLength(1_000);
  expect(group?.past_participants[0]).toMatchObject({ lid: '1000@lid' });
});
