import type { IncompleteReason } from '@grabber/contracts/engine/reading';
import { type Language, type Phrase, type Translation, translated } from './language.ts';

type Code = IncompleteReason['code'];

const HELD_BACK: Readonly<Record<NonNullable<IncompleteReason['type']>, Phrase>> = {
  group: { id: 'grup', en: 'groups' },
  contact: { id: 'kontak', en: 'contacts' },
  participant: { id: 'anggota grup', en: 'members of a group' },
};

const MAY_LACK = 'sehingga daftarnya mungkin belum lengkap.';

/** The engine's and the store's own messages are English. */
const INDONESIAN: Readonly<Record<Exclude<Code, 'REMOVAL_HELD_BACK'>, (count: number) => string>> =
  {
    UNREADABLE_ITEMS: (count) => `${count} grup atau kontak tidak dapat dibaca; lihat errors.`,
    GROUP_MEMBERS_UNKNOWN: (count) =>
      `Tidak semua anggota dari ${count} grup dapat dibaca; lihat errors.`,
    GROUPS_NOT_REFRESHED: (count) => `Anggota dari ${count} grup tidak dapat diperbarui.`,
    GROUP_QUERY_REFUSED: () =>
      'WhatsApp menolak permintaan data grup karena terlalu banyak. Refresh berikutnya harus menunggu.',
    OWN_ROLE_UNKNOWN: (count) =>
      `WhatsApp Web tidak tahu anggota mana akun ini di ${count} grup, sehingga perannya tidak diketahui.`,
    SYNC_UNFINISHED: () =>
      `WhatsApp Web tidak terhubung atau belum selesai sinkronisasi, ${MAY_LACK}`,
    PAGE_RESTORING: () => `WhatsApp Web masih memuat penyimpanannya sendiri, ${MAY_LACK}`,
    CATCHING_UP: () => `WhatsApp Web masih memuat data yang terlewat selama offline, ${MAY_LACK}`,
    CONTACTS_SYNCING: () =>
      'Buku alamat belum dikirim oleh ponsel, sehingga kontak mungkin belum lengkap.',
    HISTORY_SYNCING: () =>
      'Chat dari riwayat terbaru belum dikirim oleh ponsel, sehingga kontak yang tidak disimpan mungkin belum ada.',
    HISTORY_UNAVAILABLE: () =>
      'Sehari setelah ditautkan, ponsel belum mengirim chat dari riwayat terbaru, sehingga kontak yang tidak disimpan mungkin belum ada.',
    GROUPS_SYNCING: () =>
      'WhatsApp Web masih meminta daftar semua grup, sehingga grup mungkin belum lengkap.',
    SYNC_STATE_UNKNOWN: () =>
      `WhatsApp Web tidak menyebutkan sejauh mana sinkronisasinya, ${MAY_LACK}`,
    GROUPS_NOT_QUERIED: () =>
      'WhatsApp belum menjawab permintaan daftar semua grup sejak perangkat ditautkan, sehingga grup mungkin belum lengkap.',
    WITHOUT_WHATSAPP_UNREAD: () =>
      'WhatsApp Web tidak memberikan semua orang di buku alamat yang tidak memakai WhatsApp, sehingga sebagian mungkin belum ada.',
    ROWS_REFUSED: () => 'Sebagian item terbaca tetapi tidak dapat disimpan.',
  };

/** The message of why a grab is incomplete. */
export function reasonMessage(
  { code, type = 'contact', message, count }: IncompleteReason,
  language: Language,
): string {
  if (code !== 'REMOVAL_HELD_BACK') {
    // A code of a newer engine has no text here.
    return language === 'en' ? message : (INDONESIAN[code]?.(count) ?? message);
  }
  const what = HELD_BACK[type][language];
  return {
    id: `Terlalu banyak ${what} hilang sekaligus. Semuanya tetap aktif sampai daftar lengkap berikutnya, minimal 10 menit kemudian, juga tidak memuatnya. Jika memang sudah tidak ada, ulangi dengan confirm_removals=true.`,
    en: `Too many ${what} are missing at once. They stay active until a complete listing at least 10 minutes later misses them, too. If they are gone, grab again with confirm_removals=true.`,
  }[language];
}

