import type { Random } from './random.ts';

const FIRST = [
  'Agus',
  'Ayu',
  'Bambang',
  'Citra',
  'Dewi',
  'Eko',
  'Fitri',
  'Gita',
  'Hendra',
  'Indah',
  'Joko',
  'Kartika',
  'Lestari',
  'Made',
  'Nurul',
  'Oka',
  'Putri',
  'Rizky',
  'Sari',
  'Teguh',
  'Umar',
  'Vina',
  'Wahyu',
  'Yanti',
  'Zainal',
  'Anna',
  'Björn',
  'Chloé',
  'Dmitri',
  'Elif',
  'Mei',
  'Nguyễn',
];
const LAST = [
  'Santoso',
  'Wijaya',
  'Pratama',
  'Kusuma',
  'Hidayat',
  'Saputra',
  'Nugroho',
  'Siregar',
  'Lubis',
  'Harahap',
  'Maharani',
  'Permata',
  'Setiawan',
  'Utami',
  'Wibowo',
  'Yulianti',
  'Müller',
  "O'Neil",
];
const TRADES = ['Toko', 'Warung', 'Apotek', 'Bengkel', 'Katering', 'Laundry', 'Travel', 'Klinik'];
const TOPICS = [
  'Keluarga Besar',
  'Alumni SMA',
  'RT 05',
  'Kantor',
  'Futsal',
  'Arisan',
  'Komunitas Sepeda',
  'Wali Murid',
  'Proyek',
  'Reuni',
  'Pengajian',
  'Panitia',
];

/** A full name for the address book. The number keeps most of them distinct. */
export function fullName(random: Random, number: number): string {
  return `${pick(FIRST, random)} ${pick(LAST, random)} ${number}`;
}

/** The name that a person chose. */
export function pushName(random: Random): string {
  return random.below(2) ? pick(FIRST, random) : `~${pick(FIRST, random).toLowerCase()}~`;
}

export function businessName(random: Random, number: number): string {
  return `${pick(TRADES, random)} ${pick(LAST, random)} ${number}`;
}

export function groupSubject(random: Random, number: number): string {
  return `${pick(TOPICS, random)} ${number}`;
}

function pick(names: readonly string[], random: Random): string {
  return names[random.below(names.length)] ?? '';
}
