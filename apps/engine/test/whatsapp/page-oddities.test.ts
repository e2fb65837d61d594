import { afterEach, describe, expect, it, vi } from 'vitest';
import { groupChat, member, readFakePage, throwing, wid } from '../support/fake-page.ts';

const ME = '6280000@c.us';
const GROUP = '120363000000000001@g.us';

afterEach(() => vi.unstubAllGlobals());

describe('a group with members who cannot be read', () => {
  it.each([
    ['the account itself', [member('6281111@c.us'), throwing('id')]],
    ['all of them', [throwing('id'), throwing('id')]],
    ['one without an address', [member(ME), { isAdmin: false }]],
    ['one whose address is a text', [member(ME), { id: '6281111@c.us' }]],
    ['one whose address has no server', [member(ME), { id: { user: '6281111' } }]],
    ['one whose address is no number', [member(ME), member('budi@c.us')]],
  ])('stays in the list with a reason: %s', async (_, members) => {
    const read = await readFakePage({ chats: [groupChat(GROUP, members)] }, { kind: 'groups' });
    expect(read).toMatchObject({
      total_groups: 1,
      complete: false,
      incomplete_reasons: [{ code: 'GROUP_MEMBERS_UNKNOWN', count: 1 }],
      unread_groups: [{ group_id: GROUP, has_older_members: false }],
      groups: [{ participants_complete: false }],
      queries_sent: 0,
    });
    expect(read.unread_groups[0]?.reason).toMatch(/^[12] of its members could not be read$/);
  });

  it('does not use the role of the account in another group', async () => {
    const chats = [
      groupChat('1-1@g.us', [member(ME, { isAdmin: true })]),
      groupChat('2-2@g.us', [member('6281111@c.us'), throwing('id')]),
    ];
    const { groups } = await readFakePage({ chats });
    expect(groups.map(({ is_admin }) => is_admin)).toEqual([true, null]);
  });
});

describe('a group in which the account is not found', () => {
  const others = [member('71@lid'), member('72@lid')];

  const me = { phone: wid(ME), lid: wid('70@lid') };
  const closed = (chat: ReturnType<typeof groupChat>) => ({ ...chat, isReadOnly: true });

  it('is not listed if its list is trusted and the account may not write there', async () => {
    const read = await readFakePage({ me, chats: [closed(groupChat(GROUP, others))] });
    expect(read).toMatchObject({ total_groups: 0, complete: true });
  });

  it.each([
    ['the account may write there', groupChat(GROUP, others)],
    ['its list is stale', closed(groupChat(GROUP, others, { stale: true }))],
    ['its list is empty', closed(groupChat(GROUP, []))],
    ['a member cannot be read', closed(groupChat(GROUP, [...others, throwing('id')]))],
    ['it is a community', closed(groupChat(GROUP, others, { isParentGroup: true }))],
  ])('is listed if %s, with its members unknown', async (_, chat) => {
    expect(await readFakePage({ me, chats: [chat] })).toMatchObject({
      total_groups: 1,
      groups: [{ is_admin: null, participants_complete: false }],
      unread_groups: [{ group_id: GROUP }],
      listing_complete: { groups: true },
    });
  });

  it('is listed while the page does not know the own LID, and the role is named as unknown', async () => {
    const chats = [closed(groupChat(GROUP, others))];
    expect(await readFakePage({ chats })).toMatchObject({
      total_groups: 1,
      groups: [{ is_admin: null, participants_complete: true }],
      incomplete_reasons: [{ code: 'OWN_ROLE_UNKNOWN', count: 1 }],
      listing_complete: { groups: true },
    });
  });

  it('is listed when the group reports the account as a member under an unknown address', async () => {
    const participants = { getModelsArray: () => others, iAmMember: () => true };
    const read = await readFakePage({ chats: [groupChat(GROUP, others, { participants })] });
    expect(read).toMatchObject({
      total_groups: 1,
      groups: [{ is_admin: null }],
      incomplete_reasons: [{ code: 'OWN_ROLE_UNKNOWN' }],
    });
  });
});

describe('entries that are not addresses', () => {
  it.each([
    ['a contact without an id', { entries: [{ id: undefined, name: 'Ana' }] }, 'contact'],
    ['a contact whose id is a text', { entries: [{ id: '62811111@c.us' }] }, 'contact'],
    ['a contact whose id has no server', { entries: [{ id: { user: '62811' } }] }, 'contact'],
    ['a chat without an id', { chats: [{ id: undefined }] }, 'group'],
    ['a chat whose id has no server', { chats: [{ id: { user: '1-1' } }] }, 'group'],
  ] as const)('are named, and their list is not complete: %s', async (_, page, type) => {
    const read = await readFakePage(structuredClone(page) as never);
    expect(read.complete).toBe(false);
    expect(read.unreadable).toContainEqual(expect.objectContaining({ type, id: null }));
    expect(read.listing_complete).toMatchObject({ [`${type}s`]: false });
  });
});

