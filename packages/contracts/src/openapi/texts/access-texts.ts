import type { Text } from '../text.ts';

/** Fields of keys, workspaces, the audit, privacy, errors and health, by name or by `Component.name`. */
export const ACCESS_TEXTS: Readonly<Record<string, Text>> = {
  success: ['whether the request succeeded', 'apakah permintaan berhasil'],
  data: ['the result', 'hasilnya'],
  openapi: ['the version of the standard', 'versi standarnya'],
  // Errors.
  'Error.message': [
    "the error for people, in the caller's language",
    'error untuk manusia, dalam bahasa pemanggil',
  ],
  'Error.error': [
    'in place of `message`, only with `SESSION_NOT_FOUND`',
    'pengganti `message`, hanya pada `SESSION_NOT_FOUND`',
  ],
  request_id: [
    'the id of the request, as in the header `X-Request-Id` and in the log',
    'id permintaan, seperti di header `X-Request-Id` dan di log',
  ],
  'Error.status': [
    "the session's status, if it is the reason",
    'status session, jika itu penyebabnya',
  ],
  details: [
    'what to correct; only with `VALIDATION_FAILED`',
    'apa yang harus diperbaiki; hanya pada `VALIDATION_FAILED`',
  ],
  path: ['where, for example `query.limit`', 'di mana, misalnya `query.limit`'],
  debug: [
    'causes and stacks; only with `APP_DEBUG=true`',
    'penyebab dan stack; hanya dengan `APP_DEBUG=true`',
  ],
  stack: ['the lines of the stack', 'baris-baris stack'],
  // Keys and workspaces.
  key_id: ['the id of the key', 'id key'],
  prefix: ['the beginning of the key, to recognise it', 'awal key, untuk mengenalinya'],
  scopes: [
    'what the key allows; no scope includes another',
    'apa yang diizinkan key; tidak ada scope yang mencakup scope lain',
  ],
  workspace: ['the name of its workspace', 'nama workspace-nya'],
  allowed_addresses: [
    'the IP addresses and blocks that the key works from; null: every address',
    'alamat IP dan blok tempat key berlaku; null: semua alamat',
  ],
  'ApiKey.session_ids': [
    'the sessions that the key is limited to, also deleted ones; null: all of the workspace',
    'session yang boleh diakses key, termasuk yang sudah dihapus; null: semua session di workspace',
  ],
  parent_key_id: [
    'the key that this one is revoked with; null: none',
    'key yang pencabutannya juga mencabut key ini; null: tidak ada',
  ],
  created_by: [
    '`admin` for `ADMIN_API_KEY`, `command` for the command line, `console` for a sign-in link, else a `key_id`; null: not known',
    '`admin` untuk `ADMIN_API_KEY`, `command` untuk baris perintah, `console` untuk tautan masuk, selain itu `key_id`; null: tidak diketahui',
  ],
  'ApiKey.expires_at': [
    'when it becomes invalid, in UTC; null: never',
    'kapan tidak berlaku lagi, dalam UTC; null: tidak pernah',
  ],
  last_used_at: [
    'when it was last used, exact to the minute; null: never',
    'kapan terakhir dipakai, teliti sampai menit; null: belum pernah',
  ],
  revoked_at: [
    'when it was revoked, in UTC; null: it was not',
    'kapan dicabut, dalam UTC; null: tidak dicabut',
  ],
  key: [
    'the key itself; only this answer shows it',
    'key itu sendiri; hanya jawaban ini yang menampilkannya',
  ],
  keys: ['the keys', 'daftar key'],
  replaced_key: ['the key that the new one replaces', 'key yang digantikan'],
  workspace_id: ['the id of the workspace', 'id workspace'],
  workspaces: ['the workspaces', 'daftar workspace'],
  // Console.
  'ConsoleSession.workspace': [
    'the workspace; null: every workspace, with `ADMIN_API_KEY`',
    'workspace-nya; null: semua workspace, dengan `ADMIN_API_KEY`',
  ],
  'ConsoleSession.workspace.name': ['the name of the workspace', 'nama workspace'],
  'ConsoleSession.key': [
    'the key of the caller; null: `ADMIN_API_KEY`, or a sign-in link',
    'key pemanggil; null: `ADMIN_API_KEY`, atau tautan masuk',
  ],
  'ConsoleSession.scopes': [
    'what the caller may do; `global`: also what belongs to no workspace',
    'apa yang boleh dilakukan pemanggil; `global`: juga yang bukan milik workspace mana pun',
  ],
  'ConsoleSession.session_ids': [
    'the sessions that the caller is limited to; null: all of the workspace',
    'session yang boleh dipakai pemanggil; null: semua session di workspace',
  ],
  'ConsoleSession.expires_at': [
    'when the caller must sign in again, in UTC; null: never, with a key in place of a cookie',
    'kapan pemanggil harus masuk lagi, dalam UTC; null: tidak pernah, dengan key dan bukan cookie',
  ],
  signed_out: ['how many browsers were signed out', 'jumlah browser yang dikeluarkan'],
  'createSignInLink.url': [
    'the link; its token is in the fragment, which no browser sends or logs',
    'tautannya; token ada di fragmen, yang tidak dikirim dan tidak dicatat browser',
  ],
  'createSignInLink.expires_at': [
    'until when it can be used, in UTC',
    'batas pemakaiannya, dalam UTC',
  ],
  // Audit.
  entries: ['the requests, newest first', 'daftar permintaan, terbaru lebih dulu'],
  audit_id: ['the number of the entry', 'nomor entri'],
  at: ['when the request began, in UTC', 'kapan permintaan dimulai, dalam UTC'],
  'AuditEntry.key_id': [
    'the key of the request; `admin` is `ADMIN_API_KEY`, `console` a browser that signed in with a link',
    'key permintaan; `admin` adalah `ADMIN_API_KEY`, `console` browser yang masuk dengan tautan',
  ],
  address: [
    'the IP address of the client; null: not known',
    'alamat IP klien; null: tidak diketahui',
  ],
  method: ['the method', 'method'],
  route: ['the template of the path', 'templat path'],
  'AuditEntry.session_id': ['the session; null: none', 'session; null: tidak ada'],
  outcome: [
    '`done` 2xx, `refused` 4xx, `failed` 5xx, `aborted`: the answer was not sent whole',
    '`done` 2xx, `refused` 4xx, `failed` 5xx, `aborted`: jawaban tidak terkirim utuh',
  ],
  'AuditEntry.status': ['the status of the answer', 'status jawaban'],
  'AuditEntry.code': ['the code of the error; null: none', 'kode error; null: tidak ada'],
  row_count: [
    'how many contacts, groups or members were handed over or deleted; null: not counted',
    'berapa kontak, grup, atau anggota yang diserahkan atau dihapus; null: tidak dihitung',
  ],
  bytes: ['bytes sent on the connection, headers included', 'byte yang dikirim, termasuk header'],
  duration_ms: ['how many milliseconds the request took', 'lama permintaan dalam milidetik'],
  // Privacy.
  erased_at: ['when the person was erased, in UTC', 'kapan orang itu dihapus, dalam UTC'],
  deleted: ['rows that were deleted or blanked', 'baris yang dihapus atau dikosongkan'],
  'ErasedCounts.contacts': ['contacts', 'kontak'],
  contact_aliases: ['older LIDs', 'LID lama'],
  group_participants: ['memberships', 'keanggotaan'],
  group_owners: [
    'groups that named the person as their creator',
    'grup yang mencantumkan orang ini sebagai pembuatnya',
  ],
  grab_errors: [
    'grabs that named the person among the items that failed',
    'grab yang mencantumkan orang ini di antara item yang gagal',
  ],
  is_own_account: [
    'the person is the linked account itself: its number goes with the session',
    'orang ini adalah akun yang tertaut: nomornya hilang bersama session',
  ],
  remaining: [
    'what a search after the deletion found; more than 0: a grab stored the person again meanwhile',
    'yang ditemukan setelah penghapusan; lebih dari 0: sementara itu ada grab yang menyimpannya lagi',
  ],
  exclusion: [
    'keeps grabs from storing the person again; null: not wanted',
    'mencegah grab menyimpan orang ini lagi; null: tidak diminta',
  ],
  exclusion_id: ['the id of the exclusion', 'id pengecualian'],
  address_count: [
    'how many addresses of the person it holds',
    'berapa alamat orang itu di dalamnya',
  ],
  addresses: [
    'every known address of the person, older LIDs among them',
    'semua alamat orang ini yang diketahui, termasuk LID lama',
  ],
  older_lids: ['LIDs that the person had before', 'LID yang dulu dipakai orang ini'],
  memberships: [
    'the groups that the person is or was in',
    'grup yang diikuti atau pernah diikuti orang ini',
  ],
  'PersonExport.status': [
    '`active`, or `inactive`: the person is no longer in the group',
    '`active`, atau `inactive`: orang ini tidak lagi di grup',
  ],
  'PersonExport.reason': [
    'why it ended or failed; null: not known',
    'mengapa berakhir atau gagal; null: tidak diketahui',
  ],
  created_groups: ['the groups that the person created', 'grup yang dibuat orang ini'],
  failed_items: [
    'grabs that could not read or store the person',
    'grab yang tidak bisa membaca atau menyimpan orang ini',
  ],
  exclusions: ['the exclusions', 'daftar pengecualian'],
  // Health.
  'Health.status': [
    '`degraded`: the address book can be read, but a part of the service does not work; `unavailable`: it cannot be read, or the process must be restarted',
    '`degraded`: buku alamat bisa dibaca, tetapi sebagian layanan tidak berfungsi; `unavailable`: tidak bisa dibaca, atau proses harus dijalankan ulang',
  ],
  checks: [
    'for each part `ok` or what is wrong with it; only with a valid key',
    'untuk setiap bagian `ok` atau apa masalahnya; hanya dengan key yang valid',
  ],
};
