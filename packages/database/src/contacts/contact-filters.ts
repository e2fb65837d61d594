import type { SqlParameters } from '../connection/sql.ts';
import { jidOf, rowOfAddress, wholeJidOf } from './contact-address.ts';

/** The filters for contacts of a session. An absent filter matches all. */
export interface ContactFilters {
  type?: 'individual' | 'group';
  status?: 'active' | 'inactive';
  /** name or number as typed: case, accents and the order of words do not matter; or an address with its server */
  search?: string;
  saved?: boolean;
  business?: boolean;
  blocked?: boolean;
  /** false: people of the address book without a WhatsApp account; groups are on WhatsApp */
  on_whatsapp?: boolean;
  /** individuals with a known number, or without one */
  has_phone?: boolean;
  /** a group's address: its present members, as far as they are contacts */
  in_group?: string;
  /** the whole name of a label or list */
  label?: string;
}

/** The conditions on contacts (alias c) but for the search and the group, each with AND before it. */
export function filterConditions(filters: ContactFilters, parameters: SqlParameters): string {
  const { type, status, saved, business, blocked, on_whatsapp, has_phone, label } = filters;
  const conditions = [
    ...(type === undefined ? [] : [`c.type = ${parameters.add(type)}`]),
    ...(status === undefined
      ? []
      : [`c.status = '${status === 'active' ? 'active' : 'inactive'}'`]),
    ...flag(saved, 'c.is_saved'),
    ...flag(business, 'c.is_business'),
    ...flag(blocked, 'c.is_blocked'),
    ...flag(on_whatsapp, 'c.on_whatsapp'),
    ...(has_phone === undefined
      ? []
      : [`c.type = 'individual' AND c.phone_number IS ${has_phone ? 'NOT ' : ''}NULL`]),
    // The first condition is the one of an index.
    ...(label === undefined
      ? []
      : [`c.labels IS NOT NULL AND c.labels ? ${parameters.add(storedName(label))}`]),
  ];
  return conditions.map((condition) => ` AND ${condition}`).join('');
}

/** A name as it is stored: in NFC, and without what no stored name holds. */
function storedName(typed: string): string {
  return typed.replaceAll('\0', '').toWellFormed().normalize('NFC').trim();
}

function flag(wanted: boolean | undefined, column: string): string[] {
  if (wanted === undefined) return [];
  return [wanted ? column : `NOT ${column}`];
}

/** The JID that the search looks up, where it is for an address; else null. */
export function searchedJid({ search }: ContactFilters): string | null {
  return search === undefined ? null : wholeJidOf(search);
}

/**
 * The condition of a search in the session $1, also with AND before it. Empty if the search is empty. `add`
 * turns the text of a pattern into a parameter and answers the pattern; see searchPattern.
 */
export function searchCondition(
  filters: ContactFilters,
  parameters: SqlParameters,
  add = (text: string) => searchPattern(parameters.add(text)),
): string {
  const jid = searchedJid(filters);
  if (jid !== null) return ` AND c.id = ${rowOfAddress('$1', parameters.add(jid))}`;
  const contains = (text: string) => `c.search_text LIKE ${add(text)}`;
  const terms = searchTerms(filters.search ?? '');
  if (terms === null) return '';
  const words = terms.words.map(contains).join(' AND ');
  if (terms.digits === null) return ` AND ${words}`;
  return ` AND (${contains(terms.digits)} OR (${words}))`;
}

/** A pattern of LIKE; of a parameter the planner sees it as a constant, so the trigram index can be used. */
export function searchPattern(placeholder: string): string {
  const folded = `search_fold(${placeholder}::text)`;
  return String.raw`'%' || regexp_replace(${folded}, '([\\%_])', '\\\1', 'g') || '%'`;
}

/**
 * The rows to choose from, as `c`: a group's members, or all of the session ($1). The members are
 * looked up one by one: there are thousands at most.
 */
export function contactSource(filters: ContactFilters, parameters: SqlParameters): string {
  if (filters.in_group === undefined) return 'contacts c';
  const group = parameters.add(jidOf(filters.in_group) ?? '');
  return `(SELECT p.participant_id FROM contacts g JOIN group_participants p ON p.group_row_id = g.id
      WHERE g.session_id = $1 AND g.contact_id = ${group} AND g.type = 'group'
        AND p.status = 'active' OFFSET 0) member
    CROSS JOIN LATERAL (SELECT * FROM contacts o
      WHERE o.session_id = $1 AND o.contact_id = member.participant_id OFFSET 0) c`;
}

/** More words than a search for one person needs. */
const MAX_WORDS = 8;
/** Fewer say nothing about a number. */
const MIN_DIGITS = 3;
const LOOKS_LIKE_NUMBER = /^[+(\d][\d\s().+/-]*$/;

/** The parts of a search text. */
export interface SearchTerms {
  /** all of them are in one of the contact's texts, in any order */
  words: string[];
  /** or this is part of its number; null: not typed as a number */
  digits: string | null;
}

/**
 * Splits a search text. Null if it is empty. A number may be typed with its country's code
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
