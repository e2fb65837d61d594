import type { Text } from '../text.ts';

/** Fields of grabs, by name, or by `Component.name` where one differs. */
export const GRAB_TEXTS: Readonly<Record<string, Text>> = {
  grab_id: ['the id of the grab', 'id grab'],
  kind: ['what the grab reads', 'apa yang dibaca grab'],
  state: [
    '`queued`: waits for its turn or for its next try; `running`: reads or stores; `complete`: stored; `partial`: what could be read is stored; `failed`: nothing was stored, see `error`; `cancelled`: nothing was stored',
    '`queued`: menunggu giliran atau percobaan berikutnya; `running`: membaca atau menyimpan; `complete`: tersimpan; `partial`: yang bisa dibaca tersimpan; `failed`: tidak ada yang tersimpan, lihat `error`; `cancelled`: tidak ada yang tersimpan',
  ],
  refresh: [
    'it asks WhatsApp for all groups and their members',
    'meminta semua grup dan anggotanya dari WhatsApp',
  ],
  confirm_removals: [
    'it makes all that is missing inactive at once',
    'langsung menonaktifkan semua yang tidak ditemukan',
  ],
  attempts: ['how often its run was started', 'berapa kali dijalankan'],
  total_groups: ['how many groups were read', 'berapa grup yang dibaca'],
  total_contacts: ['how many contacts were read', 'berapa kontak yang dibaca'],
  total_participants: ['how many memberships were read', 'berapa keanggotaan yang dibaca'],
  total_without_whatsapp: [
    'stored people without WhatsApp; they are in no array, and in none of the counts above',
    'orang tanpa WhatsApp yang tersimpan; tidak ada di array, dan tidak dihitung di angka lain',
  ],
  saved_count: ['new rows', 'baris baru'],
  updated_count: ['rows that were there before', 'baris yang sudah ada sebelumnya'],
  unchanged_count: [
    'of the updated ones, those that needed no write',
    'dari baris yang diperbarui, yang tidak perlu ditulis',
  ],
  removed_count: [
    'rows that are gone from WhatsApp: now `inactive`, never deleted; see removals',
    'baris yang hilang dari WhatsApp: kini `inactive`, tidak pernah dihapus; lihat removals',
  ],
  failed_count: [
    'items that could not be read or stored',
    'item yang tidak bisa dibaca atau disimpan',
  ],
  complete: ['whether everything was read', 'apakah semuanya terbaca'],
  incomplete_reasons: ['why not everything was read', 'mengapa tidak semuanya terbaca'],
  'IncompleteReason.code': ['the reason, for programs', 'alasannya, untuk program'],
  count: ['how many items it concerns', 'berapa item yang terkena'],
  'IncompleteReason.type': [
    'of `REMOVAL_HELD_BACK`: what is counted',
    'untuk `REMOVAL_HELD_BACK`: apa yang dihitung',
  ],
  errors: [
    'at most 1,000 items that could not be read or stored, then the groups of which not all members could be read, or too many are missing',
    'maksimal 1.000 item yang tidak bisa dibaca atau disimpan, lalu grup yang anggotanya tidak semuanya terbaca, atau terlalu banyak yang hilang',
  ],
  'GrabItemError.contact_id': [
    'its address; null: it could not be read',
    'alamatnya; null: tidak bisa dibaca',
  ],
  reason: [
    'the reason in the language of the answer; what WhatsApp Web itself threw stays as it is',
    'alasannya dalam bahasa jawaban; yang dilemparkan WhatsApp Web sendiri dibiarkan apa adanya',
  ],
  error: [
    'why it failed or was cancelled, or why the last try failed; null: no error',
    'mengapa gagal atau dibatalkan, atau mengapa percobaan terakhir gagal; null: tidak ada error',
  ],
  timings: [
    'milliseconds by phase; a phase that was not reached is absent',
    'milidetik per tahap; tahap yang tidak tercapai tidak ada',
  ],
  wait_ms: ['milliseconds until its turn came', 'milidetik sampai gilirannya tiba'],
  read_ms: [
    'milliseconds from the request to the engine to the last line',
    'milidetik dari permintaan ke engine sampai baris terakhir',
  ],
  store_ms: ['milliseconds to store', 'milidetik untuk menyimpan'],
  engine_groups_ms: [
    'milliseconds for the groups, as the engine measured',
    'milidetik untuk grup, menurut engine',
  ],
  engine_contacts_ms: [
    'milliseconds for the contacts, as the engine measured',
    'milidetik untuk kontak, menurut engine',
  ],
  engine_total_ms: [
    'milliseconds for the read, as the engine measured',
    'milidetik untuk pembacaan, menurut engine',
  ],
  queries_sent: [
    'requests that WhatsApp Web sent to WhatsApp for this grab, in all its tries',
    'permintaan yang dikirim WhatsApp Web ke WhatsApp untuk grab ini, dalam semua percobaannya',
  ],
  started_at: [
    'when it last started, in UTC; null: not yet',
    'kapan terakhir dimulai, dalam UTC; null: belum',
  ],
  finished_at: ['when it ended, in UTC; null: not yet', 'kapan berakhir, dalam UTC; null: belum'],
  joined: [
    '`true`: a grab of this kind already waited or ran, and this is that grab',
    '`true`: grab jenis ini sudah menunggu atau berjalan, dan inilah grab itu',
  ],
  grabs: ['the grabs, newest first', 'daftar grab, terbaru lebih dulu'],
};
