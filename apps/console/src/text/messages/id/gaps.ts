export const gaps = {
  'gaps.UNREADABLE_ITEMS':
    '{count, plural, other {# item tidak terbaca}}. Lihat daftar di bawah; yang sudah tersimpan tidak disentuh.',
  'gaps.GROUP_MEMBERS_UNKNOWN':
    'Anggota {count, plural, other {# grup}} belum diketahui WhatsApp Web. Tanyakan lagi dengan grab yang memperbarui anggota.',
  'gaps.GROUPS_NOT_REFRESHED':
    '{count, plural, other {# grup}} tidak dijawab WhatsApp. Anggota yang tersimpan adalah yang sebelumnya.',
  'gaps.SYNC_UNFINISHED':
    'Sinkronisasi pertama belum selesai atau sambungan terputus. Biarkan ponsel daring, lalu grab lagi.',
  'gaps.PAGE_RESTORING':
    'WhatsApp Web baru dibuka ulang dan belum memuat semuanya. Grab lagi sebentar lagi.',
  'gaps.CATCHING_UP':
    'WhatsApp Web masih mengejar yang terlewat selama luring. Grab lagi sebentar lagi.',
  'gaps.CONTACTS_SYNCING':
    'Buku telepon belum datang dari ponsel. Biarkan ponsel daring, lalu grab lagi.',
  'gaps.HISTORY_SYNCING': 'Riwayat chat masih dikirim ponsel. Biarkan WhatsApp terbuka di ponsel.',
  'gaps.HISTORY_UNAVAILABLE':
    'Ponsel tidak mengirim riwayat chat dalam 24 jam. Untuk mendapatkannya, tautkan ulang akun.',
  'gaps.GROUPS_SYNCING': 'Daftar grup belum datang dari WhatsApp. Grab lagi beberapa menit lagi.',
  'gaps.SYNC_STATE_UNKNOWN':
    'WhatsApp Web berubah dan tidak mengatakan sampai mana sinkronisasinya. Perbarui proyek ini.',
  'gaps.GROUPS_NOT_QUERIED': 'WhatsApp belum menjawab kueri grup yang pertama. Grab lagi nanti.',
  'gaps.GROUP_QUERY_REFUSED':
    'WhatsApp menolak kueri grup. Daftar berasal dari WhatsApp Web; pembaruan berikutnya harus menunggu.',
  'gaps.OWN_ROLE_UNKNOWN':
    'Peran akun ini di {count, plural, other {# grup}} tidak diketahui. Peran yang tersimpan dibiarkan.',
  'gaps.WITHOUT_WHATSAPP_UNREAD':
    'Orang tanpa WhatsApp di buku telepon belum terbaca semua. Grab lagi nanti.',
  'gaps.ROWS_REFUSED':
    '{count, plural, other {# baris}} ditolak basis data. Lihat daftar di bawah.',
  'gaps.REMOVAL_HELD_BACK':
    '{count, plural, other {# hilang}} sekaligus, terlalu banyak untuk langsung dipercaya. Semuanya tetap aktif sampai grab lengkap berikutnya berkata sama, atau Anda mengonfirmasinya saat memulai grab.',
} as const;
