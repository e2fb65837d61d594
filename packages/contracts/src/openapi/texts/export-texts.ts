import type { Text } from '../text.ts';

const STATUS: Text = [
  '`active` (default): current members; `inactive`: those who have left; `all`: both',
  '`active` (bawaan): anggota saat ini; `inactive`: yang sudah keluar; `all`: keduanya',
];

/** What a client chooses of a file. Which format takes what is explained in docs/exports.md. */
export const EXPORT_PARAMETERS: Readonly<Record<string, Text>> = {
  phone: ['how numbers of phones are written in the file', 'cara nomor telepon ditulis di berkas'],
  delimiter: ['what separates the columns of a CSV file', 'pemisah kolom di berkas CSV'],
  columns: [
    'names of columns with commas between them, in their order in the file; or `all`',
    'nama kolom dipisah koma, sesuai urutan di berkas; atau `all`',
  ],
  profile: [
    'a table as another program imports it; it goes with no other choice of the look',
    'tabel dalam bentuk yang diimpor program lain; tidak bisa digabung dengan pilihan bentuk lain',
  ],
  'exportParticipants.status': STATUS,
  'exportMemberships.status': STATUS,
  group_status: [
    '`active`: groups that the account has; `inactive`: groups that it has no more; default: both',
    '`active`: grup yang dimiliki akun; `inactive`: grup yang tidak lagi dimiliki; bawaan: keduanya',
  ],
};