/** Why one item was not read or not stored. Names of fields and texts of WhatsApp Web stay as they are. */
const ITEMS: readonly Translation[] = [
  [/^members held back: (\d+) are missing at once$/, 'anggota ditahan: $1 hilang sekaligus'],
  [/^the page holds no list of its members$/, 'WhatsApp Web tidak memiliki daftar anggotanya'],
  [/^the list lacks the account itself$/, 'daftar anggotanya tidak memuat akun ini sendiri'],
  [/^(\d+) of its members could not be read$/, '$1 anggotanya tidak dapat dibaca'],
  [
    /^WhatsApp shows this account only some of its members$/,
    'WhatsApp hanya memperlihatkan sebagian anggotanya kepada akun ini',
  ],
  [/^no answer in time$/, 'tidak ada jawaban tepat waktu'],
  [/^WhatsApp did not answer in time$/, 'WhatsApp tidak menjawab tepat waktu'],
  [/^WhatsApp refused it: too many requests$/, 'WhatsApp menolak: terlalu banyak permintaan'],
  [/^refused by WhatsApp: (\S+)$/, 'ditolak WhatsApp: $1'],
  [/^WhatsApp named no members: (.*)$/, 'WhatsApp tidak menyebutkan anggotanya: $1'],
  [
    /^WhatsApp Web cannot be asked for all groups$/,
    'WhatsApp Web tidak dapat diminta daftar semua grup',
  ],
  [
    /^not asked: WhatsApp Web cannot be asked for groups$/,
    'tidak ditanyakan: WhatsApp Web tidak dapat diminta data grup',
  ],
  [/^not asked: the read was ended$/, 'tidak ditanyakan: pembacaan sudah dihentikan'],
  [
    /^not asked: WhatsApp refused other queries of this read: (\S+)$/,
    'tidak ditanyakan: WhatsApp menolak permintaan lain dari pembacaan ini: $1',
  ],
  [
    /^not asked: the (\d+) queries of one read were used up$/,
    'tidak ditanyakan: jatah $1 permintaan untuk satu pembacaan sudah habis',
  ],
  [
    /^not asked: the time of this read was over$/,
    'tidak ditanyakan: waktu pembacaan ini sudah habis',
  ],
  [/^refused by the database \((.+)\)$/, 'ditolak database ($1)'],
  [/^its group is not in this grab$/, 'grupnya tidak ada dalam pengambilan ini'],
  [/^an error without a message$/, 'error tanpa pesan'],
  [/^Error: the id is not a group id$/, 'id-nya bukan id grup'],
  [/^Error: the id is not an address$/, 'id-nya bukan alamat'],
  [/^Error: the id has no server$/, 'id-nya tidak memiliki server'],
  [
    /^Error: the id is neither a phone number nor a LID$/,
    'id-nya bukan nomor telepon dan bukan LID',
  ],
  [/^Error: a group of the answer has no id$/, 'satu grup dalam jawaban tidak memiliki id'],
  [/^(\w+) is not text$/, '$1 bukan teks'],
  [/^(\w+) is not a list$/, '$1 bukan daftar'],
  [/^(\w+) is not a LID$/, '$1 bukan LID'],
  [/^(\w+) is not the id of a group$/, '$1 bukan id grup'],
  [/^(\w+) is not the number of (\w+)$/, '$1 bukan nomor dari $2'],
  [/^(\w+) is neither a phone JID nor a LID$/, '$1 bukan JID nomor telepon dan bukan LID'],
  [
    /^(\w+) is a LID although the phone is known$/,
    '$1 berupa LID, padahal nomor teleponnya diketahui',
  ],
  [/^lid is not (\w+)$/, 'lid tidak sama dengan $1'],
  [/^(\w+) holds what is not a LID$/, '$1 memuat sesuatu yang bukan LID'],
  [/^(\w+) is out of range$/, '$1 di luar rentang'],
  [/^(\w+) is unknown$/, '$1 tidak dikenal'],
  [/^(\w+) is too long$/, '$1 terlalu panjang'],
  [/^(\w+) holds a NUL$/, '$1 memuat karakter NUL'],
  [/^(\w+) holds half a surrogate pair$/, '$1 memuat separuh pasangan surrogate'],
];

/** An error of WhatsApp Web itself stays as it is. */
export function itemReason(reason: string, language: Language): string {
  return language === 'en' ? reason : (translated(reason, ITEMS) ?? reason);
}
