import type { Text } from '../text.ts';

/** Fields of the report on the installation, by name or by `Component.name`. */
export const SYSTEM_TEXTS: Readonly<Record<string, Text>> = {
  'SystemReport.sessions': [
    'the sessions that the key may see',
    'session-session yang boleh dilihat key',
  ],
  engines: ['the engines; null: not for this key', 'engine-engine; null: tidak untuk key ini'],
  api: [
    'the API process that answers; null: not for this key',
    'proses API yang menjawab; null: tidak untuk key ini',
  ],
  whatsapp_web_version: [
    'the version of WhatsApp Web; null: its page has not loaded',
    'versi WhatsApp Web; null: halamannya belum dimuat',
  ],
  self_check: [
    'whether WhatsApp Web has each part that reads and linking need',
    'apakah WhatsApp Web memiliki setiap bagian yang dibutuhkan pembacaan dan penautan',
  ],
  outcome: [
    '`passed`, `failed`, or `unknown` while no page was looked at',
    '`passed`, `failed`, atau `unknown` selama belum ada halaman yang diperiksa',
  ],
  checked_at: [
    'when a page was last looked at; null: never since the start',
    'kapan halaman terakhir diperiksa; null: belum pernah sejak dimulai',
  ],
  missing: [
    'the missing modules and members of WhatsApp Web',
    'modul dan anggota WhatsApp Web yang hilang',
  ],
  failed_sessions: ['how many sessions lack a part', 'berapa session yang kehilangan bagian'],
  address: [
    'where the API calls it; null: there is one engine',
    'alamat yang dipanggil API; null: hanya ada satu engine',
  ],
  draining: [
    'whether it is stopping, and its sessions move to other engines; null: there is one engine',
    'apakah sedang berhenti dan session-nya pindah ke engine lain; null: hanya ada satu engine',
  ],
  heartbeat_at: [
    'when an API process last saw it; null: there is one engine, or it was never seen',
    'kapan terakhir dilihat proses API; null: hanya ada satu engine, atau belum pernah dilihat',
  ],
  is_reachable: ['whether the engine answers', 'apakah engine menjawab'],
  error_code: [
    'why there is no report; null: there is one',
    'mengapa tidak ada laporan; null: laporannya ada',
  ],
  report: [
    'what the engine says about itself; null: nothing, or it is an older version',
    'keterangan engine tentang dirinya; null: tidak ada, atau versinya lebih lama',
  ],
  version: ['the version of the program', 'versi programnya'],
  'SystemEngine.started_at': ['when the process started', 'kapan proses dimulai'],
  'SystemApi.started_at': ['when the process started', 'kapan proses dimulai'],
  memory_bytes: ['the memory of the process, without browsers', 'memori proses, tanpa browser'],
  memory_limit_bytes: [
    'what the container or the machine has for the engine and its browsers',
    'memori kontainer atau mesin untuk engine dan browsernya',
  ],
  browsers_memory_bytes: [
    'the memory of all browsers; null: the system does not say it',
    'memori semua browser; null: sistem tidak menyebutkannya',
  ],
  browsers: ['how many browsers run', 'berapa browser yang berjalan'],
  browsers_limit: ['how many browsers may run', 'berapa browser yang boleh berjalan'],
  'SystemEngine.sessions': [
    'sessions that have a browser or wait for one',
    'session yang memiliki browser atau menunggunya',
  ],
  starts: ['browsers that are starting', 'browser yang sedang dimulai'],
  reads: ['running reads', 'pembacaan yang berjalan'],
  now: ['how many there are', 'jumlahnya sekarang'],
  'SystemEngine.limit': ['how many there may be', 'jumlah maksimalnya'],
  whatsapp_web: [
    'the versions of WhatsApp Web, and in how many browsers',
    'versi-versi WhatsApp Web, dan di berapa browser',
  ],
  replicas: ['API processes that live', 'proses API yang hidup'],
  database: ['what the process sees of the database', 'keadaan basis data dari proses ini'],
  latency_ms: [
    'how long a statement takes; null: no answer',
    'lama satu perintah; null: tidak ada jawaban',
  ],
  pools: ['the connections by their use', 'koneksi menurut kegunaannya'],
  used: ['connections in use', 'koneksi yang dipakai'],
  idle: ['open connections without work', 'koneksi terbuka tanpa pekerjaan'],
  'SystemApi.waiting': ['requests that wait for a connection', 'permintaan yang menunggu koneksi'],
  'SystemApi.limit': ['the most connections', 'jumlah koneksi maksimal'],
  migrations: [
    'the versions of the tables; null: no answer',
    'versi tabel; null: tidak ada jawaban',
  ],
  applied: ['migrations of the database', 'migrasi di basis data'],
  known: ['migrations that this version knows', 'migrasi yang dikenal versi ini'],
  queues: [
    'the queues of all processes; null: no answer',
    'antrean semua proses; null: tidak ada jawaban',
  ],
  'SystemQueue.name': ['`grabs` or `webhooks`', '`grabs` atau `webhooks`'],
  waiting: [
    'jobs that wait, also for another try',
    'pekerjaan yang menunggu, termasuk percobaan ulang',
  ],
  active: ['jobs that run', 'pekerjaan yang berjalan'],
  failed: ['jobs given up in the last 24 hours', 'pekerjaan yang menyerah dalam 24 jam terakhir'],
  oldest_waiting_at: [
    'since when the oldest one waits; null: none does',
    'sejak kapan yang terlama menunggu; null: tidak ada',
  ],
};
