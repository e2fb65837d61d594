import type { Text } from '../text.ts';

/** Fields of sessions, their pairing and the events, by name, or by `Component.name` where one differs. */
export const SESSION_TEXTS: Readonly<Record<string, Text>> = {
  session_id: ['the id of the session', 'id session'],
  external_id: [
    'your own id of the session; every path takes it in place of `session_id`; null: none',
    'id milik Anda sendiri untuk session; setiap path menerimanya sebagai ganti `session_id`; null: tidak ada',
  ],
  session_name: ['the name of the session', 'nama session'],
  'Session.status': [
    '`disconnected`: no browser runs; `connecting`: the browser starts, or the account syncs after the scan; `qr`: waits for the scan or the pairing code; `connected`: can be grabbed; `logged_out`: the device is no longer linked; `failed`: the engine gave up, see `last_error`',
    '`disconnected`: tidak ada browser yang berjalan; `connecting`: browser mulai, atau akun sedang disinkronkan setelah pemindaian; `qr`: menunggu pemindaian atau kode pairing; `connected`: bisa di-grab; `logged_out`: perangkat tidak lagi tertaut; `failed`: engine menyerah, lihat `last_error`',
  ],
  status: ['the status of the session', 'status session'],
  phone_number: [
    'E.164 digits without `+`; null: not known',
    'digit E.164 tanpa `+`; null: tidak diketahui',
  ],
  last_error: [
    'why the session stopped or struggles; null: no error',
    'alasan session berhenti atau bermasalah; null: tidak ada error',
  ],
  action_required: [
    'what a person must do; null while the session helps itself',
    'apa yang harus dilakukan seseorang; null selama session menanganinya sendiri',
  ],
  connected_at: [
    'since when the session is connected, in UTC; null: it is not connected',
    'sejak kapan session terhubung, dalam UTC; null: tidak terhubung',
  ],
  sync: [
    'how far WhatsApp Web has loaded the account; null while the session is not connected, or `stale`',
    'sejauh mana WhatsApp Web memuat akun; null selama session tidak terhubung, atau `stale`',
  ],
  'SessionSync.state': [
    '`syncing`: parts are missing; `synced`: all have come; `stalled`: 24 hours after the linking a part is still missing; `unknown`: WhatsApp Web does not say',
    '`syncing`: ada bagian yang belum datang; `synced`: semua sudah datang; `stalled`: 24 jam setelah penautan masih ada bagian yang belum datang; `unknown`: WhatsApp Web tidak menyebutkannya',
  ],
  'SessionSync.progress': [
    'how many percent of the four parts have come',
    'berapa persen dari keempat bagian yang sudah datang',
  ],
  'SessionSync.groups': [
    '`true`: the list of groups has come; null: WhatsApp Web does not say',
    '`true`: daftar grup sudah datang; null: WhatsApp Web tidak menyebutkannya',
  ],
  'SessionSync.contacts': [
    '`true`: the address book has come; null: WhatsApp Web does not say',
    '`true`: buku alamat sudah datang; null: WhatsApp Web tidak menyebutkannya',
  ],
  history: [
    '`true`: the chats of the recent history have come; null: WhatsApp Web does not say',
    '`true`: chat dari riwayat terbaru sudah datang; null: WhatsApp Web tidak menyebutkannya',
  ],
  caught_up: [
    '`true`: what WhatsApp Web missed while it was offline has come; false again after each loss',
    '`true`: yang terlewat saat WhatsApp Web offline sudah datang; kembali false setiap kali koneksi putus',
  ],
  'Session.is_business': [
    'the account uses the app for small businesses; null while the session is not connected, or `stale`',
    'akun memakai aplikasi untuk usaha kecil; null selama session tidak terhubung, atau `stale`',
  ],
  include_without_whatsapp: [
    '`true`: grabs also store people without WhatsApp',
    '`true`: grab juga menyimpan orang tanpa WhatsApp',
  ],
  include_locked: [
    '`true`: grabs also store which chats are locked',
    '`true`: grab juga menyimpan chat mana yang dikunci',
  ],
  keep: [
    '`awake`: its browser always runs; `asleep`: its browser runs only for grabs, and the session stays `connected`',
    '`awake`: browser selalu berjalan; `asleep`: browser hanya berjalan untuk grab, dan session tetap `connected`',
  ],
  asleep: [
    '`true`: connected, and without a browser; a grab wakes it',
    '`true`: terhubung, tanpa browser; grab membangunkannya',
  ],
  last_complete_grab: [
    'the last complete grab; `saved_count` and `removed_count` are the sums of it and the grabs after it; null: none',
    'grab lengkap terakhir; `saved_count` dan `removed_count` adalah jumlah darinya dan grab sesudahnya; null: tidak ada',
  ],
  waking: [
    'the session waits for a free browser in which to wake; null: it does not wait',
    'session menunggu browser kosong untuk bangun; null: tidak menunggu',
  ],
  place: ['its place in the queue; 1 is next', 'tempatnya di antrean; 1 berikutnya'],
  expected_at: [
    'when it is likely to wake, by how long the last wakes took, in UTC',
    'kapan kemungkinan bangun, menurut lama bangun terakhir, dalam UTC',
  ],
  wakes: ['wakes for a grab', 'bangun untuk grab'],
  proxy: ['the proxy of its connections; null: none', 'proxy untuk koneksinya; null: tanpa proxy'],
  host: ['a name or an address, without scheme and port', 'nama atau alamat, tanpa skema dan port'],
  port: ['the port of the proxy', 'port proxy'],
  username: ['the user name at the proxy', 'nama pengguna di proxy'],
  password: [
    'the password at the proxy; it is stored encrypted, and no answer shows it',
    'kata sandi di proxy; disimpan terenkripsi, dan tidak pernah tampil di jawaban',
  ],
  has_credentials: [
    'whether a user name or a password is stored',
    'apakah nama pengguna atau kata sandi tersimpan',
  ],
  created_at: ['when it was created, in UTC', 'kapan dibuat, dalam UTC'],
  updated_at: ['when it last changed, in UTC', 'kapan terakhir berubah, dalam UTC'],
  stale: [
    '`true`: the API cannot reach the engine, and `status` is the last known one',
    '`true`: API tidak dapat menjangkau engine, dan `status` adalah yang terakhir diketahui',
  ],
  sessions: ['the sessions', 'daftar session'],
  deleted_count: ['how many rows were deleted', 'berapa baris yang dihapus'],
  device_may_be_linked: [
    '`true`: WhatsApp did not confirm the logout; remove the device on the phone, under Linked devices',
    '`true`: WhatsApp tidak memastikan logout; hapus perangkat di ponsel, pada menu Perangkat Tertaut',
  ],
  qr_expires_at: [
    'when the current QR becomes invalid; null: there is no QR',
    'kapan QR saat ini tidak berlaku lagi; null: tidak ada QR',
  ],
  budget: [
    'what the session may still do that WhatsApp sees',
    'apa yang masih boleh dilakukan session dan terlihat oleh WhatsApp',
  ],
  refreshes: ['grabs with `refresh=true`', 'grab dengan `refresh=true`'],
  pairing_codes: ['pairing codes', 'kode pairing'],
  browser_starts: ['starts and restarts of the browser', 'start dan restart browser'],
  left: ['how many are left now; null: without limit', 'berapa yang tersisa; null: tanpa batas'],
  limit: [
    'how many are left of a session that has used none lately; null: without limit',
    'berapa yang tersisa pada session yang belum memakainya akhir-akhir ini; null: tanpa batas',
  ],
  next_at: [
    'when the next one is possible; null: now',
    'kapan yang berikutnya bisa dilakukan; null: sekarang',
  ],
  qr: [
    'the text of the QR image; secret: any phone that scans it links its account',
    'teks gambar QR; rahasia: ponsel apa pun yang memindainya akan menautkan akunnya',
  ],
  'PairingCode.code': [
    'eight characters that the user types on the phone; secret',
    'delapan karakter yang diketik pengguna di ponsel; rahasia',
  ],
  expires_at: ['when it becomes invalid, in UTC', 'kapan tidak berlaku lagi, dalam UTC'],
  code: ['one of the error codes, for programs', 'salah satu kode error, untuk program'],
  warnings: [
    'query parameters that were ignored; absent: none',
    'parameter query yang diabaikan; jika tidak ada: tidak ada yang diabaikan',
  ],
  parameter: ['the name of the parameter', 'nama parameter'],
  resources: [
    'ids of what an earlier request with this Idempotency-Key made',
    'id dari yang dibuat permintaan sebelumnya dengan Idempotency-Key ini',
  ],
  message: ['a sentence for people', 'kalimat untuk manusia'],
  // Events.
  'SnapshotEvent.type': [
    'the current state, always the first event',
    'keadaan saat ini, selalu event pertama',
  ],
  'SessionEvent.type': ["a session's status changed", 'status session berubah'],
  'SessionRemovedEvent.type': ['the session has been deleted', 'session sudah dihapus'],
  'ContactsEvent.type': [
    'stored contacts or groups changed without a grab, or the exclusions of the workspace',
    'kontak atau grup tersimpan berubah tanpa grab, atau pengecualian di workspace berubah',
  ],
  'QrEvent.type': [
    'there is a QR to scan, or a new one replaces it',
    'ada QR untuk dipindai, atau QR baru menggantikannya',
  ],
  'GrabEvent.type': ['a grab changed its state', 'status grab berubah'],
  'ProgressEvent.type': [
    'how far the engine has read for a grab',
    'sejauh mana engine membaca untuk sebuah grab',
  ],
  session: ['the status of the session', 'status session'],
  'QrEvent.qr': [
    'only in the events of one session, for a key with the scope `manage`; secret',
    'hanya di event satu session, untuk key dengan scope `manage`; rahasia',
  ],
  qrs: ['the QR codes that can be scanned now', 'QR yang bisa dipindai sekarang'],
  'SnapshotEvent.grabs': ['the queued and running grabs', 'grab yang menunggu dan berjalan'],
  'SnapshotEvent.progress': ['the progress of their reads', 'kemajuan pembacaannya'],
  'ProgressEvent.grab_id': [
    'null until the API knows which grab the read is for',
    'null sampai API tahu pembacaan itu untuk grab yang mana',
  ],
  phase: ['what is read', 'apa yang sedang dibaca'],
  done: ['how many have been read', 'berapa yang sudah dibaca'],
  'ProgressEvent.total': ['how many there are', 'berapa jumlah semuanya'],
};
