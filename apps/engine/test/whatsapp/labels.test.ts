import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type FakeLabels,
  type FakePage,
  groupChat,
  member,
  readFakePage,
  throwing,
  wid,
} from '../support/fake-page.ts';

const PERSON = '6281111@c.us';
const MODELS = [
  { id: '4', name: 'Lunas', orderIndex: 2, isActive: true },
  { id: '10', name: 'Baru' },
  { id: '9', name: 'Lama' },
  { id: '5', name: 'Penting', orderIndex: 0 },
  { id: '6', name: 'Mati', orderIndex: 1, isActive: false },
];

afterEach(() => vi.unstubAllGlobals());

/** The labels that are read of a person and of a group, whose chats are in the labels with these ids. */
async function readBoth(ids: unknown, labels: Partial<FakeLabels> = {}) {
  const chat = { labels: ids };
  const chats = [
    { id: wid(PERSON), ...chat },
    { ...groupChat('1-1@g.us', [member('6280000@c.us')]), ...chat },
  ];
  const entries = [{ id: wid(PERSON), name: 'A' }];
  const read = await readFakePage({ entries, chats, labels: { models: MODELS, ...labels } });
  expect(read).toMatchObject({ total_contacts: 1, total_groups: 1, complete: true });
  return [...read.contacts, ...read.groups].map((one) => one.labels);
}

async function readPerson(page: FakePage) {
  const { contacts } = await readFakePage({ labels: { models: MODELS }, ...page });
  return contacts.map(({ labels }) => labels);
}

describe('the labels of a chat (WAWebLabelCollection)', () => {
  it('are their names in the order of their places, then of their ids (WAWebListUtils)', async () => {
    const names = ['Penting', 'Lunas', 'Lama', 'Baru'];
    expect(await readBoth(['10', '4', '9', '5'])).toEqual([names, names]);
    expect(await readBoth(['5', '9', '4', '10', '4'])).toEqual([names, names]);
  });

  it('are none if the chat has no id of a label', async () => {
    expect(await readBoth([])).toEqual([[], []]);
  });

  it('lack a list that is switched off', async () => {
    expect(await readBoth(['6', '4'])).toEqual([['Lunas'], ['Lunas']]);
    expect(await readBoth(['6'])).toEqual([[], []]);
  });

  it('lack a label whose name is empty', async () => {
    const models = [...MODELS, { id: '7', name: '' }];
    expect(await readBoth(['7', '4'], { models })).toEqual([['Lunas'], ['Lunas']]);
  });

  it.each([
    ['is not there', MODELS],
    ['has no name yet (WAWebBizLabelUtils)', [...MODELS, { id: '7' }]],
  ])('are unknown if a label %s', async (_, models) => {
    expect(await readBoth(['4', '7'], { models })).toEqual([null, null]);
    expect(await readBoth(['4'], { models })).toEqual([['Lunas'], ['Lunas']]);
  });

  it.each([
    ['absent', undefined],
    ['null', null],
    ['a text', '4'],
    ['an object', {}],
  ])('are unknown while its ids are %s', async (_, ids) => {
    expect(await readBoth(ids)).toEqual([null, null]);
  });

  it('are cut to a number and length that fit into a line of the stream', async () => {
    const models = Array.from({ length: 50 }, (_, n) => ({ id: `${n}`, name: 'x'.repeat(9_000) }));
    const ids = models.map(({ id }) => id);
    const [ofPerson] = await readBoth(ids, { models });
    expect(ofPerson).toHaveLength(30);
    expect(new Set(ofPerson?.map((name) => name.length))).toEqual(new Set([200]));
  });
});

describe('all labels are unknown, and none is taken for absent,', () => {
  it.each<[string, Partial<FakeLabels>]>([
    ['without both gates (WAWebLabelsBridgeApi)', { isSMB: false }],
    [
      'if a gate cannot be read',
      {
        isSMB: null,
        isListsEnabled: () => {
          throw new Error('no gate');
        },
      },
    ],
    ['while their part of the app state has not come (WAWebLabelSync)', { state: 'Dirty' }],
    ['before it has a version', { version: null }],
    ['while there is no label at all', { models: [] }],
    ['if a label throws', { models: [throwing('name')] }],
    ['of an odd module', { models: null as unknown as object[] }],
  ])('%s', async (_, labels) => {
    expect(await readBoth([], labels)).toEqual([null, null]);
    expect(await readBoth(['4'], labels)).toEqual([null, null]);
  });

  // The page restores the labels first, and then what they are given to (WAWebStartBackend).
  it.each<[string, () => Promise<unknown>]>([
    ['has some to restore', async () => 7],
    ['does not answer with a number', async () => '0'],
    ['fails', () => Promise.reject(new Error('closed'))],
  ])('while no chat has one and the database %s', async (_, countGiven) => {
    expect(await readBoth([], { countGiven })).toEqual([null, null]);
    expect(await readBoth(['4'], { countGiven })).toEqual([['Lunas'], ['Lunas']]);
  });

  it.each([{ isBehind: true }, { isRestoring: true }])(
    'while the page may be behind: %j',
    async (behind) => {
      const chats = [{ id: wid(PERSON), labels: ['4'] }];
      expect(await readPerson({ chats, ...behind })).toEqual([null]);
    },
  );

  it('in a page without them', async () => {
    const { contacts } = await readFakePage({
      entries: [{ id: wid(PERSON), name: 'A', labels: [] }],
    });
    expect(contacts).toMatchObject([{ labels: null }]);
  });
});

it('the lists of a personal account are read where the gate for lists is open (WAWebListsGatingUtils)', async () => {
  const lists = { isSMB: false, isListsEnabled: () => true };
  expect(await readBoth(['4'], lists)).toEqual([['Lunas'], ['Lunas']]);
});

describe('a person without a chat has the labels of the entries', () => {
  const twice = (phone: unknown, lid: unknown) => ({
    entries: [
      { id: wid('71@lid'), name: 'A', labels: lid },
      { id: wid(PERSON), name: 'A', labels: phone },
    ],
    phoneOf: () => wid(PERSON),
  });

  it.each([
    [['4'], [], ['Lunas']],
    [[], ['4'], ['Lunas']],
    [['4'], ['5', '4'], ['Penting', 'Lunas']],
    [['4'], undefined, ['Lunas']],
    [[], undefined, []],
    [undefined, undefined, null],
  ])('phone %j, LID %j', async (phone, lid, labels) => {
    expect(await readPerson(twice(phone, lid))).toEqual([labels]);
  });

  it('and stays readable if they throw', async () => {
    const entries = [Object.assign(throwing('labels'), { id: wid(PERSON), name: 'A' })];
    expect(await readPerson({ entries })).toEqual([null]);
  });
});

it('a person with a chat has the labels of that, not those that an entry still has', async () => {
  const entries = [{ id: wid(PERSON), name: 'A', labels: ['4'] }];
  const chats = [{ id: wid(PERSON), labels: ['5'] }];
  expect(await readPerson({ entries, chats })).toEqual([['Penting']]);
});
