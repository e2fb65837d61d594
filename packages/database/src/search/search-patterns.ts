import { SORT_NAME_CHARS } from '../schema/text-types.ts';

/** The SQL of a pattern, made of the placeholder of a text from a request. */
export type Pattern = (placeholder: string) => string;

const folded: Pattern = (placeholder) => `search_fold(${placeholder}::text)`;

const containing = (text: string) =>
  String.raw`'%' || regexp_replace(${text}, '([\\%_])', '\\\1', 'g') || '%'`;

/** For LIKE: the text is somewhere in it. */
export const likePattern: Pattern = (placeholder) => containing(folded(placeholder));

/**
 * The same for search_wide, which spells the bytes of letters beyond ASCII in ASCII, with a backslash before each. In the
 * place of a backslash any character may stand: else the index would also look for the ends of each spelled byte, which
 * nearly every text has.
 */
export const widePattern: Pattern = (placeholder) =>
  String.raw`'%' || translate(search_wide(${folded(placeholder)}), '\%', '__') || '%'`;

/**
 * A regular expression: a word begins with the text. The trigram index holds the beginnings of words, also
 * of one or two characters, but not other texts as short as that.
 */
export const wordPattern: Pattern = (placeholder) =>
  String.raw`'(^|[[:space:][:punct:][:cntrl:]])' || regexp_replace(${folded(placeholder)}, '([^[:alnum:]])', '\\\1', 'g')`;

/** The order by name, as its index has it. */
export const SORT_NAME = `left(c.search_text, ${SORT_NAME_CHARS})`;

/** The first name in that order that begins with the text, and the end of those names. */
export const namePrefix: Pattern = (placeholder) =>
  `left(${folded(placeholder)}, ${SORT_NAME_CHARS})`;
export const nameEnd: Pattern = (placeholder) => `${namePrefix(placeholder)} || chr(1114111)`;
