import { type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { expect, it } from 'vitest';
import { StoredGroup, StoredIndividual } from '../src/api/contact.ts';
import { Success } from '../src/api/envelope.ts';
import { GrabAllResult, GrabContactsResult, GrabGroupsResult } from '../src/api/grab.ts';
import { SessionStatusReport } from '../src/api/session.ts';

// The bodies of the specification, with `uuid-session` replaced by a UUID.
const session_id = '01234567-0123-4123-8123-0123456789ab';
const grabbed_at = '2024-01-15T10:30:00.000000Z';
const counters = {
  session_id,
  session_name: 'Nama Session',
  saved_count: 3,
  updated_count: 2,
  grabbed_at,
};

const EXAMPLES: [string, TSchema, Record<string, unknown>][] = [
  [
    'an individual contact',
    StoredIndividual,
    {
      id: 1,
      session_id,
      contact_id: '6281234567890@s.whatsapp.net',
      name: 'Nama Kontak',
      phone_number: '6281234567890',
      type: 'individual',
      group_id: null,
      is_admin: false,
      profile_picture: 'https://example.com/photo.jpg',
      status: 'active',
      grabbed_at,
    },
  ],
  [
    'a group',
    StoredGroup,
    {
      id: 2,
      session_id,
      contact_id: '123456789@g.us',
      name: 'Nama Grup',
      phone_number: null,
      type: 'group',
      group_id: null,
      group_name: 'Nama Grup',
      group_description: 'Deskripsi grup',
      group_participants_count: 25,
      is_admin: true,
      profile_picture: 'https://example.com/group-photo.jpg',
      status: 'active',
      grabbed_at,
    },
  ],
  ['grab-groups', GrabGroupsResult, { ...counters, total_groups: 5, groups: [] }],
  ['grab-contacts', GrabContactsResult, { ...counters, total_contacts: 150, contacts: [] }],
  [
    'grab-all',
    GrabAllResult,
    { ...counters, total_groups: 5, total_contacts: 150, groups: [], contacts: [] },
  ],
  [
    'the status',
    SessionStatusReport,
    { session_id, status: 'connected', phone_number: '6281234567890' },
  ],
];

it.each(EXAMPLES)(
  'the contract has every field of %s as specified, with its type',
  (_, schema, example) => {
    const properties = (schema as unknown as { properties: Record<string, TSchema> }).properties;
    for (const [field, value] of Object.entries(example)) {
      expect(properties, field).toHaveProperty(field);
      expect(Compile(properties[field]!).Check(value), field).toBe(true);
    }
  },
);

it('wraps data as the specification shows', () => {
  const envelope = Compile(Success(Type.Object({ status: Type.String() })));
  expect(envelope.Check({ success: true, data: { status: 'connected' } })).toBe(true);
  expect(envelope.Check({ success: false, data: { status: 'connected' } })).toBe(false);
});
