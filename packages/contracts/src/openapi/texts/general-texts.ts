import { API_ACCOUNT_ROUTES } from '../../api/routes/account-routes.ts';
import { API_AUDIT_ROUTES } from '../../api/routes/audit-routes.ts';
import { API_CONSOLE_ROUTES } from '../../api/routes/console-routes.ts';
import { API_CONTACT_ROUTES } from '../../api/routes/contact-routes.ts';
import { API_DOCUMENT_ROUTES } from '../../api/routes/document-routes.ts';
import { API_DURABLE_GRAB_ROUTES } from '../../api/routes/durable-grab-routes.ts';
import { API_EVENT_ROUTES } from '../../api/routes/event-routes.ts';
import { API_EXPORT_ROUTES } from '../../api/routes/export-routes.ts';
import { API_GRAB_ROUTES } from '../../api/routes/grab-routes.ts';
import { API_GROUP_ROUTES } from '../../api/routes/group-routes.ts';
import { API_HEALTH_ROUTES } from '../../api/routes/health-routes.ts';
import { API_KEY_ROUTES } from '../../api/routes/key-routes.ts';
import { API_LIFECYCLE_ROUTES } from '../../api/routes/lifecycle-routes.ts';
import { API_MEMBERSHIP_ROUTES } from '../../api/routes/membership-routes.ts';
import { API_OBSERVATION_ROUTES } from '../../api/routes/observation-routes.ts';
import { API_OWN_DATA_ROUTES } from '../../api/routes/own-data-routes.ts';
import { API_PAIRING_ROUTES } from '../../api/routes/pairing-routes.ts';
import { API_PRIVACY_ROUTES } from '../../api/routes/privacy-routes.ts';
import { API_SCHEDULE_ROUTES } from '../../api/routes/schedule-routes.ts';
import { API_SESSION_ROUTES } from '../../api/routes/session-routes.ts';
import { API_WEBHOOK_ROUTES } from '../../api/routes/webhook-routes.ts';
import { API_WORKSPACE_ROUTES } from '../../api/routes/workspace-routes.ts';
import type { RouteContract } from '../../route.ts';
import type { Text } from '../text.ts';
import { WEBHOOK_TAG } from './webhook-texts.ts';

export type Tag = {
  readonly name: string;
  readonly indonesian: string;
  readonly description: Text;
  readonly routes: Readonly<Record<string, RouteContract>>;
};

/** Chapters of the document, in order. Each catalogue of routes belongs to one. */
export const TAGS: readonly Tag[] = [
  {
    name: 'Sessions',
    indonesian: 'Session',
    description: [
      'A session is one linked WhatsApp account.',
      'Satu session adalah satu akun WhatsApp yang tertaut.',
    ],
    routes: { ...API_SESSION_ROUTES, ...API_LIFECYCLE_ROUTES },
  },
  {
    name: 'Pairing',
    indonesian: 'Pairing',
    description: [
      'Links an account: by a QR that the phone scans, or by a code that the user types.',
      'Menautkan akun: dengan QR yang dipindai ponsel, atau kode yang diketik pengguna.',
    ],
    routes: API_PAIRING_ROUTES,
  },
  {
    name: 'Grabs',
    indonesian: 'Grab',
    description: [
      'A grab reads from WhatsApp and stores what it has read. Grabs of `…/grabs` run in the background.',
      'Grab membaca dari WhatsApp dan menyimpan hasilnya. Grab dari `…/grabs` berjalan di latar belakang.',
    ],
    routes: { ...API_GRAB_ROUTES, ...API_DURABLE_GRAB_ROUTES },
  },
  {
    name: 'Schedules',
    indonesian: 'Jadwal',
    description: ['Grabs at set times.', 'Grab pada waktu yang ditentukan.'],
    routes: API_SCHEDULE_ROUTES,
  },
  {
    name: 'Contacts',
    indonesian: 'Kontak',
    description: [
      'The stored address book and its changes.',
      'Buku alamat tersimpan dan perubahannya.',
    ],
    routes: { ...API_CONTACT_ROUTES, ...API_OWN_DATA_ROUTES },
  },
  {
    name: 'Groups',
    indonesian: 'Grup',
    description: ['The stored groups and their members.', 'Grup tersimpan dan anggotanya.'],
    routes: { ...API_GROUP_ROUTES, ...API_MEMBERSHIP_ROUTES },
  },
  {
    ...WEBHOOK_TAG,
    routes: API_WEBHOOK_ROUTES,
  },
  {
    name: 'All accounts',
    indonesian: 'Semua akun',
    description: [
      'The address books of all sessions together: a person or group that several accounts know is one entry.',
      'Buku alamat semua session digabung: orang atau grup yang dikenal beberapa akun menjadi satu entri.',
    ],
    routes: API_ACCOUNT_ROUTES,
  },
  {
    name: 'Exports',
    indonesian: 'Ekspor',
    description: [
      'Files: CSV, Excel, vCard, JSON. `format` chooses one.',
      'Berkas: CSV, Excel, vCard, JSON. `format` memilih salah satu.',
    ],
    routes: API_EXPORT_ROUTES,
  },
  {
    name: 'Events',
    indonesian: 'Event',
    description: [
      'Server-sent events: status, QR codes, grabs and their progress as they happen.',
      'Server-sent events: status, kode QR, grab, dan kemajuannya saat terjadi.',
    ],
    routes: API_EVENT_ROUTES,
  },
  {
    name: 'Keys',
    indonesian: 'API key',
    description: [
      'API keys, workspaces, and what was done with each key.',
      'API key, workspace, dan apa yang dilakukan dengan setiap key.',
    ],
    routes: { ...API_KEY_ROUTES, ...API_WORKSPACE_ROUTES, ...API_AUDIT_ROUTES },
  },
  {
    name: 'Console',
    indonesian: 'Konsol',
    description: [
      'Signing in to the web console. A cookie then stands for the key.',
      'Masuk ke konsol web. Setelah itu cookie menggantikan key.',
    ],
    routes: API_CONSOLE_ROUTES,
  },
  {
    name: 'Privacy',
    indonesian: 'Privasi',
    description: [
      'The rights of a person whose data are stored.',
      'Hak seseorang yang datanya disimpan.',
    ],
    routes: API_PRIVACY_ROUTES,
  },
  {
    name: 'Service',
    indonesian: 'Layanan',
    description: [
      'Health, metrics and this document.',
      'Kesehatan layanan, metrik, dan dokumen ini.',
    ],
    routes: { ...API_HEALTH_ROUTES, ...API_OBSERVATION_ROUTES, ...API_DOCUMENT_ROUTES },
  },
];

