/** The bodies of the specification, by the call that answers them. */
const session = { session_id: 'uuid-session', session_name: 'Nama Session' };
const grabbed_at = '2024-01-15T10:30:00.000000Z';

export const SPECIFIED_INDIVIDUAL = {
  id: 1,
  session_id: 'uuid-session',
  contact_id: '6281234567890@s.whatsapp.net',
  name: 'Nama Kontak',
  phone_number: '6281234567890',
  type: 'individual',
  group_id: null,
  is_admin: false,
  profile_picture: 'https://example.com/photo.jpg',
  status: 'active',
  grabbed_at,
};

export const SPECIFIED_GROUP = {
  id: 2,
  session_id: 'uuid-session',
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
};

export const SPECIFIED_STATUS = {
  success: true,
  data: { session_id: 'uuid-session', status: 'connected', phone_number: '6281234567890' },
};

export const SPECIFIED_GRAB_GROUPS = {
  success: true,
  message: 'Kontak grup berhasil diambil dan disimpan',
  data: {
    ...session,
    total_groups: 5,
    groups: [SPECIFIED_GROUP],
    saved_count: 3,
    updated_count: 2,
    grabbed_at,
  },
};

export const SPECIFIED_GRAB_CONTACTS = {
  success: true,
  message: 'Kontak individual berhasil diambil dan disimpan',
  data: {
    ...session,
    total_contacts: 150,
    contacts: [SPECIFIED_INDIVIDUAL],
    saved_count: 120,
    updated_count: 30,
    grabbed_at,
  },
};

export const SPECIFIED_GRAB_ALL = {
  success: true,
  message: 'Semua kontak berhasil diambil dan disimpan',
  data: {
    ...session,
    total_groups: 5,
    total_contacts: 150,
    groups: [SPECIFIED_GROUP],
    contacts: [SPECIFIED_INDIVIDUAL],
    saved_count: 123,
    updated_count: 32,
    grabbed_at,
  },
};
