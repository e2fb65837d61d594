import type { API_ROUTES } from '../../api/routes.ts';

/** The summary of each route in Indonesian. The English one is the contract's own. */
export const INDONESIAN_SUMMARIES: Readonly<Record<keyof typeof API_ROUTES, string>> = {
  createSession: 'Membuat session. start: true sekaligus menjalankannya.',
  listSessions: 'Mendaftar session di workspace.',
  getSession: 'Menampilkan satu session.',
  updateSession: 'Mengganti nama session, proxy-nya, atau apa yang disimpan grab-nya.',
  deleteSession: 'Menghentikan dan melepas session, lalu menghapusnya beserta buku alamatnya.',
  getSessionStatus: 'Menampilkan status session saat ini, atau yang terakhir diketahui.',
  startSession: 'Menjalankan browser session. Browser yang sudah berjalan dibiarkan.',
  stopSession: 'Menghentikan browser. Perangkat tetap tertaut.',
  restartSession: 'Menghentikan browser dan menjalankannya lagi. Perangkat tetap tertaut.',
  wakeSession: 'Membangunkan session, dan menjaganya tetap bangun selama sekian menit.',
  logoutSession: 'Melepas perangkat dari ponsel dan menghentikan browser.',
  getSessionQr: 'Menampilkan QR untuk dipindai, sebagai JSON, PNG, atau SVG.',
  requestPairingCode: 'Meminta kode dari WhatsApp yang menautkan nomor telepon tanpa pemindaian.',
  grabGroups: 'Membaca grup dan anggotanya dari WhatsApp lalu menyimpannya.',
  grabGroupsPost: 'Membaca grup dan anggotanya dari WhatsApp lalu menyimpannya.',
  grabContacts: 'Membaca kontak individual dari WhatsApp lalu menyimpannya.',
  grabContactsPost: 'Membaca kontak individual dari WhatsApp lalu menyimpannya.',
  grabAll: 'Membaca grup dan kontak individual dari WhatsApp lalu menyimpannya.',
  grabAllPost: 'Membaca grup dan kontak individual dari WhatsApp lalu menyimpannya.',
  createGrab: 'Mengantrekan grab yang berjalan di latar belakang dan bertahan saat restart.',
  listGrabs: 'Mendaftar grab sebuah session, terbaru lebih dulu.',
  listAllGrabs: 'Mendaftar grab semua session, terbaru lebih dulu.',
  getGrab: 'Menampilkan satu grab.',
  cancelGrab:
    'Membatalkan grab yang menunggu atau berjalan. Grab yang sudah selesai tidak berubah.',
  changeContact: 'Mengubah tag, catatan, dan field khusus satu kontak atau grup yang tersimpan.',
  changeTags:
    'Menambah dan menghapus tag semua kontak dan grup tersimpan yang cocok dengan filter.',
  deleteMatching: 'Menghapus semua kontak dan grup tersimpan yang cocok dengan filter.',
  deleteAllMatching: 'Menghapus semua orang yang cocok dengan filter dari semua session.',
  excludeMatching:
    'Menghapus semua orang di satu session yang cocok dengan filter, dan mengecualikan mereka dari grab.',
  excludeAllMatching:
    'Menghapus semua orang yang cocok dengan filter, dan mengecualikan mereka dari grab.',
  listTags: 'Menampilkan tag kontak dan grup yang tersimpan, beserta jumlahnya.',
  getWorkspaceSettings:
    'Menampilkan pengaturan workspace: field khususnya, apa yang disimpan grab, dan apa yang disamarkan konsol.',
  changeWorkspaceSettings: 'Mengubah pengaturan workspace.',
  getGroupHistory:
    'Menampilkan siapa yang masuk dan keluar grup tersimpan, dan peran siapa yang berubah.',
  getContactHistory:
    'Menampilkan grup mana yang dimasuki dan ditinggalkan seseorang, dan di mana perannya berubah.',
  listMembershipChanges:
    'Menampilkan masuk, keluar, dan perubahan peran di semua grup sejak sebuah cursor.',
  listMembers: 'Menampilkan orang yang ada di grup, masing-masing dengan grup yang diikutinya.',
  createWebhook: 'Membuat webhook. Hanya jawaban ini yang menampilkan secret-nya.',
  listWebhooks: 'Mendaftar webhook sebuah workspace beserta statusnya.',
  getWebhook: 'Menampilkan satu webhook beserta statusnya.',
  updateWebhook: 'Mengubah webhook. Mengaktifkannya mengirim yang terlewat.',
  deleteWebhook: 'Menghapus webhook beserta catatan pengirimannya.',
  rotateWebhookSecret: 'Mengganti secret webhook. Untuk sementara kedua secret menandatangani.',
  testWebhook: 'Langsung mengirim event webhook.test, dan menampilkan hasilnya.',
  replayWebhook: 'Mengirim ulang yang terjadi sejak sebuah event atau waktu dan masih tersimpan.',
  listWebhookDeliveries: 'Mendaftar pengiriman webhook, terbaru lebih dulu.',
  replayWebhookDelivery:
    'Langsung mengirim ulang event dari satu pengiriman, dan menampilkan hasilnya.',
  createSchedule: 'Mengantrekan grab session pada waktu yang ditentukan.',
  listSchedules: 'Mendaftar jadwal sebuah session.',
  getSchedule: 'Menampilkan satu jadwal.',
  updateSchedule: 'Mengubah jadwal.',
  deleteSchedule: 'Menghapus jadwal. Grab yang sudah diantrekan tetap berjalan.',
  listContacts: 'Menampilkan buku alamat tersimpan, atau yang cocok dengan filter dan pencarian.',
  listAnchors: 'Menampilkan cursor ke kira-kira setiap baris ke-500 daftar kontak tersimpan.',
  listAllAnchors: 'Menampilkan cursor ke kira-kira setiap orang ke-500 dari semua session.',
  listLabels: 'Menampilkan label atau daftar dari kontak dan grup tersimpan, dengan jumlahnya.',
  deleteContacts: 'Menghapus buku alamat tersimpan milik session.',
  listChanges: 'Menampilkan apa yang berubah di buku alamat tersimpan sejak sebuah cursor.',
  getContact: 'Menampilkan satu kontak atau grup tersimpan, dengan grup yang diikutinya.',
  deleteContact: 'Menghapus satu kontak tersimpan, atau satu grup dengan keanggotaannya.',
  listGroups: 'Menampilkan satu halaman grup tersimpan.',
  listAllContacts:
    'Menampilkan satu halaman orang dari semua session, masing-masing sekali, dengan keterangan setiap akun.',
  listAllGroups:
    'Menampilkan satu halaman grup dari semua session, masing-masing sekali, dengan keterangan setiap akun.',
  listAllChanges: 'Menampilkan apa yang berubah di buku alamat semua session sejak sebuah cursor.',
  exportAllContacts: 'Mengirim orang dari semua session, masing-masing sekali, sebagai berkas.',
  listParticipants: 'Menampilkan satu halaman anggota saat ini dari grup tersimpan.',
  listPastParticipants: 'Menampilkan satu halaman orang yang sudah keluar dari grup tersimpan.',
  exportContacts:
    'Mengirim buku alamat tersimpan, atau yang cocok dengan filter dan pencarian, sebagai berkas.',
  exportParticipants: 'Mengirim anggota saat ini dari grup tersimpan sebagai berkas.',
  exportMemberships: 'Mengirim anggota saat ini dari semua grup tersimpan sebagai berkas.',
  createKey: 'Membuat API key. Hanya jawaban ini yang menampilkannya.',
  listKeys: 'Mendaftar API key di workspace, tanpa rahasianya.',
  rotateKey: 'Mengganti API key dengan yang baru. Keduanya berlaku untuk sementara.',
  signIn:
    'Masuk ke konsol dengan key, atau dengan token dari tautan masuk. Jawabannya memasang cookie.',
  getConsoleSession: 'Menampilkan siapa pemanggilnya dan apa yang boleh dilakukannya.',
  signOut: 'Keluar dari konsol di browser ini.',
  signOutEverywhere:
    'Keluar dari konsol di semua browser yang masuk dengan key yang sama, atau dengan tautan.',
  createSignInLink:
    'Membuat tautan yang memasukkan satu browser ke konsol workspace default. Berlaku sepuluh menit, sekali pakai.',
  revokeKey: 'Mencabut API key, dan semua key di bawahnya, seketika dan untuk selamanya.',
  createWorkspace:
    'Membuat workspace. Workspace lain tidak bisa melihat session dan key di dalamnya.',
  listWorkspaces: 'Mendaftar semua workspace.',
  deleteWorkspaceContacts:
    'Menghapus kontak dan grup tersimpan dari semua session di sebuah workspace.',
  listAudit: 'Mendaftar apa yang dilakukan dengan key di workspace, terbaru lebih dulu.',
  erasePerson:
    'Menghapus seseorang dari semua session di workspace, dan mencegah grab menyimpannya lagi.',
  exportPerson: 'Menampilkan semua yang disimpan workspace tentang seseorang.',
  listExclusions:
    'Mendaftar orang yang tidak disimpan grab mana pun di workspace, tanpa alamatnya.',
  deleteExclusion: 'Menghapus pengecualian: grab berikutnya boleh menyimpan orang itu lagi.',
  followEvents: 'Mengalirkan event dari session di workspace, grab, dan kontaknya.',
  followSessionEvents:
    'Mengalirkan event satu session, grab, dan kontaknya; dengan scope manage juga kode QR-nya.',
  live: 'Menyatakan apakah proses berfungsi, atau harus dijalankan ulang.',
  ready: 'Menyatakan apakah buku alamat bisa dibaca, dan dengan key juga apa yang tidak berfungsi.',
  getSystem: 'Menampilkan pemeriksaan mandiri dan anggaran session, dan angka-angka instalasi.',
  metrics: 'Menampilkan metrik sebagai teks Prometheus.',
  getOpenApi: 'Menampilkan dokumen OpenAPI ini.',
  showDocs: 'Menampilkan dokumen OpenAPI ini sebagai halaman untuk browser.',
};