describe('a value that one source cannot give', () => {
  it('comes from the next source: the phone of a LID', async () => {
    const entry = Object.assign(throwing('phoneNumber'), { id: wid('71@lid'), name: 'Ana' });
    const read = await readFakePage({
      entries: [entry as never],
      phoneOf: () => wid('6281111@c.us'),
    });
    expect(read).toMatchObject({
      complete: true,
      contacts: [{ contact_id: '6281111@s.whatsapp.net', lid: '71@lid' }],
    });
  });

  it('is reported when no source has it', async () => {
    const entry = Object.assign(throwing('phoneNumber'), { id: wid('71@lid'), name: 'Ana' });
    const read = await readFakePage({ entries: [entry as never] });
    expect(read).toMatchObject({
      complete: false,
      unreadable: [{ type: 'contact', id: '71@lid' }],
    });
  });

  it('is null for a picture, and the contact is still read', async () => {
    const eurl = 'https://pps.whatsapp.net/picture';
    const broken = Object.assign(throwing('eurl'), { id: wid('6281111@c.us') });
    const read = await readFakePage({
      entries: ['6281111@c.us', '6282222@c.us'].map((id) => ({ id: wid(id), name: 'A' })),
      pictures: [broken, throwing('id') as never, { id: wid('6282222@c.us'), eurl }],
    });
    expect(read.contacts.map(({ profile_picture }) => profile_picture)).toEqual([null, eurl]);
    expect(read.complete).toBe(true);
  });
});

it.each([
  'isBot',
  'isAiHub',
  'isIAS',
  'isSupportAccount',
  'isCAPISupportAccount',
  'isPSA',
] as const)(
  'an address that WhatsApp itself counts among others by %s is no person',
  async (sign) => {
    const id = { ...wid('62811119@c.us'), [sign]: () => true };
    const entry = { id, name: 'Assistant', isAddressBookContact: 1 };
    const read = await readFakePage({
      entries: [entry, { id: wid('6282222@c.us'), name: 'Ana' }],
      chats: [{ id }, groupChat(GROUP, [member(ME), { ...member('62811119@c.us'), id }])],
    });
    expect(read.contacts.map(({ phone_number }) => phone_number)).toEqual(['6282222']);
    expect(read).toMatchObject({ total_participants: 1, complete: true });
  },
);

describe('a person is saved', () => {
  it.each([
    ['with a name, where the page does not know the address book', { name: 'Ana' }, true],
    ['with a name of the address book', { name: 'Ana', isAddressBookContact: 1 }, true],
    ['in the address book without a name', { name: '', isAddressBookContact: 1 }, true],
    ['known by username', { isUsernameContact: true }, true],
    ['not with a name that came with a chat', { name: 'Ana', isAddressBookContact: 0 }, false],
  ])('%s', async (_case, fields, expected) => {
    const read = await readFakePage({ entries: [{ id: wid('6281111@c.us'), ...fields }] });
    expect(read.contacts.map(({ is_saved }) => is_saved)).toEqual([expected]);
  });

  it('when either of the two entries says so', async () => {
    const read = await readFakePage({
      entries: [
        { id: wid('71@lid'), name: 'Ana', isAddressBookContact: 0 },
        { id: wid('6281111@c.us'), name: 'Ana', isAddressBookContact: 1 },
      ],
      lidOf: () => wid('71@lid'),
      phoneOf: () => wid('6281111@c.us'),
    });
    expect(read.contacts).toMatchObject([{ is_saved: true, name: 'Ana' }]);
  });

  it('and is not listed without any sign of it', async () => {
    const read = await readFakePage({
      entries: [{ id: wid('6281111@c.us'), isAddressBookContact: 0 }],
    });
    expect(read).toMatchObject({ total_contacts: 0, complete: true });
  });
});

it.each([
  ['made on this device and still empty', { createdLocally: true }, 0],
  ['made on this device, with a message since', { createdLocally: true, t: 1_760_000_000 }, 1],
  ['without a time', {}, 1],
])('a chat %s makes a contact: %s, %i', async (_case, fields, expected) => {
  const read = await readFakePage({ chats: [{ id: wid('6281111@c.us'), ...fields }] });
  expect(read).toMatchObject({ total_contacts: expected, complete: true });
});

