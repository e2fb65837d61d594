import type { ErrorCode } from '@grabber/contracts/error-codes';
import { ENGINE_PHRASES } from './engine-phrases.ts';
import type { Phrase } from './language.ts';

const TIMEOUT: Phrase = { id: 'Connection timeout', en: 'Connection timeout' };

/** The message of each error. `{status}` is the session's status. */
export const ERROR_PHRASES: Readonly<Record<ErrorCode, Phrase>> = {
  VALIDATION_FAILED: { id: 'Permintaan tidak valid', en: 'The request is not valid' },
  PHONE_NUMBER_INVALID: {
    id: 'Nomor telepon tidak valid. Tulis lengkap dengan kode negara, misalnya 6281234567890',
    en: 'The phone number is not valid. Send it with its country code, such as 6281234567890',
  },
  CHANGE_CURSOR_INVALID: {
    id: 'Cursor perubahan tidak valid untuk session ini. Kirim next_cursor apa adanya, atau mulai lagi tanpa since',
    en: 'The cursor does not belong to this session. Send next_cursor unchanged, or start again without since',
  },
  CHANGE_CURSOR_EXPIRED: {
    id: 'Cursor perubahan sudah terlalu lama. Mulai lagi tanpa since',
    en: 'The cursor is too old. Start again without since',
  },
  UNAUTHORIZED: {
    id: 'API key tidak ada atau tidak valid',
    en: 'The API key is missing or not valid',
  },
  SIGN_IN_LINK_INVALID: {
    id: 'Tautan masuk sudah dipakai atau kedaluwarsa. Buat tautan baru, atau masuk dengan API key',
    en: 'The sign-in link was used before or has expired. Make a new one, or sign in with an API key',
  },
  FORBIDDEN: {
    id: 'API key ini tidak memiliki izin untuk tindakan ini',
    en: 'This API key does not allow this action',
  },
  ADDRESS_NOT_ALLOWED: {
    id: 'API key ini tidak boleh dipakai dari alamat IP ini',
    en: 'This API key does not work from this IP address',
  },
  CROSS_ORIGIN: {
    id: 'Permintaan dengan cookie konsol harus berasal dari konsol itu sendiri, dengan header X-Requested-With: console',
    en: 'A request with the cookie of the console must come from the console itself, with the header X-Requested-With: console',
  },
  SESSION_NOT_FOUND: { id: 'Session tidak ditemukan', en: 'Session not found' },
  CONTACT_NOT_FOUND: { id: 'Kontak tidak ditemukan', en: 'Contact not found' },
  GROUP_NOT_FOUND: { id: 'Grup tidak ditemukan', en: 'Group not found' },
  GRAB_NOT_FOUND: {
    id: 'Pengambilan kontak tidak ditemukan',
    en: 'Grab not found',
  },
  PERSON_NOT_FOUND: {
    id: 'Orang ini tidak ditemukan. Kirim nomor atau LID: username hanya menemukan orang yang tersimpan',
    en: 'Person not found. Send a number or a LID: a username only finds a person who is stored',
  },
  SCHEDULE_NOT_FOUND: { id: 'Jadwal tidak ditemukan', en: 'Schedule not found' },
  EXCLUSION_NOT_FOUND: { id: 'Pengecualian tidak ditemukan', en: 'Exclusion not found' },
  KEY_NOT_FOUND: { id: 'API key tidak ditemukan', en: 'API key not found' },
  WORKSPACE_NOT_FOUND: { id: 'Workspace tidak ditemukan', en: 'Workspace not found' },
  WEBHOOK_NOT_FOUND: { id: 'Webhook tidak ditemukan', en: 'Webhook not found' },
  DELIVERY_NOT_FOUND: {
    id: 'Pengiriman tidak ditemukan, atau event-nya sudah tidak disimpan',
    en: 'Delivery not found, or its events are no longer stored',
  },
  BUNDLE_NOT_FOUND: {
    id: 'Salinan profil session ini tidak ada di penyimpanan. Pindai QR lagi',
    en: 'The store has no copy of the profile of this session. Scan the QR code again',
  },
  ROUTE_NOT_FOUND: { id: 'Endpoint tidak ditemukan', en: 'Endpoint not found' },
  SESSION_NOT_CONNECTED: {
    id: 'Session tidak terhubung. Status: {status}',
    en: 'Session is not connected. Status: {status}',
  },
  SESSION_ASLEEP: {
    id: 'Session sedang tidur. Coba lagi: grab membangunkannya',
    en: 'Session is asleep. Try again: a grab wakes it',
  },
  SESSION_MOVING: {
    id: 'Session sedang pindah ke engine lain. Tunggu sesuai header Retry-After, lalu coba lagi',
    en: 'Session is moving to another engine. Wait as Retry-After says, then try again',
  },
  SESSION_WAITS_FOR_ENGINE: {
    id: 'Profil session ini hanya ada di engine yang sedang tidak menjawab. Nyalakan engine itu, atau pulihkan salinan profil yang lebih lama',
    en: 'The profile of this session is only on an engine that does not answer. Start that engine, or restore an older copy of the profile',
  },
  SESSION_BUSY: {
    id: 'Session sedang dibaca. Coba lagi setelah grab selesai',
    en: 'Session is being read. Try again when the grab has ended',
  },
  ACCOUNT_CHANGED: {
    id: 'Session ini tertaut dengan akun WhatsApp lain. Hapus buku alamat yang tersimpan (DELETE /api/sessions/:id/contacts), atau buat session baru untuk akun ini',
    en: 'This session is linked with another WhatsApp account. Delete the stored address book (DELETE /api/sessions/:id/contacts), or create a new session for this account',
  },
  SESSION_LOGGED_OUT: {
    id: 'Session sudah logout. Status: {status}',
    en: 'Session is logged out. Status: {status}',
  },
  LOGGED_OUT_UNKNOWN: {
    id: 'Session logout tanpa alasan dari WhatsApp',
    en: 'The session was logged out, and WhatsApp gave no reason',
  },
  LOGGED_OUT_CLIENT_FAILURE: {
    id: 'WhatsApp Web gagal dan melakukan logout sendiri',
    en: 'WhatsApp Web failed and logged itself out',
  },
  LOGGED_OUT_SYNC_FAILURE: {
    id: 'Sinkronisasi gagal dan WhatsApp Web melakukan logout sendiri',
    en: 'The sync failed, and WhatsApp Web logged itself out',
  },
  LOGGED_OUT_HISTORY_TIMEOUT: {
    id: 'Ponsel tidak mengirim riwayat tepat waktu dan WhatsApp Web logout sendiri',
    en: 'The phone did not send its history in time, and WhatsApp Web logged itself out',
  },
  LOGIN_LOST: {
    id: 'Profil browser kehilangan login. Perangkat mungkin masih tertaut di ponsel',
    en: 'The browser profile has lost its login. The device may still be linked on the phone',
  },
  ACCOUNT_LOCKED: { id: 'WhatsApp mengunci akun ini', en: 'WhatsApp has locked this account' },
  ACCOUNT_BANNED: {
    id: 'WhatsApp memblokir akun ini untuk sementara',
    en: 'WhatsApp has banned this account for some time',
  },
  SCREEN_LOCKED: {
    id: 'WhatsApp Web di browser session ini terkunci dengan kata sandi',
    en: "WhatsApp Web in this session's browser is locked by a passcode",
  },
  DIALOG_OPEN: {
    id: 'Dialog di WhatsApp Web tidak dapat ditutup',
    en: 'A dialog of WhatsApp Web could not be closed',
  },
  PAIRING_CODE_RENEWED: {
    id: 'WhatsApp mengganti kode pairing. Minta kode baru',
    en: 'WhatsApp has replaced the pairing code. Ask for a new one',
  },
  NO_NETWORK: {
    id: 'WhatsApp Web terputus dari WhatsApp dan mencoba lagi',
    en: 'WhatsApp Web has lost its line to WhatsApp and tries again',
  },
  PROXY_UNREACHABLE: {
    id: 'Proxy session ini tidak dapat dihubungi atau menolak koneksi',
    en: "This session's proxy cannot be reached, or refuses the connection",
  },
  PROXY_AUTH_FAILED: {
    id: 'Nama pengguna atau kata sandi proxy session ini tidak diterima',
    en: "This session's proxy does not accept its user name or password",
  },
  WHATSAPP_UNAVAILABLE: {
    id: 'Layanan WhatsApp sedang tidak tersedia',
    en: "WhatsApp's service is not available now",
  },
  QR_NOT_AVAILABLE: {
    id: 'QR code tidak tersedia. Status: {status}',
    en: 'No QR code is available. Status: {status}',
  },
  PAIRING_NOT_AVAILABLE: {
    id: 'Kode pairing tidak tersedia. Status: {status}',
    en: 'No pairing code is available. Status: {status}',
  },
  WORKSPACE_EXISTS: {
    id: 'Nama workspace sudah dipakai',
    en: 'A workspace with this name already exists',
  },
  SESSION_EXISTS: {
    id: 'external_id ini sudah dipakai session lain di workspace ini',
    en: 'Another session of this workspace has this external_id',
  },
  IDEMPOTENCY_KEY_IN_USE: {
    id: 'Permintaan dengan Idempotency-Key ini masih diproses. Coba lagi nanti',
    en: 'The request with this Idempotency-Key is still at work. Try again later',
  },
  IDEMPOTENCY_KEY_REUSED: {
    id: 'Idempotency-Key ini sudah dipakai untuk permintaan lain. Pakai key baru untuk setiap permintaan baru',
    en: 'This Idempotency-Key was used for another request. Use a new one for each new request',
  },
  ALREADY_DONE: {
    id: 'Permintaan ini sudah dilakukan. Jawabannya tidak disimpan dan tidak dapat diulang; lihat resources',
    en: 'This request was done before. Its answer is not stored and cannot be repeated; see resources',
  },
  WORKSPACE_FULL: {
    id: 'Workspace sudah mencapai batas jumlah session atau API key',
    en: 'The workspace has as many sessions or API keys as it may have',
  },
  COUNT_CHANGED: {
    id: 'Jumlah yang cocok sudah lain. Hitung lagi, lalu pastikan jumlahnya',
    en: 'The number of those that match has changed. Count again, and confirm the number',
  },
  TOO_MANY_SCHEDULES: {
    id: 'Session sudah mencapai batas jumlah jadwal: hapus atau ubah salah satunya',
    en: 'The session has as many schedules as it may have: delete or change one of them',
  },
  DEVICE_IN_USE: {
    id: 'Perangkat tertaut sedang dipakai browser lain',
    en: 'The linked device is in use in another browser',
  },
  LEASE_LOST: {
    id: 'Engine tidak lagi berhak menjalankan session ini. Coba lagi sebentar lagi',
    en: 'The engine may no longer run this session. Try again in a moment',
  },
  BUNDLE_EXISTS: {
    id: 'Engine lain sudah menyimpan salinan profil yang lebih baru. Tidak ada yang diganti',
    en: 'Another engine has stored a newer copy of the profile. Nothing was replaced',
  },
  BUNDLE_TOO_OLD: {
    id: 'Salinan profil yang tersimpan lebih lama dari yang diminta',
    en: 'The stored copy of the profile is older than the wanted one',
  },
  BUNDLE_KEY_UNKNOWN: {
    id: 'Salinan profil ini terenkripsi dengan kunci yang tidak dimiliki engine. Tambahkan kuncinya ke PROFILE_KEY_PREVIOUS, atau pindai QR lagi',
    en: 'The copy of the profile is encrypted with a key that the engine does not have. Add it to PROFILE_KEY_PREVIOUS, or scan the QR code again',
  },
  BUNDLE_DAMAGED: {
    id: 'Salinan profil yang tersimpan rusak. Pulihkan salinan yang lebih lama, atau pindai QR lagi',
    en: 'The stored copy of the profile is damaged. Restore an older one, or scan the QR code again',
  },
  PROFILE_STORE_UNAVAILABLE: {
    id: 'Penyimpanan profil tidak dapat dipakai. Coba lagi sebentar lagi',
    en: 'The store of profiles cannot be used. Try again in a moment',
  },
  PROFILE_IN_USE: {
    id: 'Profil browser session ini sedang dipakai proses lain',
    en: "Another process uses this session's browser profile",
  },
  GRAB_RUNNING: {
    id: 'Pengambilan kontak lain untuk session ini masih berjalan. Coba lagi nanti',
    en: 'Another grab of this session is still running. Try again later',
  },
  GRAB_CANCELLED: {
    id: 'Pengambilan kontak ini dibatalkan, tidak ada yang disimpan',
    en: 'This grab was cancelled; nothing was stored',
  },
  PAYLOAD_TOO_LARGE: { id: 'Isi permintaan terlalu besar', en: 'The request body is too large' },
  HEADERS_TOO_LARGE: {
    id: 'URL atau header permintaan terlalu besar',
    en: 'The URL or the headers of the request are too large',
  },
  REQUEST_TIMEOUT: {
    id: 'Permintaan tidak tiba tepat waktu',
    en: 'The request did not arrive in time',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    id: 'Kirim isi permintaan sebagai JSON',
    en: 'Send the request body as JSON',
  },
  RATE_LIMITED: { id: 'Terlalu banyak permintaan', en: 'Too many requests' },
  PAIRING_RATE_LIMITED: {
    id: 'WhatsApp menolak: terlalu banyak permintaan kode pairing',
    en: 'WhatsApp refused: too many pairing codes were requested',
  },
  WHATSAPP_BUDGET_SPENT: {
    id: 'Jatah session ini ke WhatsApp sudah habis. Tunggu sesuai header Retry-After',
    en: 'This session has used up its budget towards WhatsApp. Wait as Retry-After says',
  },
  REFRESH_TOO_SOON: {
    id: 'WhatsApp baru saja ditanya tentang semua grup. Coba lagi nanti, atau ambil tanpa refresh=true',
    en: 'WhatsApp was asked for all groups a short time ago. Try again later, or grab without refresh=true',
  },
  CLIENT_CLOSED_REQUEST: {
    id: 'Permintaan dibatalkan oleh klien',
    en: 'The client closed the request',
  },
  INTERNAL_ERROR: { id: 'Terjadi kesalahan internal', en: 'Something went wrong on our side' },
  ...ENGINE_PHRASES,
  DATABASE_UNAVAILABLE: {
    id: 'Database tidak dapat dihubungi',
    en: 'The database cannot be reached',
  },
  DATABASE_READ_ONLY: {
    id: 'Database sedang dalam mode hanya-baca. Data masih bisa dibaca, tetapi perubahan belum bisa disimpan',
    en: 'The database is read-only. Data can be read, but nothing can be stored at the moment',
  },
  DATABASE_FULL: {
    id: 'Disk database penuh. Data masih bisa dibaca, tetapi perubahan belum bisa disimpan',
    en: 'The disk of the database is full. Data can be read, but nothing can be stored at the moment',
  },
  SHUTTING_DOWN: { id: 'Layanan sedang dihentikan', en: 'The service is shutting down' },
  GRAB_INTERRUPTED: {
    id: 'Layanan terhenti di tengah pengambilan kontak, tidak ada yang disimpan',
    en: 'The service stopped during this grab; nothing was stored',
  },
  READ_TIMEOUT: TIMEOUT,
  ENGINE_TIMEOUT: TIMEOUT,
};
