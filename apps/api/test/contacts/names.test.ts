import { API_ROUTES } from '@grabber/contracts/api/routes';
import {
  engineContact,
  engineGroup,
  engineParticipant,
} from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

type Named = { readonly contact_id: string; readonly name: string; readonly name_source: string };

const OWN = '6281234567890';
const UNNAMED_GROUP = '9002@g.us';
const none = { name: null, address_book_name: null, is_saved: false };

const CONTACTS = [
  engineContact({ phone: '628120000001', name: 'Ani', push_name: 'Ani' }),
  engineContact({ ...none, phone: '628120000002', name: 'Toko', verified_name: 'Toko' }),
  engineContact({ ...none, phone: '628120000003', name: 'cici', push_name: 'cici' }),
  engineContact({ ...none, phone: '628120000004', name: '@dodi.9', username: 'dodi.9' }),
  engineContact({ ...none, phone: '628120000005' }),
  engineContact({ ...none, phone: null, lid: '77@lid' }),
  engineContact({ ...none, phone: null, lid: '79@lid', masked_number: '+62∙∙∙∙∙∙∙45' }),
  engineContact({ phone: '628120000006', name: 'Tab\t"kutip" \\N', push_name: 'Tab' }),
];
const member = (phone: string, name: string | null) => engineParticipant({ phone, name });
const GROUPS = [
  engineGroup({ contact_id: '9001@g.us', name: 'Keluarga' }),
  engineGroup({
    contact_id: UNNAMED_GROUP,
    name: '',
    participants: [
      member(OWN, 'Saya'),
      member('628120000003', null),
      member('628120000005', 'Edi'),
      engineParticipant({ phone: null, lid: '78@lid' }),
      engineParticipant({ phone: null, lid: '80@lid', masked_number: '+62∙∙∙∙∙∙∙67' }),
    ],
  }),
  engineGroup({ contact_id: '9003@g.us', name: null, participants: [member(OWN, 'Saya')] }),
];

/** In the order of storing, groups first: the sources and names of all, in Indonesian. */
const SHOWN = [
  ['subject', 'Keluarga'],
  ['members', 'Edi, +628120000003'],
  ['none', 'Grup tanpa nama'],
  ['address_book', 'Ani'],
  ['verified', 'Toko'],
  ['push', 'cici'],
  ['username', '@dodi.9'],
  ['phone', '+628120000005'],
  ['none', 'Tanpa nama'],
  ['masked', '+62∙∙∙∙∙∙∙45'],
  ['address_book', 'Tab "kutip" \\N'],
];
const ENGLISH = { headers: { 'accept-language': 'en' } };
const IN_ENGLISH: Readonly<Record<string, string>> = {
  'Tanpa nama': 'No name',
  'Grup tanpa nama': 'Unnamed group',
};

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  id = await connectedSession(api, { contacts: CONTACTS, groups: GROUPS });
  await request(api, `/api/sessions/${id}/grab-all`);
});
afterAll(() => api.stop());

const read = (path: string, options = {}) => request(api, `/api/sessions/${id}/${path}`, options);
const shown = (rows: readonly Named[]) => rows.map(({ name, name_source }) => [name_source, name]);
const translated = SHOWN.map(([source, name]) => [source, IN_ENGLISH[name as string] ?? name]);

it.each([
  ['the list', 'contacts'],
  ['a page', 'contacts?limit=100'],
])('each contact and group in %s has a name and its source, in both languages', async (_, path) => {
  const { body } = await read(path);
  expect(Compile(API_ROUTES.listContacts.responses[200]).Errors(body)).toEqual([]);
  expect(shown(body.data.contacts)).toEqual(SHOWN);
  expect(shown((await read(path, ENGLISH)).body.data.contacts)).toEqual(translated);
});

it('the list, a page, the changes and the answer of a grab show the same', async () => {
  const listed = (await read('contacts')).body.data.contacts;
  expect((await read('contacts?limit=100')).body.data.contacts).toEqual(listed);
  const { changes } = (await read('contacts/changes')).body.data;
  expect(changes.map(({ contact }: { contact: object }) => contact)).toEqual(
    expect.arrayContaining(listed),
  );
  const { groups, contacts } = (await read('grab-all')).body.data;
  expect(shown([...groups, ...contacts])).toEqual(SHOWN);
});

it('one contact, one group and the list of groups show it, too', async () => {
  const { contact } = (await read(`contacts/${encodeURIComponent('77@lid')}`, ENGLISH)).body.data;
  expect(contact).toMatchObject({ name: 'No name', name_source: 'none' });
  const group = (await read(`contacts/${encodeURIComponent(UNNAMED_GROUP)}`)).body.data.contact;
  expect(group).toMatchObject({ name_source: 'members', group_name: null });
  const { groups } = (await read('groups', ENGLISH)).body.data;
  expect(shown(groups)).toEqual(translated.slice(0, GROUPS.length));
});

it('each member has a name and its source, in both languages', async () => {
  const path = `groups/${encodeURIComponent(UNNAMED_GROUP)}/participants`;
  const { body } = await read(path);
  expect(Compile(API_ROUTES.listParticipants.responses[200]).Errors(body)).toEqual([]);
  const expected = [
    ['known', 'Saya'],
    ['phone', '+628120000003'],
    ['known', 'Edi'],
    ['none', 'Tanpa nama'],
    ['masked', '+62∙∙∙∙∙∙∙67'],
  ];
  expect(shown(body.data.participants).toSorted()).toEqual(expected.toSorted());
  const english = (await read(path, ENGLISH)).body.data.participants;
  expect(shown(english)).toContainEqual(['none', 'No name']);
});

it('a made name is not stored, not searched and not in files', async () => {
  for (const text of ['tanpa', 'no name', 'unnamed']) {
    const found = await read(`contacts?search=${encodeURIComponent(text)}`, ENGLISH);
    expect(found.body.data.contacts).toEqual([]);
  }
  const { text } = await read('contacts/export?format=json');
  const rows: Named[] = JSON.parse(text);
  const stored = SHOWN.map(([source, name]) =>
    ['phone', 'masked', 'members', 'none'].includes(source as string) ? null : name,
  );
  expect(rows.map(({ name }) => name)).toEqual(stored);
  expect(rows.some((row) => 'name_source' in row)).toBe(false);
});

it('a made name is no change when another grab finds the same', async () => {
  const { next_cursor } = (await read('contacts/changes')).body.data;
  await read('grab-all');
  const { changes } = (await read(`contacts/changes?since=${next_cursor}`)).body.data;
  expect(changes).toEqual([]);
});
