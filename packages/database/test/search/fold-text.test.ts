import { describe, expect, it } from 'vitest';
import { listContactsPage } from '../../src/contacts/list-contacts-page.ts';
import { foldText } from '../../src/search/fold-text.ts';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { grabEach } from '../support/grab-each.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

it('the database and this program fold each character of Unicode in the same way', async () => {
  const { rows } = await test.db.pool.query<{ letter: string; lower: string; folded: string }>(
    `SELECT letter, lower(normalize(letter, NFKD)) AS lower, search_fold(letter) AS folded
     FROM generate_series(1, 1114111) code, LATERAL (SELECT chr(code) AS letter) each
     WHERE code NOT BETWEEN 55296 AND 57343`,
  );
  const known = rows.filter(
    // Both know the character, whatever their versions of Unicode and the locale of the database.
    ({ letter, lower }) => letter.normalize('NFKD').toLowerCase() === lower,
  );
  expect(known.length).toBeGreaterThan(1_000_000);
  const differing = known.filter(({ letter, folded }) => foldText(letter) !== folded);
  expect(differing).toEqual([]);
});

describe('a search finds a name', () => {
  it.each([
    ['Arabic, by its letters without hamza', 'أحمد', 'احمد'],
    ['Arabic, with hamza that the name lacks', 'احمد', 'أحمد'],
    ['Arabic, without madda', 'آمنة', 'امنة'],
    ['Arabic, with heh for ta marbuta', 'فاطمة', 'فاطمه'],
    ['Arabic, with yeh for alef maqsura', 'موسى', 'موسي'],
    ['Arabic, without hamza on waw and yeh', 'مؤمن رئيس', 'مومن رييس'],
    ['Arabic, without tatweel and vowel points', 'مُحَمَّـــد', 'محمد'],
    ['Arabic, in its presentation forms', 'ﻣﺤﻤﺪ', 'محمد'],
    ['Arabic, of two letters', 'أب', 'اب'],
    ['Persian, with Arabic yeh and kaf', 'علی کریمی', 'علي كريمي'],
    ['Persian, without the joiner', 'می‌رود', 'میرود'],
    ['Urdu, with other hehs', 'ہدیٰ', 'هدي'],
    ['Hebrew, without points', 'שָׁלוֹם', 'שלום'],
    ['Hebrew, with a hyphen for maqaf', 'בן־דוד', 'בן-דוד'],
    ['Greek, with the other sigma', 'Οδυσσεύς', 'οδυσσευσ'],
    ['Cyrillic, without marks', 'Алёна Йо', 'алена ио'],
    ['Vietnamese', 'Đặng Thị Hồng', 'dang thi hong'],
    ['with the digits of another script', 'Toko ٢٤', 'toko 24'],
    ['with an apostrophe of a keyboard', 'O’Neil', "o'neil"],
    ['with a dash of a keyboard', 'Al–Hadi', 'al-hadi'],
    ['with characters that are not seen', 'Bu\u00addi\u2066\u200b', 'budi'],
  ])('%s', async (_, name, typed) => {
    const contacts = [
      contactEntry(person('628123456001'), { name }),
      contactEntry(person('628123456002'), { name: 'Other' }),
    ];
    const session_id = await grabEach(test.db, { contacts });
    for (const walked_rows of [20_000, 1]) {
      const page = await listContactsPage(test.db, {
        session_id,
        search: typed,
        limit: 9,
        walked_rows,
      });
      expect(page.rows.map((row) => row.name)).toEqual([name]);
    }
  });

  it.each([
    ['か', 'が'],
    ['กา', 'กิ'],
    ['क', 'कि'],
  ])('of another script by all its marks: %s is not %s', async (typed, name) => {
    const contacts = [contactEntry(person('628123456001'), { name })];
    const session_id = await grabEach(test.db, { contacts });
    expect(foldText(name)).not.toBe(foldText(typed));
    const page = await listContactsPage(test.db, { session_id, search: name, limit: 9 });
    expect(page.rows).toHaveLength(1);
  });
});
