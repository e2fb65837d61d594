import type { Text } from '../text.ts';

/** Parameters of own data and of memberships, by name, or by `route.name` where a route differs. */
export const OWN_DATA_PARAMETERS: Readonly<Record<string, Text>> = {
  tag: ['a whole tag: rows that have it', 'satu tag utuh: baris yang memilikinya'],
  'listGroups.tag': ['a whole tag', 'satu tag utuh'],
  'exportContacts.tag': ['as in the list', 'seperti pada daftar'],
  has_note: [
    '`true`: rows with a note; `false`: rows without',
    '`true`: baris dengan catatan; `false`: baris tanpa catatan',
  ],
  'listGroups.has_note': ['`true` or `false`', '`true` atau `false`'],
  'exportContacts.has_note': ['as in the list', 'seperti pada daftar'],
  field: [
    '`name:value`: rows whose custom field `name` has this value, such as `city:Bandung`',
    '`name:value`: baris yang field khusus `name`-nya bernilai itu, misalnya `city:Bandung`',
  ],
  'listGroups.field': ['`name:value` of a custom field', '`name:value` dari field khusus'],
  'exportContacts.field': ['as in the list', 'seperti pada daftar'],
  'exportContacts.has_username': ['as in the list', 'seperti pada daftar'],
  'exportContacts.changed_since': ['as in the list', 'seperti pada daftar'],
  'exportContacts.ids': ['as in the list', 'seperti pada daftar'],
  tags: ['all tags of the contact', 'semua tag kontak'],
  note: ['a text of up to 5,000 characters', 'teks hingga 5.000 karakter'],
  custom_fields: [
    'values by name, as the workspace defines them; null deletes a value',
    'nilai menurut nama, seperti yang ditentukan workspace; null menghapus nilai',
  ],
  'changeWorkspaceSettings.custom_fields': [
    'up to 30 fields, each with `name`, `type` and, of a `choice`, `choices`',
    'hingga 30 field, masing-masing dengan `name`, `type`, dan untuk `choice` juga `choices`',
  ],
  keeps_change_values: [
    '`true`: grabs keep the old and new values of what they change, for 30 days; `false` deletes these, too',
    '`true`: grab menyimpan nilai lama dan baru dari yang diubahnya selama 30 hari; `false` juga menghapusnya',
  ],
  masks_numbers: [
    '`true`: the console shows a phone number only after a click; answers and exports have it either way',
    '`true`: konsol menampilkan nomor telepon hanya setelah diklik; jawaban API dan ekspor tetap memuatnya',
  ],
  choices: ['the values of a `choice`', 'nilai-nilai sebuah `choice`'],
  add: [
    '1 to 10 tags each; at least one of the two',
    'masing-masing 1 sampai 10 tag; minimal salah satu dari keduanya',
  ],
  remove: [
    '1 to 10 tags each; at least one of the two',
    'masing-masing 1 sampai 10 tag; minimal salah satu dari keduanya',
  ],
  memberships: [
    '`true`: also joins, departures and changed roles',
    '`true`: juga masuk, keluar, dan perubahan peran',
  ],
  'listMembershipChanges.since': [
    '`next_cursor` of the answer before; default: begin with the oldest',
    '`next_cursor` dari jawaban sebelumnya; bawaan: mulai dari yang terlama',
  ],
  groups: [
    'up to 50 addresses of groups, separated by commas; default: all groups that the account has',
    'hingga 50 alamat grup, dipisahkan koma; bawaan: semua grup milik akun',
  ],
  min_groups: [
    'in how many of these groups a person must be; default 1',
    'di berapa grup seseorang minimal harus ada; bawaan 1',
  ],
  contact: [
    '`false`: persons who are not stored as contacts; `true`: those who are; default: both',
    '`false`: orang yang tidak tersimpan sebagai kontak; `true`: yang tersimpan; bawaan: keduanya',
  ],
  'listMembers.cursor': [
    '`next_cursor` of the page before; keep the other parameters the same',
    '`next_cursor` dari halaman sebelumnya; parameter lain harus tetap sama',
  ],
  expected: [
    'how many match, as you have counted and confirmed; if others do, nothing happens',
    'berapa yang cocok, seperti yang sudah Anda hitung dan pastikan; jika jumlahnya lain, tidak ada yang terjadi',
  ],
  'excludeMatching.label': [
    'in the query a label or list, as in the list of contacts; in the body what the list of exclusions shows',
    'di query label atau daftar, seperti pada daftar kontak; di body yang ditampilkan daftar pengecualian',
  ],
  'excludeAllMatching.label': [
    'in the query a label or list, as in the list of contacts; in the body what the list of exclusions shows',
    'di query label atau daftar, seperti pada daftar kontak; di body yang ditampilkan daftar pengecualian',
  ],
  'erasePerson.label': [
    'what the list of exclusions shows; do not name the person',
    'yang ditampilkan daftar pengecualian; jangan sebut nama orangnya',
  ],
};

