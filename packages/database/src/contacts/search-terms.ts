/** A word of the search has nothing that a name can be found by. */
export class SearchTermInvalid extends Error {
  override readonly name = 'SearchTermInvalid';
  readonly code = 'SEARCH_TERM_INVALID';

  constructor() {
    super('each word needs a letter, a digit or a symbol');
  }
}

/**
 * How a word is found. Each way is served by an index, so that no search reads the texts of all sessions:
 * - `contains`: anywhere in a text, by three letters in a row
 * - `wide`: anywhere in a text, by a letter that is not ASCII
 * - `word`: at the beginning of a word of a text
 * - `name`: at the beginning of the name
 */
export type SearchWay = 'contains' | 'wide' | 'word' | 'name';

export interface SearchWord {
  text: string;
  way: SearchWay;
}

/** The parts of a search text. */
export interface SearchTerms {
  /** all of them are in one of the contact's texts, in any order */
  words: SearchWord[];
  /** or this is part of its number; null: not typed as a number */
  digits: string | null;
}

/** More words than a search for one person needs. */
const MAX_WORDS = 8;
/** Fewer say nothing about a number. */
const MIN_DIGITS = 3;
const LOOKS_LIKE_NUMBER = /^[+(\d][\d\s().+/-]*$/;

/**
 * Splits a search text. Null if it is empty. A number may be typed with its country's code
 * (`+62 812`, `0062 812`) or without (`0812`): the stored one has the code, so the 0 is left out.
 *
 * @throws SearchTermInvalid
 */
export function searchTerms(typed: string): SearchTerms | null {
  const words = typed
    .replaceAll('\0', ' ')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  if (words.length === 0) return null;
  return { words: withWays(words), digits: digitsOf(words.join(' ')) };
}

type Kind = 'long' | 'wide' | 'short' | 'symbols';

/** The index finds the rows of one word. The others then only have to be in the texts of those rows. */
function withWays(words: readonly string[]): SearchWord[] {
  const kinds = words.map(kindOf);
  const best = KINDS.find((kind) => kinds.includes(kind)) ?? 'symbols';
  return words.map((text, place) => {
    const isIndexed = best === 'symbols' ? place === 0 : kinds[place] === best;
    return { text, way: isIndexed ? WAY_OF[best] : 'contains' };
  });
}

/** The kinds, the one whose index finds the fewest rows first. */
const KINDS: readonly Kind[] = ['long', 'wide', 'short', 'symbols'];
const WAY_OF: Record<Kind, SearchWay> = {
  long: 'contains',
  wide: 'wide',
  short: 'word',
  symbols: 'name',
};

// Whether Postgres sees letters beyond ASCII depends on the locale of the database. These need no locale.
const THREE_LETTERS = /[a-z0-9]{3}/i;
const WIDE_LETTER = /(?![a-z0-9])[\p{L}\p{N}]/iu;
const LETTER = /[a-z0-9]/i;
/** Also what this program does not know: an emoji can be newer than it. */
const SYMBOLS = /[\p{S}\p{P}\p{Cn}\p{Co}]/u;

function kindOf(word: string): Kind {
  const folded = fold(word);
  if (THREE_LETTERS.test(folded)) return 'long';
  if (WIDE_LETTER.test(folded)) return 'wide';
  if (LETTER.test(folded)) return 'short';
  if (SYMBOLS.test(folded)) return 'symbols';
  throw new SearchTermInvalid();
}

/** Accents, vowel points, and characters without a width. */
const LEFT_OUT =
  /[\u0300-\u036f]|[\u0591-\u05bd]|[\u064b-\u0652]|\u0670|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u200b-\u200f]|\u2060|[\u20d0-\u20ff]|[\ufe00-\ufe0f]|\ufeff/g;

/** As search_fold of the database, as far as the kind of a word needs it. */
function fold(word: string): string {
  return word
    .toWellFormed()
    .normalize('NFKD')
    .replace(LEFT_OUT, '')
    .replace(/[øłđħıŧðØŁĐĦŦÐ]/g, 'x')
    .replace(/[ßæœþẞÆŒÞ]/g, 'xx');
}

function digitsOf(text: string): string | null {
  if (!LOOKS_LIKE_NUMBER.test(text)) return null;
  const digits = text.replaceAll('(0)', '').replace(/\D/g, '');
  const number = text.startsWith('+') ? digits : digits.replace(/^0{1,2}/, '');
  return number.length < MIN_DIGITS ? null : number;
}
