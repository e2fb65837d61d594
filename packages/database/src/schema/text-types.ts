import { customType, sql } from '../connection/drizzle.ts';

/** Text compared by bytes: JIDs are ASCII, and their order must not depend on the server's locale. */
export const jidText = customType<{ data: string }>({
  dataType: () => 'text COLLATE "C"',
});

/** How much of each name can be found. */
const SEARCHED_CHARS = 256;
/** How much of a name its order goes by; an index entry must stay small. */
export const SORT_NAME_CHARS = 64;

/** Text compared by bytes, so that pages by name have the same order on every server. */
export const searchText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** Whether a searched text has letters beyond ASCII. The mark of contacts without a name does not count. */
export const isWide = (column: string) =>
  `octet_length(ltrim(${column}, chr(1114111))) > char_length(ltrim(${column}, chr(1114111)))`;

const part = (column: string) => `left(${column}, ${SEARCHED_CHARS})`;
const other = (column: string, sign = '') =>
  `CASE WHEN ${sign}${column} <> coalesce(name, '') THEN chr(31) || ${sign}${part(column)} ELSE '' END`;

/**
 * The folded text that a search looks in: name, other names, `@username`, number. Its beginning is the
 * order by name: the separator is below every character of a name, so that "Ann" comes before
 * "Ann B", and contacts without a name come last.
 */
export const SEARCHED = `CASE WHEN name IS NULL THEN chr(1114111) ELSE '' END || search_fold(coalesce(${part('name')}, '')
    || coalesce(${other('push_name')}, '') || coalesce(${other('verified_name')}, '')
    || coalesce(${other('username', "'@' || ")}, ''))
    || chr(31) || coalesce(phone_number, '')`;
/** The folded text of what people wrote to a contact. Null if that is nothing. */
export const OWN_SEARCHED = 'own_search_text(tags, note, custom_fields)';
export const SEARCH_TEXT = sql.raw(SEARCHED);
