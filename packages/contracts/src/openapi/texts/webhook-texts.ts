import type { WebhookEventType } from '../../api/webhook.ts';
import type { Text } from '../text.ts';

export const WEBHOOK_TAG = {
  name: 'Webhooks',
  indonesian: 'Webhook',
  description: [
    'What the API sends to your own server.',
    'Apa yang dikirim API ke server Anda sendiri.',
  ] satisfies Text,
};

const URL_TEXT: Text = [
  'http or https, without a user, a password and a `#`; not a private address',
  'http atau https, tanpa user, password, dan `#`; bukan alamat privat',
];
const DESCRIPTION: Text = ['up to 200 characters, or null', 'hingga 200 karakter, atau null'];
const MAX_BATCH: Text = [
  'how many events one request may hold, 1 to 100; default 1',
  'berapa event yang boleh ada dalam satu permintaan, 1 sampai 100; bawaan 1',
];

/** Parameters of webhooks, by name, or by `route.name` where a route differs. */
export const WEBHOOK_PARAMETERS: Readonly<Record<string, Text>> = {
  webhookId: ['the `webhook_id` of a webhook', '`webhook_id` milik webhook'],
  deliveryId: ['the `delivery_id` of a delivery', '`delivery_id` milik pengiriman'],
  url: URL_TEXT,
  description: DESCRIPTION,
  session_ids: [
    'the sessions it is about, up to 100; null: every session of the workspace',
    'session yang dicakup, hingga 100; null: semua session di workspace',
  ],
  event_types: [
    'the types it is about; null: every type',
    'jenis event yang dicakup; null: semua jenis',
  ],
  max_batch: MAX_BATCH,
  'createWebhook.enabled': ['default true', 'bawaan true'],
  'updateWebhook.enabled': ['default true', 'bawaan true'],
  'rotateWebhookSecret.overlap_seconds': [
    'how long both sign, 0 to 2,592,000 (30 days); default a day',
    'berapa lama keduanya menandatangani, 0 sampai 2.592.000 (30 hari); bawaan sehari',
  ],
  after: [
    'the id of an event, as `evt_90210`: what came after it; `evt_0`: everything',
    'id sebuah event, seperti `evt_90210`: yang datang sesudahnya; `evt_0`: semuanya',
  ],
  'replayWebhook.since': [
    'in place of `after`: the id of an event, or a time as `2026-01-15T10:30:00Z`; it and what came later',
    'sebagai ganti `after`: id sebuah event, atau waktu seperti `2026-01-15T10:30:00Z`; itu dan yang sesudahnya',
  ],
};

/** Fields of webhooks and of what they send, by name, or by `owner.name` where one differs. */
export const WEBHOOK_TEXTS: Readonly<Record<string, Text>> = {
  webhook_id: ['the id of the webhook', 'id webhook'],
  url: ['where the requests go', 'tujuan permintaan'],
  description: ['what the user wrote; null: nothing', 'yang ditulis pengguna; null: tidak ada'],
  session_ids: [
    'the sessions it is about; null: every session of the workspace',
    'session yang dicakup; null: semua session di workspace',
  ],
  event_types: ['the types it is about; null: every type', 'jenis yang dicakup; null: semua jenis'],
  max_batch: MAX_BATCH,
  dead_reason: [
    '`FAILING`: no request succeeded for three days; `GONE`: it answered 410; null: it is not dead',
    '`FAILING`: tidak ada permintaan yang berhasil selama tiga hari; `GONE`: menjawab 410; null: tidak mati',
  ],
  dead_at: ['since when it is dead; null: it is not', 'sejak kapan mati; null: tidak mati'],
  previous_secret_until: [
    'until when the secret before also signs; null: it does not',
    'sampai kapan secret sebelumnya ikut menandatangani; null: tidak ikut',
  ],
  secret: ['the secret of the signatures', 'secret untuk tanda tangan'],
  webhooks: ['the webhooks', 'webhook-webhook'],
  after: ['the event after which sending begins again', 'event yang sesudahnya dikirim ulang'],
  delivery_id: ['the id of the delivery', 'id pengiriman'],
  first_event_id: [
    'the first event of the request; null: a test',
    'event pertama; null: pengujian',
  ],
  last_event_id: ['the last event of the request; null: a test', 'event terakhir; null: pengujian'],
  event_count: ['how many events the request had', 'jumlah event dalam permintaan'],
  attempt: ['1 is the first try', '1 adalah percobaan pertama'],
  delivered: ['the receiver took it', 'penerima menerimanya'],
  response_excerpt: [
    "the beginning of the answer's text; null: there was none",
    'awal teks jawaban; null: tidak ada',
  ],
  duration_ms: ['how long it took, in milliseconds', 'lamanya dalam milidetik'],
  at: ['when it was sent, in UTC', 'kapan dikirim, dalam UTC'],
  timestamp: ['when it happened, in UTC', 'kapan terjadi, dalam UTC'],
  merged_into: ['the row that stays', 'baris yang tetap ada'],
  change_id: [
    "the number of the membership's change, as webhooks name it; it rises",
    'nomor perubahan keanggotaan, seperti di webhook; makin besar',
  ],
  reasons: [
    'the codes of the reasons why not everything was read',
    'kode alasan mengapa tidak semuanya terbaca',
  ],
  action_required: [
    'the session does nothing more by itself: its status says what a person must do',
    'session tidak melanjutkan sendiri: statusnya menyebut apa yang harus dilakukan',
  ],
  error_code: ['the code of the error; null: none', 'kode error; null: tidak ada'],
  previous_status: ['the status before', 'status sebelumnya'],
  deliveries: ['the deliveries, newest first', 'pengiriman, terbaru lebih dulu'],
};

/** What each type of event says. */
export const WEBHOOK_SUMMARIES = {
  'contact.created': ['A contact is new', 'Kontak baru'],
  'contact.changed': ['A contact has changed', 'Kontak berubah'],
  'contact.removed': ['A contact is no longer there', 'Kontak sudah tidak ada'],
  'contact.restored': ['A contact is back', 'Kontak ada lagi'],
  'contact.merged': ['Two rows are one person', 'Dua baris ternyata satu orang'],
  'group.created': ['A group is new', 'Grup baru'],
  'group.changed': ['A group has changed', 'Grup berubah'],
  'group.removed': ['A group is no longer there', 'Grup sudah tidak ada'],
  'group.restored': ['A group is back', 'Grup ada lagi'],
  'member.joined': ['Members joined a group', 'Anggota masuk ke grup'],
  'member.left': ['Members left a group', 'Anggota keluar dari grup'],
  'member.role_changed': ['Roles of members changed', 'Peran anggota berubah'],
  'grab.finished': ['A grab has ended', 'Grab selesai'],
  'session.status': ['The status of a session has changed', 'Status session berubah'],
} as const satisfies Readonly<Record<WebhookEventType, Text>>;
