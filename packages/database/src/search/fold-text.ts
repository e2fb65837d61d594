import { asciiDigit } from '@grabber/phone-numbers/plain-text';

/**
 * The marks that people leave out when they type (accents, vowel points, hamza on a letter), characters that are not
 * seen, and tatweel, which only stretches a word. Marks of other scripts stay: there they are letters of their own.
 */
const LEFT_OUT =
  /[[[\p{Mn}\p{Me}]&&[\p{sc=Inherited}\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}]]--[\u3099\u309a]]|[\p{Cf}\p{DI}\u0640]/gv;
const DIGITS = /\p{Nd}/gu;

const DASHES =
  '\u058a\u05be\u1400\u1806\u2010\u2012\u2013\u2014\u2015\u2212\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d\u301c\u3030\u30a0';
const QUOTES = '\u02bb\u02bc\u05f3\u2018\u2019\u201b\u2032';
const DOUBLE_QUOTES = '\u05f4\u201c\u201d\u201f';

/** Letters without a decomposition that people type as other ones. */
const LETTERS: Readonly<Record<string, string>> = {
  ...each('øłđħıŧð', 'oldhitd'),
  // The sigma at the end of a word.
  ...each('ς', 'σ'),
  // Alef wasla and its kin; alef maqsura and the yeh and kaf of Persian and Urdu; ta marbuta and other hehs.
  ...each('\u0671\u0672\u0673', '\u0627\u0627\u0627'),
  ...each('\u0649\u06cc\u06cd\u06d2', '\u064a\u064a\u064a\u064a'),
  ...each('\u06a9\u06aa', '\u0643\u0643'),
  ...each('\u0629\u06be\u06c1\u06c3\u06d5', '\u0647\u0647\u0647\u0647\u0647'),
  ...each(DASHES, '-'.repeat(DASHES.length)),
  ...each(QUOTES, "'".repeat(QUOTES.length)),
  ...each(DOUBLE_QUOTES, '"'.repeat(DOUBLE_QUOTES.length)),
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};
const REPLACED = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

function each(letters: string, others: string): Record<string, string> {
  return Object.fromEntries([...letters].map((letter, n) => [letter, others.charAt(n)]));
}

/**
 * The function search_fold of the database: what is stored and what is asked go through that one. This one says
 * beforehand what will be left of a word. A test compares the two, character by character.
 */
export function foldText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKD')
    .replaceAll(LEFT_OUT, '')
    .toLowerCase()
    .replaceAll(DIGITS, asciiDigit)
    .replaceAll(REPLACED, (letter) => LETTERS[letter] ?? letter);
}
