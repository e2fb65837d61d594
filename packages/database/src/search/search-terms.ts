import {
  type Country,
  numberVariants,
  parseNumber,
  prefixVariants,
} from '@grabber/phone-numbers/phone-number';
import { readTypedNumber } from '@grabber/phone-numbers/typed-number';
import { foldText } from './fold-text.ts';

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
  /** or one of these is part of its number; empty: not typed as a number */
  numbers: string[];
  /** or these are the digits of one of its LIDs; null: no LID is like this */
  lid: string | null;
}

/** More words than a search for one person needs. */
const MAX_WORDS = 8;
/** Fewer say nothing about a number. */
const MIN_DIGITS = 3;
/** WhatsApp's LIDs have 14 digits and more. */
const LID = /^\d{10,20}$/;

/**
 * Splits a search text. Null if it is empty. A number may be typed with its country's code
 * (`+62 812`, `0062 812`) or as within `country` (`0812`). Throws SearchTermInvalid.
 */
export function searchTerms(typed: string, country: Country | null = null): SearchTerms | null {
  const text = typed.replaceAll('\0', ' ');
  const words = text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  if (words.length === 0) return null;
  const lid = LID.test(text.trim()) ? text.trim() : null;
  return { words: withWays(words), numbers: numbersIn(text, country), lid };
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
  const folded = foldText(word);
  if (THREE_LETTERS.test(folded)) return 'long';
  if (WIDE_LETTER.test(folded)) return 'wide';
  if (LETTER.test(folded)) return 'short';
  if (SYMBOLS.test(folded)) return 'symbols';
  throw new SearchTermInvalid();
}

/**
 * What the stored digits of a number contain, if the text is one. Those have the code of the country, so a 0 before
 * a number without it is left out.
 */
function numbersIn(text: string, country: Country | null): string[] {
  const typed = readTypedNumber(text);
  if (typed === null) return [];
  const { digits, isInternational } = typed;
  const plain = isInternational ? digits : digits.replace(/^0{1,2}/, '');
  if (plain.length < MIN_DIGITS) return [];
  const atHome = isInternational || country === null ? null : parseNumber(digits, country);
  const isFromStart = isInternational || digits.startsWith('00');
  const all = [
    ...[plain, ...(isFromStart ? prefixVariants(plain) : numberVariants(plain))],
    ...(atHome === null ? [] : [atHome, ...numberVariants(atHome)]),
  ];
  return all.filter((one, place) => !all.some((other, n) => isCovered(one, other, place > n)));
}

/** Every number with `one` in it is found by `other`, too. */
function isCovered(one: string, other: string, isLater: boolean): boolean {
  return one === other ? isLater : one.includes(other);
}
