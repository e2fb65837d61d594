import type { ContactEntry } from '@grabber/database/store/grab-entries';
import { NO_VALUES } from '@grabber/database/testing/entries';
import type { BenchDatabase } from '../store/bench-database.ts';
import { contactValues } from '../store/row-values.ts';
import { copyObjects } from '../store/store-by-copy.ts';

/** How the people of one country are named, and their numbers. */
type People = {
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly between: string;
  readonly countryCode: string;
};

const words = (text: string) => text.split(' ');

const INDONESIAN: People = {
  first: words(
    'Adi Agus Ahmad Andi Ayu Bambang Budi Citra Dedi Dewi Dian Eka Fajar Fitri Gita Hadi Hendra Indra Intan Joko Kartika Lestari Made Maya Nur Putri Rina Sari Siti Wahyu',
  ),
  last: words(
    'Anggraini Gunawan Hakim Halim Hidayat Iskandar Kurniawan Kusuma Lubis Maulana Nasution Nugroho Permana Pratama Purnama Rahman Santoso Saputra Setiawan Siregar Suryani Susanto Utami Wibowo Wijaya',
  ),
  between: ' ',
  countryCode: '62',
};
const ARABIC: People = {
  first: words('أحمد محمد علي عمر خالد يوسف إبراهيم حسن سعيد فاطمة عائشة مريم نورة ليلى سارة'),
  last: words('الحربي العتيبي القحطاني الغامدي الزهراني المطيري الدوسري الشهري حداد منصور'),
  between: ' ',
  countryCode: '966',
};
const CHINESE: People = {
  first: words('王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗'),
  last: words('伟 芳 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 涛 明 超 秀兰 霞 平 刚 桂英 文 辉 建国'),
  between: '',
  countryCode: '86',
};
const RUSSIAN: People = {
  first: words('Александр Дмитрий Иван Мария Ольга Сергей Татьяна Екатерина Николай Елена'),
  last: words('Иванов Смирнова Кузнецов Попова Соколов Лебедева Новиков Морозова Волков'),
  between: ' ',
  countryCode: '7',
};
const INDIAN: People = {
  first: words('आरव विवान आदित्य अनन्या दीया ईशान कविता मीरा राहुल संजय'),
  last: words('शर्मा वर्मा गुप्ता सिंह पटेल कुमार जोशी अग्रवाल'),
  between: ' ',
  countryCode: '91',
};
/** Of ten people, six are Indonesian. */
const TEN: readonly People[] = [
  ...Array.from({ length: 6 }, () => INDONESIAN),
  ...[ARABIC, CHINESE, RUSSIAN, INDIAN],
];
const PLACES = words(
  'Kantor Tetangga Jakarta Bandung Surabaya Toko Sekolah Alumni Bengkel Arisan Proyek Müller',
);
const LABELS: readonly string[][] = [['Pelanggan'], ['Pelanggan baru', 'Grosir'], ['Keluarga']];
const CREATED_AT = Date.UTC(2025, 0, 1);
const HOUR_MS = 3_600_000;

/** The same number gives the same book, so a run can be repeated. */
function mixed(index: number): number {
  let hash = Math.imul(index + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

const pick = <T>(values: readonly T[], hash: number): T => values[hash % values.length] as T;

function nameOf(index: number, { first, last, between }: People): string {
  const hash = mixed(index);
  const name = `${pick(first, hash)}${between}${pick(last, hash >>> 7)}`;
  if (index % 3 === 0) return `${name} ${pick(PLACES, hash >>> 14)}`;
  // A part that no other name has.
  return index % 20 === 1 ? `${name} ${hash.toString(36)}` : name;
}

/** Person number `index`: one of twenty has no known phone, one of five has a username. */
export function personAt(index: number): ContactEntry {
  const hash = mixed(index + 1_000_000_007);
  const people = pick(TEN, index);
  const name = nameOf(index, people);
  const lid = `${String(100_000_000_000 + index)}@lid`;
  const phone = `${people.countryCode}8${String(1_000_000_000 + index * 7)}`;
  const isHidden = index % 20 === 0;
  const isSaved = !isHidden && index % 10 !== 3;
  return {
    ...NO_VALUES,
    contact_id: isHidden ? lid : `${phone}@s.whatsapp.net`,
    lid,
    phone_number: isHidden ? null : phone,
    masked_number: isHidden ? `+${people.countryCode}∙∙∙∙∙∙∙∙${String(index % 100)}` : null,
    name,
    address_book_name: isSaved ? name : null,
    push_name: name,
    username: index % 5 === 0 ? `${pick(INDONESIAN.first, hash).toLowerCase()}.${index}` : null,
    is_saved: isSaved,
    is_business: index % 10 === 0,
    business_kind: index % 10 === 0 ? 'small' : null,
    last_activity_at: index % 4 === 0 ? new Date(CREATED_AT + (hash % 8_000) * HOUR_MS) : null,
    labels: index % 50 === 0 ? pick(LABELS, hash) : [],
    is_blocked: index % 1_000 === 0,
  };
}

/** Fills the session of a database with that many people in five scripts, by COPY. */
export async function fillAddressBook(
  { db, session_id }: BenchDatabase,
  people: number,
): Promise<void> {
  const rows = function* () {
    for (let index = 0; index < people; index += 1) {
      yield contactValues(session_id, personAt(index));
    }
  };
  const client = await db.pool.connect();
  try {
    await client.query("SET statement_timeout = 0; SET maintenance_work_mem = '512MB'");
    // To build an index at the end takes a third of the time.
    const { rows: indexes } = await client.query<{ name: string; made_by: string }>(
      `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS made_by
       FROM pg_index WHERE indrelid = 'contacts'::regclass AND NOT indisprimary`,
    );
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    await copyObjects(client, 'contacts', rows());
    for (const { made_by } of indexes) await client.query(made_by);
    await client.query('VACUUM ANALYZE contacts');
  } finally {
    // With its settings.
    client.release(true);
  }
}
