import type { Text } from '../text.ts';
import { ACCOUNT_PARAMETERS } from './account-texts.ts';
import { EXPORT_PARAMETERS } from './export-texts.ts';
import { OWN_DATA_PARAMETERS } from './own-data-texts.ts';
import { SCHEDULE_PARAMETERS } from './schedule-texts.ts';
import { WEBHOOK_PARAMETERS } from './webhook-texts.ts';

/**
 * Parameters in paths, queries and bodies, by name, or by `route.name` where a route differs. The English
 * texts are those of docs/api.md, word by word.
 */
export const PARAMETER_TEXTS: Readonly<Record<string, Text>> = {
  ...SCHEDULE_PARAMETERS,
  ...ACCOUNT_PARAMETERS,
  ...EXPORT_PARAMETERS,
  ...OWN_DATA_PARAMETERS,
  ...WEBHOOK_PARAMETERS,
  id: ['the `session_id` of the session', '`session_id` milik session'],
  contactId: [
    'the address of a contact or group in any spelling, percent-encoded; for a deletion also the `id` of its row',
    'alamat kontak atau grup dalam ejaan apa pun, dengan percent-encoding; untuk penghapusan juga `id` barisnya',
  ],
  groupId: [
    'the `contact_id` of a group, percent-encoded',
    '`contact_id` milik grup, dengan percent-encoding',
  ],
  grabId: ['the `grab_id` of a grab', '`grab_id` milik grab'],
  keyId: ['`key_id` of the list', '`key_id` dari daftar'],
  'rotateKey.keyId': [
    '`key_id` of the list; a revoked or expired key is not found',
    '`key_id` dari daftar; key yang sudah dicabut atau kedaluwarsa tidak ditemukan',
  ],
  workspaceId: ['the `workspace_id` of a workspace', '`workspace_id` milik workspace'],
  exclusionId: ['the `exclusion_id` of an exclusion', '`exclusion_id` milik pengecualian'],
  lang: [
    'the language of the descriptions: `en` (default) or `id`',
    'bahasa deskripsi: `en` (bawaan) atau `id`',
  ],
  name: [
    '1 to 200 characters, at least one of them printable',
    '1 sampai 200 karakter, minimal satu yang tampak',
  ],
  'signIn.key': ['an API key, or `ADMIN_API_KEY`', 'API key, atau `ADMIN_API_KEY`'],
  'signIn.token': ['the token of a sign-in link', 'token dari tautan masuk'],
  'createKey.name': ['1 to 200 characters', '1 sampai 200 karakter'],
  'createWorkspace.name': [
    '1 to 63 letters, digits, `.`, `_`, `-`; the first is a letter or digit',
    '1 sampai 63 huruf, angka, `.`, `_`, `-`; yang pertama huruf atau angka',
  ],
  external_id: [
    'your own id of it; null: none',
    'id milik Anda sendiri untuk session ini; null: tidak ada',
  ],
  'createSession.external_id': [
    'your own id of it, see below; default: none',
    'id milik Anda sendiri untuk session ini; bawaan: tidak ada',
  ],
  include: [
    '`counts` leaves the arrays `groups` and `contacts` out',
    '`counts` meniadakan array `groups` dan `contacts`',
  ],
  start: [
    '`true` starts the browser at once, so that a QR appears; default false',
    '`true` langsung menjalankan browser sehingga QR muncul; bawaan false',
  ],
  workspace: [
    "default: the caller's own, for the admin key `default`",
    'bawaan: workspace pemanggil sendiri, untuk admin key `default`',
  ],
  'createSession.workspace': [
    "the session's workspace; default: the key's own, for the admin key `default`",
    'workspace session; bawaan: workspace milik key, untuk admin key `default`',
  ],
  include_without_whatsapp: [
    '`true`: grabs also store people without WhatsApp',
    '`true`: grab juga menyimpan orang tanpa WhatsApp',
  ],
  'createSession.include_without_whatsapp': [
    '`true`: grabs also store people without WhatsApp; default false',
    '`true`: grab juga menyimpan orang tanpa WhatsApp; bawaan false',
  ],
  include_locked: [
    '`true`: grabs also store which chats are locked',
    '`true`: grab juga menyimpan chat mana yang dikunci',
  ],
  'createSession.include_locked': [
    '`true`: grabs also store which chats are locked; default false',
    '`true`: grab juga menyimpan chat mana yang dikunci; bawaan false',
  ],
  keep: [
    '`asleep`: the browser runs only for grabs',
    '`asleep`: browser hanya berjalan untuk grab',
  ],
  'createSession.keep': [
    '`asleep`: the browser runs only for grabs; default `awake`',
    '`asleep`: browser hanya berjalan untuk grab; bawaan `awake`',
  ],
  minutes: [
    'how long it stays awake at least, from 1 to 1440',
    'berapa lama setidaknya tetap bangun, dari 1 sampai 1440',
  ],
  proxy: ['the proxy of its connections; null: none', 'proxy untuk koneksinya; null: tanpa proxy'],
  'createSession.proxy': [
    'the proxy of its connections; default: none',
    'proxy untuk koneksinya; bawaan: tanpa proxy',
  ],
  force: [
    '`true` deletes the session even if WhatsApp does not confirm that the device is unlinked; default `false`',
    '`true` menghapus session walaupun WhatsApp tidak memastikan perangkat sudah dilepas; bawaan `false`',
  ],
  phone_number: [
    'with the country code, as people write it: see numbers',
    'dengan kode negara, seperti orang menulisnya: lihat numbers',
  ],
  refresh: [
    '`true` asks WhatsApp for all groups and their members: see refresh',
    '`true` meminta semua grup dan anggotanya dari WhatsApp: lihat refresh',
  ],
  'createGrab.refresh': [
    '`true` asks WhatsApp for all groups and their members: see refresh; default `false`',
    '`true` meminta semua grup dan anggotanya dari WhatsApp: lihat refresh; bawaan `false`',
  ],
  confirm_removals: [
    '`true` makes all that is missing inactive at once: see removals',
    '`true` langsung menonaktifkan semua yang tidak ditemukan: lihat removals',
  ],
  'createGrab.confirm_removals': [
    '`true` makes all that is missing inactive at once: see removals; default `false`',
    '`true` langsung menonaktifkan semua yang tidak ditemukan: lihat removals; bawaan `false`',
  ],
  kind: ['`groups`, `contacts` or `all`', '`groups`, `contacts`, atau `all`'],
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
  format: ['see above; default `csv`', 'lihat jenis media jawaban; bawaan `csv`'],
  'getSessionQr.format': [
    '`json`, `png` or `svg`; default: by `Accept`, else JSON',
    '`json`, `png`, atau `svg`; bawaan: menurut `Accept`, kalau tidak JSON',
  ],
  'exportMemberships.format': [
    '`csv` (default), `xlsx`, `ndjson` or `json`',
    '`csv` (bawaan), `xlsx`, `ndjson`, atau `json`',
  ],
  bom: [
    '`true` begins with a byte order mark; only for `csv` and `google-csv`',
    '`true` mengawali berkas dengan byte order mark; hanya untuk `csv` dan `google-csv`',
  ],
  'exportContacts.bom': [
    '`true` begins with a byte order mark, for Excel; only for `csv` and `google-csv`',
    '`true` mengawali berkas dengan byte order mark, untuk Excel; hanya untuk `csv` dan `google-csv`',
  ],
  'exportMemberships.bom': [
    '`true` begins with a byte order mark; only for `csv`',
    '`true` mengawali berkas dengan byte order mark; hanya untuk `csv`',
  ],
  person: [
    'a number with its country code, a LID (`…@lid`) or a username (`@name`)',
    'nomor dengan kode negara, LID (`…@lid`), atau username (`@nama`)',
  ],
  exclude: [
    'default `true`; `false`: the next grab may store the person again',
    'bawaan `true`; `false`: grab berikutnya boleh menyimpan orang ini lagi',
  ],
  scopes: [
    "one or more of `read`, `grab`, `manage`, `admin`, which the caller's key has",
    'satu atau lebih dari `read`, `grab`, `manage`, `admin` yang dimiliki key pemanggil',
  ],
  expires_at: [
    "a time in the future; default: that of the caller's key, which may be never",
    'waktu di masa depan; bawaan: seperti key pemanggil, yang mungkin tanpa batas',
  ],
  allowed_addresses: [
    "up to 50 IP addresses and blocks like `10.0.0.0/8`; default: those of the caller's key, or all",
    'maksimal 50 alamat IP dan blok seperti `10.0.0.0/8`; bawaan: milik key pemanggil, atau semua',
  ],
  sessions: [
    "up to 100 `session_id`s or `external_id`s; default: those of the caller's key, or all",
    'maksimal 100 `session_id` atau `external_id`; bawaan: milik key pemanggil, atau semua',
  ],
  overlap_seconds: [
    'how long the old key stays valid, up to 30 days; default: 86,400, which is a day',
    'berapa detik key lama tetap berlaku, maksimal 30 hari; bawaan: 86.400, yaitu sehari',
  ],
};
