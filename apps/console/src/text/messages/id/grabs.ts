export const grabs = {
  'grabs.text':
    'Setiap kali kontak dan grup dibaca dari WhatsApp: apa yang didapat, berapa lama, dan apa yang kurang.',
  'grabs.one': 'Rincian grab',
  'grabs.now': 'Sedang berjalan',
  'grabs.account': 'Akun',
  'grabs.every_account': 'Semua akun',
  'grabs.every_state': 'Semua status',
  'grabs.every_kind': 'Semua jenis',
  'grabs.none': 'Belum ada grab',
  'grabs.none_text':
    'Grab membaca kontak dan grup sebuah akun lalu menyimpannya. Mulai satu dari sini, atau buat jadwal.',
  'grabs.none_read': 'Grab membaca kontak dan grup sebuah akun lalu menyimpannya.',
  'grabs.none_linked': 'Hubungkan akun WhatsApp dulu: grab pertamanya dimulai dari sana.',
  'grabs.to_accounts': 'Ke halaman Akun',
  'grabs.none_match': 'Tidak ada yang cocok',
  'grabs.none_match_text': 'Tidak ada grab dengan status ini di antara yang sudah dimuat.',
  'grabs.start': 'Mulai grab',
  'grabs.start_text':
    'Grab berjalan di latar belakang dan tetap berjalan walaupun halaman ini ditutup. WhatsApp tidak menerima pesan apa pun.',
  'grabs.what': 'Apa yang dibaca',
  'grabs.kind.all': 'Kontak dan grup',
  'grabs.kind.contacts': 'Kontak saja',
  'grabs.kind.groups': 'Grup saja',
  'grabs.not_connected':
    'Akun ini belum tersambung. Grab akan dicoba beberapa kali, lalu gagal jika akun tetap tidak tersambung.',
  'grabs.refresh': 'Tanyakan anggota semua grup lagi ke WhatsApp',
  'grabs.refresh_hint': 'WhatsApp melihat pertanyaan ini. Biasanya tidak perlu.',
  'grabs.refresh_left': 'Sisa sekarang: {count, plural, other {# kali}}.',
  'grabs.refresh_spent': 'Jatah habis. Bisa lagi {time}.',
  'grabs.confirm_removals': 'Saya tahu bahwa banyak yang memang sudah hilang',
  'grabs.confirm_removals_hint':
    'Tanpa ini, grab tidak menonaktifkan lebih dari seperlima kontak sekaligus, karena bisa jadi WhatsApp baru memuat sebagian.',
  'grabs.queued': 'Grab masuk antrean',
  'grabs.joined': 'Grab seperti ini sudah berjalan. Anda mengikuti grab itu.',
  'grabs.cancel': 'Batalkan grab',
  'grabs.cancelled': 'Grab dibatalkan. Yang sudah tersimpan tetap seperti semula.',
  'grabs.waits': 'Menunggu giliran.',
  'grabs.tried':
    'Sudah dicoba {count, plural, other {# kali}}, terakhir gagal dengan {code}. Akan dicoba lagi.',
  'grabs.starts': 'Menunggu WhatsApp Web …',
  'grabs.storing': 'menyimpan …',
  'grabs.phase.groups': 'Membaca grup',
  'grabs.phase.contacts': 'Membaca kontak',
  'grabs.with_refresh': 'tanya anggota lagi',
  'grabs.with_removals': 'yang hilang dikonfirmasi',
  'grabs.column.when': 'Waktu',
  'grabs.column.kind': 'Isi',
  'grabs.column.state': 'Status',
  'grabs.column.duration': 'Lama',
  'grabs.state.queued': 'Antre',
  'grabs.state.running': 'Berjalan',
  'grabs.state.complete': 'Lengkap',
  'grabs.state.partial': 'Sebagian',
  'grabs.state.failed': 'Gagal',
  'grabs.state.cancelled': 'Dibatalkan',
  'grabs.count.contacts': 'Kontak',
  'grabs.count.groups': 'Grup',
  'grabs.count.members': 'Anggota grup',
  'grabs.count.new': 'Baru',
  'grabs.count.changed': 'Berubah',
  'grabs.count.same': 'Tetap sama',
  'grabs.count.gone': 'Hilang',
  'grabs.count.failed': 'Gagal',
  'grabs.count.excluded': 'Dikecualikan',
  'grabs.count.without_whatsapp': 'Tanpa WhatsApp',
  'grabs.queries': 'Kueri ke WhatsApp',
  'grabs.error': 'Penyebab: {code}',
  'grabs.nothing_stored': 'Tidak ada yang disimpan. Buku kontak tetap seperti sebelum grab ini.',
  'grabs.gaps': 'Yang belum lengkap, dan sebabnya',
  'grabs.failed_items': '{count, plural, other {# item bermasalah}}',
  'grabs.more_failed': 'Seluruhnya {total} item gagal. Daftar ini berhenti di seribu.',
  'grabs.item.group': 'grup',
  'grabs.item.contact': 'kontak',
  'grabs.item.participant': 'anggota',
  'grabs.timings': 'Waktu per tahap',
  'grabs.timing.wait': 'Menunggu giliran',
  'grabs.timing.read': 'Membaca',
  'grabs.timing.store': 'Menyimpan',
  'grabs.timing.engine_groups': 'engine: grup',
  'grabs.timing.engine_contacts': 'engine: kontak',
  'grabs.timing.engine_total': 'engine: seluruhnya',
  'grabs.created': 'Diminta',
  'grabs.started': 'Mulai',
  'grabs.finished': 'Selesai',
  'grabs.attempts': 'Percobaan',
  'grabs.id': 'ID grab',
  'grabs.reason.UNREADABLE_ITEMS':
    '{count, plural, other {# item tidak terbaca}}. Lihat daftar di bawah; yang sudah tersimpan tidak disentuh.',
  'grabs.reason.GROUP_MEMBERS_UNKNOWN':
    'Anggota {count, plural, other {# grup}} belum diketahui WhatsApp Web. Tanyakan lagi dengan grab yang memperbarui anggota.',
  'grabs.reason.GROUPS_NOT_REFRESHED':
    '{count, plural, other {# grup}} tidak dijawab WhatsApp. Anggota yang tersimpan adalah yang sebelumnya.',
  'grabs.reason.SYNC_UNFINISHED':
    'Sinkronisasi pertama belum selesai atau sambungan terputus. Biarkan ponsel daring, lalu grab lagi.',
  'grabs.reason.PAGE_RESTORING':
    'WhatsApp Web baru dibuka ulang dan belum memuat semuanya. Grab lagi sebentar lagi.',
  'grabs.reason.CATCHING_UP':
    'WhatsApp Web masih mengejar yang terlewat selama luring. Grab lagi sebentar lagi.',
  'grabs.reason.CONTACTS_SYNCING':
    'Buku telepon belum datang dari ponsel. Biarkan ponsel daring, lalu grab lagi.',
  'grabs.reason.HISTORY_SYNCING':
    'Riwayat chat masih dikirim ponsel. Biarkan WhatsApp terbuka di ponsel.',
  'grabs.reason.HISTORY_UNAVAILABLE':
    'Ponsel tidak mengirim riwayat chat dalam 24 jam. Untuk mendapatkannya, tautkan ulang akun.',
  'grabs.reason.GROUPS_SYNCING':
    'Daftar grup belum datang dari WhatsApp. Grab lagi beberapa menit lagi.',
  'grabs.reason.SYNC_STATE_UNKNOWN':
    'WhatsApp Web berubah dan tidak mengatakan sampai mana sinkronisasinya. Perbarui proyek ini.',
  'grabs.reason.GROUPS_NOT_QUERIED':
    'WhatsApp belum menjawab kueri grup yang pertama. Grab lagi nanti.',
  'grabs.reason.GROUP_QUERY_REFUSED':
    'WhatsApp menolak kueri grup. Daftar berasal dari WhatsApp Web; pembaruan berikutnya harus menunggu.',
  'grabs.reason.OWN_ROLE_UNKNOWN':
    'Peran akun ini di {count, plural, other {# grup}} tidak diketahui. Peran yang tersimpan dibiarkan.',
  'grabs.reason.WITHOUT_WHATSAPP_UNREAD':
    'Orang tanpa WhatsApp di buku telepon belum terbaca semua. Grab lagi nanti.',
  'grabs.reason.ROWS_REFUSED':
    '{count, plural, other {# baris}} ditolak basis data. Lihat daftar di bawah.',
  'grabs.reason.REMOVAL_HELD_BACK':
    '{count, plural, other {# hilang}} sekaligus, terlalu banyak untuk langsung dipercaya. Semuanya tetap aktif sampai grab lengkap berikutnya berkata sama, atau Anda mengonfirmasinya saat memulai grab.',
} as const;
