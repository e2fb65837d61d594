import type { Text } from '../text.ts';

/** What a caller asks for of a list: pages, filters, orders and places in changes. */
export const LIST_PARAMETERS: Readonly<Record<string, Text>> = {
  limit: ['1 to 1,000; default 100', '1 sampai 1.000; bawaan 100'],
  'listGrabs.limit': [
    'grabs on a page, 1 to 1,000; 100 by default',
    'jumlah grab per halaman, 1 sampai 1.000; bawaan 100',
  ],
  'listContacts.limit': [
    '1 to 1,000: the size of a page; default: all rows',
    '1 sampai 1.000: ukuran halaman; bawaan: semua baris',
  ],
  cursor: ['`next_cursor` of the page before', '`next_cursor` dari halaman sebelumnya'],
  'listAllGrabs.state': [
    '`queued`, `running`, `complete`, `partial`, `failed` or `cancelled`; default: all',
    '`queued`, `running`, `complete`, `partial`, `failed`, atau `cancelled`; bawaan: semua',
  ],
  'listAllGrabs.kind': [
    '`groups`, `contacts` or `all`; default: every kind',
    '`groups`, `contacts`, atau `all`; bawaan: semua jenis',
  ],
  'listAllGrabs.session': [
    'the `session_id` or `external_id` of one session; default: all',
    '`session_id` atau `external_id` satu session; bawaan: semua',
  ],
  'listAllGrabs.workspace': [
    'only sessions of this workspace; default: all that the key may see',
    'hanya session di workspace ini; bawaan: semua yang boleh dilihat key',
  ],
  'listAllGrabs.limit': [
    'grabs on a page, 1 to 1,000; 100 by default',
    'jumlah grab per halaman, 1 sampai 1.000; bawaan 100',
  ],
  'listAllGrabs.cursor': [
    '`next_cursor` of the page before; keep the other parameters the same',
    '`next_cursor` dari halaman sebelumnya; parameter lain harus tetap sama',
  ],
  'listGrabs.cursor': [
    '`next_cursor` of the page before; `null` means that it was the last page',
    '`next_cursor` dari halaman sebelumnya; `null` berarti itu halaman terakhir',
  ],
  'listContacts.cursor': [
    '`next_cursor` of the page before; keep the other parameters the same; only with `limit`',
    '`next_cursor` dari halaman sebelumnya; parameter lain harus tetap sama; hanya dengan `limit`',
  ],
  'listGroups.cursor': [
    '`next_cursor` of the page before; keep the other parameters the same',
    '`next_cursor` dari halaman sebelumnya; parameter lain harus tetap sama',
  ],
  'listParticipants.cursor': [
    '`next_cursor` of the page before of the same group',
    '`next_cursor` dari halaman sebelumnya milik grup yang sama',
  ],
  'listPastParticipants.cursor': [
    '`next_cursor` of the page before of the same group',
    '`next_cursor` dari halaman sebelumnya milik grup yang sama',
  ],
  'listAudit.cursor': [
    '`next_cursor` of the page before; the other parameters must be the same',
    '`next_cursor` dari halaman sebelumnya; parameter lain harus tetap sama',
  ],
  type: [
    '`individual`, `group` or `all`; default: `all`',
    '`individual`, `group`, atau `all`; bawaan: `all`',
  ],
  status: ['`active` or `inactive`; default: both', '`active` atau `inactive`; bawaan: keduanya'],
  search: [
    'part of a name, a number, `@username` or own data, or an address with its `@…`',
    'bagian dari nama, nomor, `@username`, atau data sendiri, atau alamat dengan `@…`-nya',
  ],
  'listContacts.search': [
    'part of a name, a number, `@username` or own data; case, accents and the order of words do not matter; or an address with its `@…`',
    'bagian dari nama, nomor, `@username`, atau data sendiri; huruf besar-kecil, aksen, dan urutan kata tidak berpengaruh; atau alamat dengan `@…`-nya',
  ],
  'listGroups.search': [
    'part of the name or of own data; case and accents do not matter',
    'bagian dari nama atau data sendiri; huruf besar-kecil dan aksen tidak berpengaruh',
  ],
  saved: ['`true` or `false`', '`true` atau `false`'],
  business: ['`true` or `false`', '`true` atau `false`'],
  blocked: ['`true` or `false`', '`true` atau `false`'],
  on_whatsapp: [
    '`false`: only people without WhatsApp; default `true`',
    '`false`: hanya orang tanpa WhatsApp; bawaan `true`',
  ],
  has_phone: [
    '`true`: persons with a known number; `false`: persons without',
    '`true`: orang yang nomornya diketahui; `false`: orang yang nomornya tidak diketahui',
  ],
  has_username: [
    '`true`: persons with a username; `false`: persons without',
    '`true`: orang yang punya username; `false`: orang tanpa username',
  ],
  changed_since: [
    'an ISO time: rows that a grab added, changed or removed since then',
    'waktu ISO: baris yang ditambah, diubah, atau dihapus grab sejak saat itu',
  ],
  ids: [
    'the `id` of up to 500 rows, with commas between them: these rows alone, also people without WhatsApp',
    '`id` hingga 500 baris, dipisahkan koma: hanya baris itu, termasuk orang tanpa WhatsApp',
  ],
  in_group: [
    'the `contact_id` of a group: its current members that are contacts',
    '`contact_id` milik grup: anggotanya saat ini yang merupakan kontak',
  ],
  label: [
    'the whole name of a label or list, as `labels` has it',
    'nama lengkap label atau daftar, seperti di `labels`',
  ],
  'listContacts.label': [
    'the whole name of a label or list, as `labels` has it: persons and groups that are in it',
    'nama lengkap label atau daftar, seperti di `labels`: orang dan grup di dalamnya',
  ],
  sort: [
    '`stored` (default, groups first), `name`, `changed` (latest first); `-name` and the like: reversed',
    '`stored` (bawaan, grup lebih dulu), `name`, `changed` (terbaru lebih dulu); `-name` dan sejenisnya: dibalik',
  ],
  'listContacts.sort': [
    '`stored` (default, groups first), `name`, `changed` (latest first); `-name` and the like: reversed; all but `stored` only with `limit`',
    '`stored` (bawaan, grup lebih dulu), `name`, `changed` (terbaru lebih dulu); `-name` dan sejenisnya: dibalik; selain `stored` hanya dengan `limit`',
  ],
  total: [
    '`true` also counts all rows that match the filters; only with `limit`',
    '`true` juga menghitung semua baris yang cocok dengan filter; hanya dengan `limit`',
  ],
  since: [
    '`next_cursor` of the answer before; default: begin with all stored rows',
    '`next_cursor` dari jawaban sebelumnya; bawaan: mulai dengan semua baris tersimpan',
  ],
  since_time: [
    'without `since`: begin with what has changed after this time',
    'tanpa `since`: mulai dari yang berubah setelah waktu ini',
  ],
  row_id: [
    'the `id` of a contact or group: only its changes, each one that is known',
    '`id` kontak atau grup: hanya perubahannya, masing-masing yang diketahui',
  ],
  'listAudit.since': [
    'that began at this time or later',
    'yang dimulai pada waktu ini atau sesudahnya',
  ],
  'listAudit.until': ['that began before this time', 'yang dimulai sebelum waktu ini'],
  'listAudit.key_id': [
    'of one key; `admin` is `ADMIN_API_KEY`, `console` sign-in links',
    'milik satu key; `admin` adalah `ADMIN_API_KEY`, `console` tautan masuk',
  ],
  'listAudit.session_id': [
    'of one session, also of a deleted one',
    'milik satu session, termasuk yang sudah dihapus',
  ],
  'listAudit.route': [
    'of one route, as its heading here: `/api/sessions/:id/contacts/export`',
    'milik satu route, seperti judulnya di docs/api.md: `/api/sessions/:id/contacts/export`',
  ],
  'listAudit.outcome': [
    '`done`, `refused` (4xx), `failed` (5xx), `aborted` (the answer is not whole)',
    '`done`, `refused` (4xx), `failed` (5xx), `aborted` (jawaban tidak utuh)',
  ],
};
