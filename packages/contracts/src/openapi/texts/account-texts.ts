import type { Text } from '../text.ts';

const SORT: Text = [
  '`address` (default: by number or LID, as text) or `name`; `-address` and `-name`: reversed',
  '`address` (bawaan: menurut nomor atau LID, sebagai teks) atau `name`; `-address` dan `-name`: dibalik',
];
const AS_IN_LIST: Text = ['as in the list', 'seperti pada daftar'];

const OF_LIST: Text = ['as in the list of contacts', 'seperti pada daftar kontak'];

/** Parameters of the lists over all sessions, by name, or by `route.name` where a route differs. */
export const ACCOUNT_PARAMETERS: Readonly<Record<string, Text>> = {
  'listAllContacts.sort': SORT,
  'exportAllContacts.sort': SORT,
  'exportAllContacts.tag': AS_IN_LIST,
  'exportAllContacts.has_note': AS_IN_LIST,
  'exportAllContacts.field': AS_IN_LIST,
  'exportAllContacts.has_username': AS_IN_LIST,
  'exportAllContacts.changed_since': AS_IN_LIST,
  'exportAllContacts.ids': AS_IN_LIST,
  'exportAllContacts.in_group': AS_IN_LIST,
  'listAllContacts.total': [
    '`true` also counts all persons that match the filters',
    '`true` juga menghitung semua orang yang cocok dengan filter',
  ],
  'listAllContacts.cursor': [
    '`next_cursor` of the page before; keep the other parameters the same',
    '`next_cursor` dari halaman sebelumnya; parameter lain harus tetap sama',
  ],
  'listAnchors.sort': OF_LIST,
  'listAllAnchors.sort': OF_LIST,
  'listAllGroups.search': [
    'part of the name; case and accents do not matter',
    'bagian dari nama; huruf besar-kecil dan aksen tidak berpengaruh',
  ],
  'listAllGroups.tag': ['a whole tag', 'satu tag utuh'],
  'listAllGroups.has_note': ['`true` or `false`', '`true` atau `false`'],
  'listAllGroups.field': ['`name:value` of a custom field', '`name:value` dari field khusus'],
  'listAllGroups.cursor': [
    '`next_cursor` of the page before; keep the other parameters the same',
    '`next_cursor` dari halaman sebelumnya; parameter lain harus tetap sama',
  ],
};

/** Fields of answers over all sessions. */
export const ACCOUNT_TEXTS: Readonly<Record<string, Text>> = {
  accounts: [
    'what each account says, in the order of the sessions',
    'keterangan dari setiap akun, sesuai urutan session',
  ],
  'PersonAccount.name': [
    'the name as the account has it; null: none',
    'nama menurut akun ini; null: tidak ada',
  ],
  'GroupAccount.name': [
    'the name as the account has it; null: none',
    'nama menurut akun ini; null: tidak ada',
  ],
  session: ['the name of the session', 'nama session'],
  anchors: [
    'where pages can begin, in the order of the list; empty: the list is short',
    'tempat halaman dapat dimulai, sesuai urutan daftar; kosong: daftarnya pendek',
  ],
  row: [
    'how many rows of the list are before that page',
    'berapa baris daftar yang ada sebelum halaman itu',
  ],
  cursor: [
    '`cursor` of the list: its page begins there',
    '`cursor` untuk daftar: halamannya mulai dari sana',
  ],
  removed_sessions: [
    'sessions of the cursor that are gone: delete all that you have of them',
    'session di cursor yang sudah tidak ada: hapus semua datanya di sistem Anda',
  ],
  'listAllChanges.next_cursor': [
    'the `since` of the next request, also when nothing has changed',
    '`since` untuk permintaan berikutnya, juga jika tidak ada yang berubah',
  ],
  'listAllChanges.has_more': [
    'false: you are up to date in all sessions',
    'false: Anda sudah memiliki yang terbaru dari semua session',
  ],
};
