import type { Text } from '../text.ts';

/** Fields of contacts, groups and members, by name, or by `Component.name` where one differs. */
export const CONTACT_TEXTS: Readonly<Record<string, Text>> = {
  id: ['the number of the row', 'nomor baris'],
  contact_id: [
    'of a person the phone JID if the phone is known, else the LID; of a group its JID',
    'untuk orang: JID telepon jika nomornya diketahui, kalau tidak LID; untuk grup: JID-nya',
  ],
  name: ['the name', 'nama'],
  'ExportedIndividual.name': [
    'the name as it is stored; null: none',
    'nama seperti tersimpan; null: tidak ada',
  ],
  'ExportedGroup.name': [
    'the name as it is stored; null: none',
    'nama seperti tersimpan; null: tidak ada',
  ],
  'Member.name': [
    'the name to show, never null: see names',
    'nama yang ditampilkan, tidak pernah null: lihat names',
  ],
  'ExportedMember.name': [
    'the name as it is stored; null: none',
    'nama seperti tersimpan; null: tidak ada',
  ],
  'ExportedMembership.name': [
    'the name as it is stored; null: none',
    'nama seperti tersimpan; null: tidak ada',
  ],
  'Individual.name': [
    'the name to show, never null: see names',
    'nama yang ditampilkan, tidak pernah null: lihat names',
  ],
  'Group.name': [
    'the name to show, never null: see names',
    'nama yang ditampilkan, tidak pernah null: lihat names',
  ],
  'Individual.phone_number': [
    'E.164 digits without `+`; null: not known',
    'digit E.164 tanpa `+`; null: tidak diketahui',
  ],
  'Group.phone_number': ['always null', 'selalu null'],
  phone_e164: [
    'the number with `+`, in the form that one dials; null: not known, or more than 15 digits',
    'nomor dengan `+`, dalam bentuk untuk ditelepon; null: tidak diketahui, atau lebih dari 15 digit',
  ],
  phone_national: [
    'the number as it is written within its country; null: no country has its code',
    'nomor seperti ditulis di negaranya; null: kodenya bukan milik negara mana pun',
  ],
  country: [
    'two letters of ISO 3166, such as `ID`; null: not known',
    'dua huruf ISO 3166, misalnya `ID`; null: tidak diketahui',
  ],
  type: ['what the item is', 'jenis item'],
  group_id: ['the `contact_id` of the group', '`contact_id` milik grup'],
  'Individual.group_id': ['always null', 'selalu null'],
  'Group.group_id': ['always null', 'selalu null'],
  group_name: [
    'the subject of the group; null: none, or not known',
    'nama grup; null: tidak ada, atau tidak diketahui',
  ],
  group_description: [
    'the description of the group; null: none, or not known',
    'deskripsi grup; null: tidak ada, atau tidak diketahui',
  ],
  group_participants_count: [
    "of a group: WhatsApp's number of members; null: unknown",
    'untuk grup: jumlah anggota menurut WhatsApp; null: tidak diketahui',
  ],
  is_admin: ['of a group: whether the account is an admin', 'untuk grup: apakah akun ini admin'],
  profile_picture: [
    'the URL of the picture at WhatsApp, which expires; null: none, or not known',
    'URL foto di WhatsApp, yang akan kedaluwarsa; null: tidak ada, atau tidak diketahui',
  ],
  'Individual.status': [
    '`active`, or `inactive` when a later complete grab did not find it',
    '`active`, atau `inactive` jika grab lengkap berikutnya tidak menemukannya',
  ],
  'Group.status': [
    '`active`, or `inactive` when a later complete grab did not find it',
    '`active`, atau `inactive` jika grab lengkap berikutnya tidak menemukannya',
  ],
  grabbed_at: [
    'when a grab that listed everything last found it, in UTC',
    'kapan terakhir ditemukan oleh grab yang mendaftar semuanya, dalam UTC',
  ],
  lid: ["WhatsApp's linked id of the person", 'linked id orang itu di WhatsApp'],
  address_book_name: [
    'the name in the address book; null: none, or not known',
    'nama di buku alamat; null: tidak ada, atau tidak diketahui',
  ],
  short_name: [
    'the first name in the address book; null: none, or not known',
    'nama depan di buku alamat; null: tidak ada, atau tidak diketahui',
  ],
  verified_name: [
    'the verified name of a business; null: none, or not known',
    'nama terverifikasi sebuah bisnis; null: tidak ada, atau tidak diketahui',
  ],
  push_name: [
    'the name that the person chose; null: none, or not known',
    'nama yang dipilih orang itu; null: tidak ada, atau tidak diketahui',
  ],
  'Individual.username': [
    'of a person, without the `@` that WhatsApp shows before it; null: none, or not known yet',
    'untuk orang, tanpa `@` yang ditampilkan WhatsApp di depannya; null: tidak ada, atau belum diketahui',
  ],
  masked_number: [
    'of a person without a known phone: the number as WhatsApp shows it, with most digits hidden; null: not known',
    'untuk orang yang nomornya tidak diketahui: nomor seperti ditampilkan WhatsApp, sebagian besar digit disembunyikan; null: tidak diketahui',
  ],
  about: [
    'the status text of a person; null: none, or not known yet',
    'teks status seseorang; null: tidak ada, atau belum diketahui',
  ],
  is_saved: ['the person is in the address book', 'orang ini ada di buku alamat'],
  is_business: ['the person uses a business account', 'orang ini memakai akun bisnis'],
  is_blocked: ['the account has blocked the person', 'akun ini memblokir orang tersebut'],
  on_whatsapp: [
    'false: a person of the address book without a WhatsApp account: see people without WhatsApp',
    'false: orang di buku alamat yang tidak punya akun WhatsApp: lihat people without WhatsApp',
  ],
  business_kind: [
    'of a person: `small` (the app for small businesses), `enterprise` (the Business Platform); null: neither',
    'untuk orang: `small` (aplikasi untuk usaha kecil), `enterprise` (Business Platform); null: bukan keduanya',
  ],
  verified_level: [
    'of a business: `high` or `low`, as WhatsApp has verified its name; null: not known',
    'untuk bisnis: `high` atau `low`, sesuai verifikasi nama oleh WhatsApp; null: tidak diketahui',
  ],
  owner_id: [
    'who created the group; null: unknown',
    'siapa yang membuat grup; null: tidak diketahui',
  ],
  group_created_at: [
    'when the group was created, in UTC; null: unknown',
    'kapan grup dibuat, dalam UTC; null: tidak diketahui',
  ],
  is_announce: ['only admins can write', 'hanya admin yang bisa menulis'],
  is_community: ['the group is a community', 'grup ini adalah komunitas'],
  community_id: ['the id of its community; null: none', 'id komunitasnya; null: tidak ada'],
  is_admin_known: [
    'of a group; false: no grab has found out whether the account is an admin, and `is_admin` is false for that reason',
    'untuk grup; false: belum ada grab yang mengetahui apakah akun ini admin, dan `is_admin` false karena itu',
  ],
  is_restricted: [
    'of a group: only admins change its name, picture and description',
    'untuk grup: hanya admin yang mengubah nama, foto, dan deskripsinya',
  ],
  members_can_add: [
    'of a group: all members can add others, else only admins',
    'untuk grup: semua anggota bisa menambah anggota lain, kalau tidak hanya admin',
  ],
  requires_approval: [
    'of a group: an admin must approve who joins',
    'untuk grup: admin harus menyetujui siapa yang bergabung',
  ],
  is_suspended: ['of a group: WhatsApp has suspended it', 'untuk grup: WhatsApp menangguhkannya'],
  is_terminated: ['of a group: it was closed for good', 'untuk grup: sudah ditutup selamanya'],
  is_unnamed: [
    'of a group: it has no subject, so WhatsApp shows the names of members',
    'untuk grup: tidak punya nama, sehingga WhatsApp menampilkan nama anggota',
  ],
  ephemeral_seconds: [
    'of a group: new messages disappear after this time; 0: they stay',
    'untuk grup: pesan baru hilang setelah sekian detik; 0: tidak hilang',
  ],
  group_name_changed_at: [
    'when the name of the group last changed, in UTC; null: unknown',
    'kapan nama grup terakhir berubah, dalam UTC; null: tidak diketahui',
  ],
  group_description_changed_at: [
    'when the description last changed, in UTC; null: unknown, or no description',
    'kapan deskripsi terakhir berubah, dalam UTC; null: tidak diketahui, atau tidak ada deskripsi',
  ],
  last_activity_at: [
    'of the chat; it may be up to a day older than the newest message; null: no chat is known',
    'dari chat; bisa sampai sehari lebih lama dari pesan terbaru; null: tidak ada chat yang diketahui',
  ],
  is_archived: [
    'the chat is archived; null: no chat is known',
    'chat diarsipkan; null: tidak ada chat yang diketahui',
  ],
  is_muted: [
    'the chat is muted; null: no chat is known',
    'chat dibisukan; null: tidak ada chat yang diketahui',
  ],
  muted_until: [
    'until when the chat is muted; null: it is not muted, or without an end',
    'sampai kapan chat dibisukan; null: tidak dibisukan, atau tanpa batas waktu',
  ],
  is_locked: [
    "of the chat; null without the session's choice: see locked chats",
    'dari chat; null tanpa pilihan session: lihat locked chats',
  ],
  labels: [
    "the names of the chat's labels (business app) or lists, in WhatsApp's order; null: none, or not known",
    'nama label (aplikasi bisnis) atau daftar milik chat, sesuai urutan WhatsApp; null: tidak ada, atau tidak diketahui',
  ],
  name_source: ['where `name` comes from: see names', 'dari mana `name` berasal: lihat names'],
  contact: [
    'the contact or group as it is stored now',
    'kontak atau grup seperti tersimpan sekarang',
  ],
  contacts: ['the contacts', 'daftar kontak'],
  groups: ['the groups', 'daftar grup'],
  'getContact.groups': [
    'the groups that the person is in now; empty for a group',
    'grup yang diikuti orang itu sekarang; kosong untuk grup',
  ],
  next_cursor: [
    'the `cursor` of the next page; null: this was the last page',
    '`cursor` untuk halaman berikutnya; null: ini halaman terakhir',
  ],
  total: [
    'the number of rows that match the filters; only with `total=true`',
    'jumlah baris yang cocok dengan filter; hanya dengan `total=true`',
  ],
  'listLabels.labels': ['the labels or lists', 'daftar label'],
  'Label.name': ['the name of the label or list', 'nama label atau daftar'],
  'Label.contacts': ['how many contacts are in it', 'berapa kontak di dalamnya'],
  'Label.groups': ['how many groups are in it', 'berapa grup di dalamnya'],
  group_status: [
    '`active`, or `inactive`: the account has the group no more',
    '`active`, atau `inactive`: grup tidak lagi dimiliki akun',
  ],
  // Changes.
  changes: ['the latest change of each row', 'perubahan terakhir setiap baris'],
  change: [
    '`created`: the row may be new to you; `changed`: `fields` names what differs; `removed`: a complete grab did not find it; `deleted`: the row is gone',
    '`created`: baris mungkin baru bagi Anda; `changed`: `fields` menyebut yang berbeda; `removed`: grab lengkap tidak menemukannya; `deleted`: baris sudah tidak ada',
  ],
  fields: [
    'the fields of `contact` that differ or may differ',
    'field dari `contact` yang berbeda atau mungkin berbeda',
  ],
  changed_at: [
    'when it was stored; null: more than 90 days ago',
    'kapan disimpan; null: lebih dari 90 hari yang lalu',
  ],
  'ContactChange.grab_id': [
    'the grab that stored it; null: people wrote or deleted it, or that grab is no longer known',
    'grab yang menyimpannya; null: ditulis atau dihapus orang, atau grab itu sudah tidak diketahui',
  ],
  'ContactChange.merged_into': [
    'only of a `merged` row: the row that it continues in',
    'hanya untuk baris `merged`: baris yang meneruskannya',
  ],
  'ContactChange.reason': [
    '`deleted`, `purged`, or `merged` into another listed row',
    '`deleted`, `purged`, atau `merged` ke baris lain yang tercantum',
  ],
  'listChanges.next_cursor': [
    'the `since` of the next request, also when nothing has changed',
    '`since` untuk permintaan berikutnya, juga jika tidak ada yang berubah',
  ],
  has_more: ['false: you are up to date', 'false: Anda sudah memiliki yang terbaru'],
  // Members.
  role: ['the role in the group', 'peran di grup'],
  members_stored: [
    "how many current members are stored; WhatsApp's own number is `group_participants_count`",
    'berapa anggota saat ini yang tersimpan; angka dari WhatsApp ada di `group_participants_count`',
  ],
  participants: ['the current members', 'anggota saat ini'],
  participant_id: [
    'the phone JID if the phone is known, else the LID',
    'JID telepon jika nomornya diketahui, kalau tidak LID',
  ],
  joined_at: [
    'when the person joined, in UTC; null: not known, as is usual',
    'kapan orang itu bergabung, dalam UTC; null: tidak diketahui, seperti biasanya',
  ],
  past_participants: ['the persons who have left', 'orang yang sudah keluar'],
  left_at: [
    'when the person left, in UTC; null: not known',
    'kapan orang itu keluar, dalam UTC; null: tidak diketahui',
  ],
  'PastMember.reason': [
    '`left` by themselves, or `removed` by an admin; null: not known',
    '`left` keluar sendiri, atau `removed` dikeluarkan admin; null: tidak diketahui',
  ],
};