it('a hosted business is the person with the same digits', async () => {
  const read = await readFakePage({
    entries: ['6281111:99@hosted', '71:99@hosted.lid', '6282222@c.us'].map((id) => ({
      id: wid(id),
      name: 'Toko',
    })),
    chats: [
      { id: wid('6282222:99@hosted') },
      groupChat(GROUP, [member(ME), member('71:99@hosted.lid')]),
    ],
    lidOf: ({ user }) => (user === '6281111' ? wid('71@lid') : null),
    phoneOf: () => wid('6281111@c.us'),
  });
  expect(read.contacts).toMatchObject([
    { phone_number: '6281111', lid: '71@lid' },
    { phone_number: '6282222' },
  ]);
  expect(read).toMatchObject({ total_participants: 2, complete: true });
});

it('the LID of a person is the current one, and older ones are named, in whichever order the entries come', async () => {
  const phone = '6281111@c.us';
  const ids = ['71@lid', phone, '72@lid', '73@lid'];
  for (const order of [ids, ids.toReversed()]) {
    const read = await readFakePage({
      entries: order.map((id) => ({ id: wid(id), name: 'Ana' })),
      chats: [groupChat(GROUP, [member(ME), member('71@lid'), member('73@lid')])],
      lidOf: (id) => (id.user === '6281111' ? wid('72@lid') : null),
      phoneOf: () => wid(phone),
    });
    const lids = { lid: '72@lid', older_lids: expect.arrayContaining(['71@lid', '73@lid']) };
    expect(read.contacts).toMatchObject([{ ...lids, phone_number: '6281111' }]);
    expect(read.contacts[0]?.older_lids).toHaveLength(2);
    expect(read).toMatchObject({ total_participants: 2 });
  }
});

it('WhatsApp’s assistants are neither contacts nor members', async () => {
  const bots = ['13135550002@c.us', '131655500@bot', '13165550042@c.us'];
  const read = await readFakePage({
    entries: [...bots, '13135559@c.us'].map((id) => ({ id: wid(id), name: 'Bot' })),
    chats: [groupChat(GROUP, [member(ME), ...bots.map((id) => member(id))])],
  });
  expect(read.contacts.map(({ phone_number }) => phone_number)).toEqual(['13135559']);
  expect(read).toMatchObject({ total_participants: 1, complete: true });
});

it('an address is the same for every object of the page, and each read looks up its person again', async () => {
  const entry = () => ({ id: wid('6281111@c.us'), name: 'Ana' });
  const chats = () => [
    groupChat(GROUP, [member(ME), member('6281111:12@c.us'), member('71@lid'), member('72@lid')]),
  ];
  const lidIs = (lid: string) => ({
    lidOf: ({ user }: { user: string }) => (user === '6281111' ? wid(lid) : null),
    phoneOf: ({ user }: { user: string }) => (`${user}@lid` === lid ? wid('6281111@c.us') : null),
  });
  for (const [lid, other] of [
    ['71@lid', '72@lid'],
    ['72@lid', '71@lid'],
  ] as const) {
    const page = { entries: [entry(), entry()], chats: chats(), ...lidIs(lid) };
    const { contacts, groups } = await readFakePage(page);
    expect(contacts).toMatchObject([{ contact_id: '6281111@s.whatsapp.net', lid }]);
    const ids = groups[0]?.participants.map(({ participant_id }) => participant_id);
    expect(ids).toEqual(['6280000@s.whatsapp.net', '6281111@s.whatsapp.net', other]);
  }
});

it('members whose names come late are sent with their best name', async () => {
  const entries = [
    ...Array.from({ length: 300 }, (_, n) => ({ id: wid(`${71_000 + n}@lid`), pushname: `p${n}` })),
    { id: wid('6281111@c.us'), name: 'Ana dari buku' },
  ];
  const { groups } = await readFakePage({
    entries,
    lidOf: ({ user }) => (user === '6281111' ? wid('71000@lid') : null),
    chats: [groupChat(GROUP, [member(ME), ...entries.map(({ id }) => ({ id }))])],
  });
  expect(groups[0]?.participants).toHaveLength(301);
  expect(groups[0]?.participants).toContainEqual({
    participant_id: '6281111@s.whatsapp.net',
    lid: '71000@lid',
    phone_number: '6281111',
    name: 'Ana dari buku',
    role: 'participant',
  });
});

it('a read of contacts alone is in the contacts phase from its first chunk on', async () => {
  const read = await readFakePage(
    { entries: [{ id: wid('6281111@c.us'), name: 'A' }] },
    { kind: 'contacts' },
  );
  expect(read).toMatchObject({ total_contacts: 1, listing_complete: { groups: null } });
});

