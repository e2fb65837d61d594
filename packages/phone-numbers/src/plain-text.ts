/** Characters that are not seen: without a width, for the direction of text, or of no meaning. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const DIGIT = /\p{Nd}/u;
const DIGITS = /\p{Nd}/gu;
const DASHES = /[\p{Pd}\u2212]/gu;
const SPACES = /[\p{Z}\s]+/gu;

/**
 * A text that a program is to read, as people type or copy it: without characters that are not seen, and with the
 * digits, dashes and spaces of ASCII.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(UNSEEN, '')
    .replaceAll(DIGITS, asciiDigit)
    .replaceAll(DASHES, '-')
    .replaceAll(SPACES, ' ')
    .trim();
}

/** The digits of a script follow each other, from its zero on. Some scripts follow each other, too. */
export function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (first > 0 && DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}
