import type { Text } from '../text.ts';
import { ACCOUNT_PARAMETERS } from './account-texts.ts';
import { EXPORT_PARAMETERS } from './export-texts.ts';
import { LIST_PARAMETERS } from './list-texts.ts';
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
  ...LIST_PARAMETERS,
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
  restore_older: [
    '`true`: fetches the last stored copy of the profile that is not damaged, though the engine that has a newer one is away, or the newer one is damaged. What WhatsApp has sent since comes again or is lost; if the phone refuses the copy, scan again',
    '`true`: mengambil salinan profil terakhir yang tersimpan dan tidak rusak, meskipun engine yang memiliki profil lebih baru sedang tidak menjawab, atau profil itu rusak. Yang dikirim WhatsApp sejak itu datang lagi atau hilang; jika ponsel menolak salinan itu, pindai lagi',
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