export const TITLE: Text = ['WhatsApp contact grabber', 'WhatsApp contact grabber'];

export const INTRODUCTION: Text = [
  'Reads the groups, group members and contacts of your own WhatsApp accounts into your own Postgres.\n\n[Bahasa Indonesia](?lang=id)\n\nSuccess is `{ "success": true, "message"?, "data" }`. An error has `success: false`, a `code` for programs, and a `message` in Indonesian, or in English with `Accept-Language: en`. Bodies are JSON, at most 64 KiB; unknown fields and query parameters are refused, except those that frameworks and table widgets add: `warnings` names them. Times are ISO 8601 in UTC.',
  'Membaca grup, anggota grup, dan kontak dari akun WhatsApp Anda sendiri ke Postgres Anda sendiri.\n\n[English](?lang=en)\n\nJawaban berhasil berbentuk `{ "success": true, "message"?, "data" }`. Error memiliki `success: false`, `code` untuk program, dan `message` dalam bahasa Indonesia, atau Inggris dengan `Accept-Language: en`. Body berupa JSON, maksimal 64 KiB; field dan parameter query yang tidak dikenal ditolak, kecuali yang ditambahkan framework dan widget tabel: `warnings` menyebutkannya. Waktu memakai ISO 8601 dalam UTC.',
];

export const KEY_TEXT: Text = [
  'An API key, or `ADMIN_API_KEY`, which may do everything. No scope includes another: `read` lists, `grab` grabs, `manage` runs sessions and deletes contacts, `admin` manages the keys of its own workspace.',
  'API key, atau `ADMIN_API_KEY` yang boleh melakukan semuanya. Tidak ada scope yang mencakup scope lain: `read` mendaftar, `grab` melakukan grab, `manage` menjalankan session dan menghapus kontak, `admin` mengelola key di workspace-nya sendiri.',
];

/** Who may call a route. The English texts are those of docs/api.md. */
export const ACCESS_TEXT: Readonly<Partial<Record<RouteContract['access'], Text>>> = {
  open: ['No key.', 'Tanpa key.'],
  any: ['Any key.', 'Key apa pun.'],
  global: ['Only with `ADMIN_API_KEY`.', 'Hanya dengan `ADMIN_API_KEY`.'],
  metrics: [
    'Only with `ADMIN_API_KEY` or `METRICS_KEY`.',
    'Hanya dengan `ADMIN_API_KEY` atau `METRICS_KEY`.',
  ],
};

export const EVENTS_TEXT: Text = [
  'The answer does not end. Each event is `event: <type>` and `data: <JSON>`; the schema is that of the data.',
  'Jawaban tidak berakhir. Setiap event berupa `event: <type>` dan `data: <JSON>`; skemanya milik data itu.',
];

export const SUCCESS_TEXT: Readonly<Record<number, Text>> = {
  200: ['Success', 'Berhasil'],
  201: ['Created', 'Dibuat'],
  202: ['Accepted', 'Diterima'],
  503: ['Unavailable', 'Tidak tersedia'],
};

export const REQUEST_ID_TEXT: Text = [
  'The id of the request, as in the log.',
  'Id permintaan, seperti di log.',
];
export const RETRY_AFTER_TEXT: Text = [
  'After how many seconds to try again.',
  'Setelah berapa detik boleh dicoba lagi.',
];
export const LANGUAGE_TEXT: Text = [
  'The language of messages: `id` (default) or `en`.',
  'Bahasa pesan: `id` (bawaan) atau `en`.',
];
