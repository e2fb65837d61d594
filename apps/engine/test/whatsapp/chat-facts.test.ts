import { afterEach, describe, expect, it, vi } from 'vitest';
import { groupChat, member, readFakePage, wid } from '../support/fake-page.ts';

const PERSON = '6281111@c.us';
const UNKNOWN = { last_activity_at: null, is_archived: null, is_muted: null, muted_until: null };
const NEVER = 4_000_000_000;

afterEach(() => vi.unstubAllGlobals());

/** The same chat with a person and with a group. */
async function readBoth(chat: object, asked: { lockedChats?: boolean } = {}) {
  const group = { ...groupChat('1-1@g.us', [member('6280000@c.us')]), ...chat };
  const chats = [{ id: wid(PERSON), ...chat }, group];
  const read = await readFakePage({ entries: [{ id: wid(PERSON), name: 'A' }], chats }, asked);
  expect(read).toMatchObject({ total_contacts: 1, total_groups: 1, complete: true });
  return [...read.contacts, ...read.groups];
}

describe('a chat (WAWebChatModel) says of its person or group', () => {
  it.each([
    [1_700_000_000, '2023-11-14T22:13:20.000Z'],
    [1_700_000_000.9, '2023-11-14T22:13:20.000Z'],
    [0, null],
    [-5, null],
    [2 ** 50, null],
    [Number.NaN, null],
    ['1700000000', null],
    [undefined, null],
  ])('when it was last used: %s', async (t, last_activity_at) => {
    const expected = { last_activity_at, is_archived: false };
    expect(await readBoth({ t })).toMatchObject([expected, expected]);
  });

  it.each([
    [true, true],
    [false, false],
    [undefined, false],
    ['yes', false],
  ])('whether it is locked, if it is asked for that: %s', async (isLocked, is_locked) => {
    expect(await readBoth({ isLocked }, { lockedChats: true })).toMatchObject([
      { is_locked },
      { is_locked },
    ]);
    const silent = { is_locked: null };
    expect(await readBoth({ isLocked })).toMatchObject([silent, silent]);
  });

  it.each([
    [true, true],
    [false, false],
    [undefined, false],
    ['yes', false],
  ])('whether it is archived: %s', async (archive, is_archived) => {
    expect(await readBoth({ archive })).toMatchObject([{ is_archived }, { is_archived }]);
  });

  it.each([
    ['without an end', -1, true, null],
    ['with an end', NEVER, true, '2096-10-02T07:06:40.000Z'],
    ['until a time that is over', 1_600_000_000, false, null],
    ['not at all', 0, false, null],
    ['absent', undefined, false, null],
    ['no number', '-1', false, null],
  ])('that it is muted %s', async (_, muteExpiration, is_muted, muted_until) => {
    const expected = { is_muted, muted_until };
    expect(await readBoth({ muteExpiration })).toMatchObject([expected, expected]);
  });
});

it('nothing is known of the chat with a person who has none, or an empty one', async () => {
  const entries = ['6281111@c.us', '6282222@c.us'].map((id) => ({ id: wid(id), name: 'A' }));
  const empty = { id: wid('6282222@c.us'), createdLocally: true, archive: true };
  const { contacts } = await readFakePage({ entries, chats: [empty] });
  expect(contacts).toMatchObject([UNKNOWN, UNKNOWN]);
});

it('of two chats with a person that one counts which was used last', async () => {
  const [older, newer] = [1_700_000_000, 1_700_000_500].map((t, n) => ({ t, archive: n === 1 }));
  const at = (lid: object, phone: object) =>
    readFakePage({
      entries: [{ id: wid(PERSON), name: 'A' }],
      phoneOf: () => wid(PERSON),
      chats: [
        { id: wid('71@lid'), ...lid },
        { id: wid(PERSON), ...phone },
      ],
    });
  for (const read of [await at(older!, newer!), await at(newer!, older!)]) {
    expect(read.contacts).toMatchObject([
      { last_activity_at: '2023-11-14T22:21:40.000Z', is_archived: true },
    ]);
  }
});