it.each([
  ['the name of a person without another one', { username: 'ana.99' }, 'ana.99', '@ana.99'],
  ['no name where there is a better one', { username: 'a.9', pushname: 'Ana' }, 'a.9', 'Ana'],
  ['no name where it is empty', { username: '' }, '', null],
  ['unknown when it is not a text', { username: 7 }, null, null],
])('reads a username as %s', async (_, fields, username, name) => {
  const id = wid('71@lid');
  const read = await readFakePage({
    entries: [{ id, isUsernameContact: true, ...fields }],
    chats: [groupChat(GROUP, [member(ME), { ...member('71@lid'), id }])],
  });
  expect(read.contacts).toMatchObject([{ contact_id: '71@lid', name, username, is_saved: true }]);
  expect(read.groups[0]?.participants[1]).toMatchObject({ participant_id: '71@lid', name });
});

it('the masked number of a person whose phone is hidden is no name', async () => {
  const fields = { displayNameLID: '+62∙∙∙45', isUsernameContact: true };
  const read = await readFakePage({ entries: [{ id: wid('71@lid'), ...fields }] });
  expect(read.contacts).toMatchObject([{ name: null, masked_number: '+62∙∙∙45' }]);
});

it.each([
  ['is read', '+62∙∙∙45', '+62∙∙∙45'],
  ['is missing where the page has an empty one', '', undefined],
  ['is missing where the page has no text', 62, undefined],
])('the masked number of a member who is no contact %s', async (_, displayNameLID, expected) => {
  const members = [member(ME, { isAdmin: true }), member('71@lid', { isAdmin: true })];
  const read = await readFakePage({
    entries: [{ id: wid('71@lid'), displayNameLID }],
    chats: [groupChat(GROUP, members), groupChat('2-2@g.us', [member(ME), member('71@lid')])],
  });
  for (const { participants } of read.groups) {
    expect(participants[1]).toMatchObject({ participant_id: '71@lid', name: null });
    expect(participants[1]?.masked_number).toBe(expected);
  }
});

it('a member whose phone is known has no masked number', async () => {
  const read = await readFakePage({
    entries: [{ id: wid('71@lid'), displayNameLID: '+62∙∙∙45' }],
    chats: [groupChat(GROUP, [member(ME), member('71@lid')])],
    phoneOf: () => wid('6281111@c.us'),
  });
  expect(read.groups[0]?.participants[1]).toEqual({
    participant_id: '6281111@s.whatsapp.net',
    lid: '71@lid',
    phone_number: '6281111',
    name: null,
    role: 'participant',
  });
});

it('a username that only one of two entries has is read', async () => {
  const entries = [
    { id: wid('71@lid'), username: 'ana.99' },
    { id: wid('6281111@c.us'), name: 'Ana' },
  ];
  const read = await readFakePage({ entries, phoneOf: () => wid('6281111@c.us') });
  expect(read.contacts).toMatchObject([{ name: 'Ana', username: 'ana.99' }]);
});

it.each([
  ['the text of the page', 'Sibuk', 'Sibuk'],
  ['empty when the person emptied it', '', ''],
  ['unknown until the page has loaded it', undefined, null],
  ['unknown when it is not a text', 7, null],
])('reads a status text as %s', async (_, textStatusString, about) => {
  const entry = { id: wid('6281111@c.us'), name: 'A', textStatusString };
  const read = await readFakePage({ entries: [entry] });
  expect(read).toMatchObject({ complete: true, contacts: [{ name: 'A', about }] });
});

describe('a business (WAWebBizUpdateContactsWithVerifiedNamesAction)', () => {
  const read = async (...entries: object[]) => {
    const ids = ['71@lid', '6281111@c.us'].map(wid);
    const page = { entries: entries.map((entry, n) => ({ id: ids[n], name: 'A', ...entry })) };
    return (await readFakePage({ ...page, phoneOf: () => wid('6281111@c.us') })).contacts;
  };

  it.each([
    [{ isBusiness: true, isSmb: true, verifiedLevel: 1 }, 'small', 'low'],
    [{ isBusiness: true, isEnterprise: true, isSmb: true, verifiedLevel: 2 }, 'enterprise', 'high'],
    [{ isBusiness: true, isSmb: false, verifiedLevel: 0 }, null, null],
    [{ isBusiness: true, isSmb: 'yes', verifiedLevel: '2' }, null, null],
    // Not an entry of the table of verified names.
    [{ isBusiness: false, isSmb: false, verifiedLevel: 2 }, null, null],
    [{}, null, null],
  ])('%j is of the kind %s, with the level %s', async (entry, business_kind, verified_level) => {
    expect(await read(entry)).toMatchObject([{ business_kind, verified_level }]);
  });

  it('has what one of its two entries has', async () => {
    const small = { isBusiness: true, isSmb: true, verifiedLevel: 1 };
    const both = [{ business_kind: 'small', verified_level: 'low' }];
    expect(await read({}, small)).toMatchObject(both);
    expect(await read(small, {})).toMatchObject(both);
  });
});