const MATCHED_BEFORE: Text = [
  'how many matched before this call',
  'berapa yang cocok sebelum panggilan ini',
];
const GOES_ON: Text = [
  'true: the same call goes on; it expects `matched_count` less what is done',
  'true: panggilan yang sama melanjutkannya, dengan `matched_count` dikurangi yang sudah dikerjakan',
];

/** Fields of own data and of memberships, by name. */
export const OWN_DATA_TEXTS: Readonly<Record<string, Text>> = {
  tags: ['what you wrote; null: nothing', 'yang Anda tulis; null: tidak ada'],
  'listTags.tags': ['the tags, with counts', 'tag-tag beserta jumlahnya'],
  note: ['what you wrote; null: nothing', 'yang Anda tulis; null: tidak ada'],
  custom_fields: [
    'what you wrote, by the name of the field; null: nothing',
    'yang Anda tulis, menurut nama field; null: tidak ada',
  ],
  'getWorkspaceSettings.custom_fields': ['the custom fields', 'field-field khusus'],
  'changeWorkspaceSettings.custom_fields': ['the custom fields', 'field-field khusus'],
  choices: ['the values of a `choice`', 'nilai-nilai sebuah `choice`'],
  keeps_change_values: [
    'grabs keep the old and new values of what they change, for 30 days',
    'grab menyimpan nilai lama dan baru dari yang diubahnya selama 30 hari',
  ],
  masks_numbers: [
    'the console shows a phone number only after a click on it; answers are not masked',
    'konsol menampilkan nomor telepon hanya setelah diklik; jawaban API tidak disamarkan',
  ],
  matched_count: ['rows that match the filters', 'baris yang cocok dengan filter'],
  'deleteMatching.matched_count': MATCHED_BEFORE,
  'deleteAllMatching.matched_count': MATCHED_BEFORE,
  'excludeMatching.matched_count': MATCHED_BEFORE,
  'excludeAllMatching.matched_count': MATCHED_BEFORE,
  'deleteMatching.has_more': GOES_ON,
  'deleteAllMatching.has_more': GOES_ON,
  'excludeMatching.has_more': GOES_ON,
  'excludeAllMatching.has_more': GOES_ON,
  'excludeMatching.excluded_count': ['persons that were excluded', 'orang yang dikecualikan'],
  'excludeAllMatching.excluded_count': ['persons that were excluded', 'orang yang dikecualikan'],
  changed_count: ['rows that were changed', 'baris yang diubah'],
  refused_count: [
    'rows that would have too many tags: they are as before',
    'baris yang tag-nya akan terlalu banyak: tidak diubah',
  ],
  excluded_count: [
    'excluded persons that the read held; they are stored nowhere and in no other count',
    'orang yang dikecualikan dan ada di hasil baca; tidak disimpan dan tidak dihitung di tempat lain',
  ],
  old_role: [
    'the role before; null: there was none, or it is not known',
    'peran sebelumnya; null: tidak ada, atau tidak diketahui',
  ],
  seen_at: ['when a grab saw it', 'kapan sebuah grab melihatnya'],
  happened_at: [
    'when it happened, as WhatsApp says; null: not known',
    'kapan itu terjadi menurut WhatsApp; null: tidak diketahui',
  ],
  values: [
    'the old and the new value of each changed field, where the workspace keeps them',
    'nilai lama dan baru dari setiap field yang berubah, jika workspace menyimpannya',
  ],
  membership: ['the join, departure or changed role', 'masuk, keluar, atau perubahan peran'],
  is_contact: ['the person is stored as a contact', 'orang ini tersimpan sebagai kontak'],
  'Exclusion.label': [
    'what the user wrote; null: nothing',
    'yang ditulis pengguna; null: tidak ada',
  ],
  'ErasedCounts.membership_changes': [
    'deleted rows of the history of memberships',
    'baris riwayat keanggotaan yang dihapus',
  ],
  'PersonExport.membership_changes': [
    'joins, departures and changed roles of the person',
    'masuk, keluar, dan perubahan peran orang ini',
  ],
  'PersonExport.value_changes': [
    'old and new values of what grabs changed',
    'nilai lama dan baru dari yang diubah grab',
  ],
  'PersonExport.field': ['the name of the field', 'nama field'],
  'PersonExport.old': ['the value before', 'nilai sebelumnya'],
  'PersonExport.new': ['the value since then', 'nilai sesudahnya'],
  members: ['the persons', 'orang-orangnya'],
};
