/** More words than anybody types to find one person. */
const MAX_WORDS = 8;
/** Fewer say nothing about a number. */
const MIN_DIGITS = 3;
const LOOKS_LIKE_NUMBER = /^[+(\d][\d\s().+/-]*$/;

/** What somebody typed to find a contact. */
export interface SearchTerms {
  /** all of them are in one of the contact's texts, in any order */
  words: string[];
  /** or this is part of its number; null: not typed as a number */
  digits: string | null;
}

/**
 * Takes a search apart; null when nothing was typed. A number may be typed with its country's code
 * (`+62 812`, `0062 812`) or without (`0812`): the stored one has the code, so the 0 is left out.
 */
export function searchTerms(typed: string): SearchTerms | null {
  const words = typed
    .replaceAll('\0', ' ')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  if (words.length === 0) return null;
  return { words, digits: digitsOf(words.join(' ')) };
}

function digitsOf(text: string): string | null {
  if (!LOOKS_LIKE_NUMBER.test(text)) return null;
  const digits = text.replaceAll('(0)', '').replace(/\D/g, '');
  const number = text.startsWith('+') ? digits : digits.replace(/^0{1,2}/, '');
  return number.length < MIN_DIGITS ? null : number;
}
