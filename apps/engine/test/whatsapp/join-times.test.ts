import { afterEach, expect, it, vi } from 'vitest';
import { type FakePage, groupChat, member, readFakePage, wid } from '../support/fake-page.ts';

const ME = '70@lid';
const GROUP = '120363000000000001@g.us';
const OTHER = '120363000000000002@g.us';
const me = { phone: wid('6280000@c.us'), lid: wid(ME) };
const TIME = 1_700_000_000;
const AT = '2023-11-14T22:13:20.000Z';

afterEach(() => vi.unstubAllGlobals());

const joined = (id: string, joinTime: unknown) => ({ ...member(id), joinTime });

async function timesOf(page: FakePage, options: Parameters<typeof readFakePage>[1] = {}) {
  const read = await readFakePage({ me, ...page }, { kind: 'groups', ...options });
  expect(read.complete).toBe(true);
  return read.groups.map(({ participants }) =>
    participants.map(({ lid, joined_at = null }) => [lid, joined_at]),
  );
}

it('the time of joining is of one group, for members that have one', async () => {
  const [one, other] = [
    [member(ME), joined('71@lid', TIME), { ...joined('72@lid', TIME), isAdmin: true }],
    [member(ME), joined('71@lid', TIME + 60), member('72@lid')],
  ];
  expect(await timesOf({ chats: [groupChat(GROUP, one), groupChat(OTHER, other)] })).toEqual([
    [
      [ME, null],
      ['71@lid', AT],
      ['72@lid', AT],
    ],
    [
      [ME, null],
      ['71@lid', '2023-11-14T22:14:20.000Z'],
      ['72@lid', null],
    ],
  ]);
});

it("WAWebGroupsQueryApi: it comes in an answer of WhatsApp; the page's database has none", async () => {
  const participants = [member(ME), joined('71@lid', TIME)];
  const answer = { id: wid(GROUP), subject: 'Grup', creation: TIME, participants };
  const chats = [groupChat(GROUP, [], { stale: true })];
  const allGroups = async () => [answer];
  const [answered] = await timesOf({ chats, allGroups }, { queryGroups: true });
  expect(answered?.[1]).toEqual(['71@lid', AT]);
  const rows = { [GROUP]: { participants: [ME, '71@lid'], admins: [] } };
  const [stored] = await timesOf({ chats, rows });
  expect(stored?.[1]).toEqual(['71@lid', null]);
});

it.each([null, '1700000000', Number.NaN, 1.5, 0, -1, 2 ** 50])(
  'a time of %j counts as unknown',
  async (joinTime) => {
    const chats = [groupChat(GROUP, [member(ME), joined('71@lid', joinTime), member('72@lid')])];
    expect((await timesOf({ chats }))[0]?.[1]).toEqual(['71@lid', null]);
  },
);

it('of a large group, whose members come in several parts, each has its own', async () => {
  const members = Array.from({ length: 9_000 }, (_, n) => joined(`${1_000_000 + n}@lid`, TIME + n));
  const [times] = await timesOf({ chats: [groupChat(GROUP, [member(ME), ...members])] });
  const expected = members.map(({ joinTime }) => new Date(Number(joinTime) * 1_000).toISOString());
  expect(times?.slice(1).map(([, time]) => time)).toEqual(expected);
});
