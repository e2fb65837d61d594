import type { Country } from '@grabber/phone-numbers/phone-number';
import type { SqlParameters } from '../connection/sql.ts';
import { isWide } from '../schema/text-types.ts';
import {
  likePattern,
  nameEnd,
  namePrefix,
  type Pattern,
  SORT_NAME,
  widePattern,
  wordPattern,
} from '../search/search-patterns.ts';
import { type SearchWay, type SearchWord, searchTerms } from '../search/search-terms.ts';
import { changedSince, numberBefore } from './change-times.ts';
import { rowOfAddress, wholeJidsOf } from './contact-address.ts';

/** The filters for contacts of a session. An absent filter matches all. */
export interface ContactFilters {
  type?: 'individual' | 'group';
  status?: 'active' | 'inactive';
  /**
   * Name, number, tag, note or custom value as typed: case, accents and the order of words do not matter; or an
   * address with its server.
   */
  search?: string;
  /** no filter: where a number of the search without the code of a country is from */
  country?: Country | null;
  saved?: boolean;
  business?: boolean;
  blocked?: boolean;
  /** false: people of the address book without a WhatsApp account; groups are on WhatsApp */
  on_whatsapp?: boolean;
  /** individuals with a known number, or without one */
  has_phone?: boolean;
  /** individuals with a username, or without one */
  has_username?: boolean;
  /** rows that a grab added, changed or removed at this time or later; see `changedSince` */
  changed_since?: Date;
  /** rows by their `id` */
  ids?: readonly number[];
  /** a group's address: its present members, as far as they are contacts */
  in_group?: string;
  /** the whole name of a label or list */
  label?: string;
  /** a whole tag */
  tag?: string;
  has_note?: boolean;
  /** `name:value` of a custom field: those that have this value there */
  field?: string;
}

/** Answers the SQL: the last change before a time in the session of contacts c. `time` is SQL. */
type NumberBefore = (time: string) => string;

const inOneSession: NumberBefore = (time) => numberBefore('$1', time);

/**
 * The conditions on contacts (alias c) but for the search and the group, each with AND before it. Without `before` all
 * are of the session $1.
 */
export function filterConditions(
  filters: ContactFilters,
  parameters: SqlParameters,
  before: NumberBefore = inOneSession,
): string {
  const { type, status, saved, business, blocked, on_whatsapp, label } = filters;
  const { has_phone, has_username, changed_since, ids } = filters;
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
    // Of the next ones the first condition is that of an index.
    ...(has_username === undefined
      ? []
      : [`c.username IS ${has_username ? 'NOT ' : ''}NULL AND c.type = 'individual'`]),
    ...(changed_since === undefined
      ? []
      : [changedSince(before(`${parameters.add(changed_since.toISOString())}::timestamptz`))]),
    ...(ids === undefined
      ? []
      : [`c.id = ANY (${parameters.add(`{${ids.join(',')}}`)}::bigint[])`]),
    ...(label === undefined
      ? []
      : [`c.labels IS NOT NULL AND c.labels ? ${parameters.add(storedName(label))}`]),
  ];
  return [...conditions, ...ownDataConditions(filters, parameters)]
    .map((condition) => ` AND ${condition}`)
    .join('');
}

/** The conditions on what people wrote. The first one of each is that of an index. */
function ownDataConditions(
  { tag, has_note, field }: ContactFilters,
  parameters: SqlParameters,
): string[] {
  const [name = '', ...rest] = field === undefined ? [] : storedName(field).split(':');
  return [
    ...(tag === undefined
      ? []
      : [`c.tags IS NOT NULL AND c.tags ? ${parameters.add(storedName(tag))}`]),
    ...flag(has_note, 'c.note IS NOT NULL'),
    ...(field === undefined
      ? []
      : [
          `c.custom_fields IS NOT NULL
            AND c.custom_fields ->> ${parameters.add(name)} = ${parameters.add(rest.join(':'))}`,
        ]),
  ];
}

/** A name as it is stored: in NFC, and without what no stored name holds. */
function storedName(typed: string): string {
  return typed.replaceAll('\0', '').toWellFormed().normalize('NFC').trim();
}

function flag(wanted: boolean | undefined, column: string): string[] {
  if (wanted === undefined) return [];
  return [wanted ? column : `NOT (${column})`];
}

/** Whether the search looks an address up. */
export function isAddressSearch({ search }: ContactFilters): boolean {
  return search !== undefined && wholeJidsOf(search).length > 0;
}

/** Adds the text of a pattern as a parameter, and answers the SQL of the pattern that is made of it. */
type AddPattern = (text: string, pattern: Pattern) => string;

/** Answers the SQL: contacts c has one of the addresses that these parameters hold. */
type IsAddressed = (parameters: readonly string[]) => string;

const inSession: IsAddressed = (jids) =>
  `c.id IN (${jids.map((jid) => rowOfAddress('$1', jid)).join(', ')})`;

/**
 * The condition of a search in the session $1, also with AND before it. Empty if the search is empty. The
 * planner sees the patterns as constants, so that they can use an index. Throws SearchTermInvalid.
 */
export function searchCondition(
  filters: ContactFilters,
  parameters: SqlParameters,
  add: AddPattern = (text, pattern) => pattern(parameters.add(text)),
  isAddressed: IsAddressed = inSession,
): string {
  const { search = '', country } = filters;
  const jids = wholeJidsOf(search);
  if (jids.length > 0) return ` AND ${isAddressed(jids.map(parameters.add))}`;
  const terms = searchTerms(search, country);
  if (terms === null) return '';
  const { words, numbers, lid } = terms;
  const all = everyWord(words, add);
  if (numbers.length === 0) return ` AND ${all}`;
  // To look for the only word again, as a number, would read its rows twice.
  const isWord = (digits: string) => words.length === 1 && words[0]?.text === digits;
  const others = words[0]?.way === 'contains' ? numbers.filter((each) => !isWord(each)) : numbers;
  const found = [
    ...others.map((digits) => inEither(WAYS.contains(digits, add))),
    ...(lid === null ? [] : [isAddressed([parameters.add(`${lid}@lid`)])]),
    all,
  ];
  return ` AND (${found.join(' OR ')})`;
}

const NAMES = 'c.search_text';
/** What people wrote. Few contacts have it, and both columns have the same indexes. */
const OWN = 'c.own_text';

type InColumn = (column: string) => string;

function inEither(word: InColumn): string {
  const [name, own] = [word(NAMES), word(OWN)];
  // The beginning of a name has no column to choose.
  return name === own ? name : `(${name} OR ${own})`;
}

/**
 * Each word is in one of the two texts. All in the names comes first and alone: their index finds that in one scan,
 * where a choice for each word would read every row of each word. Else at least one is in what people wrote.
 */
function everyWord(words: readonly SearchWord[], add: AddPattern): string {
  const found = words.map(({ way, text }) => WAYS[way](text, add));
  const eachInEither = found.map(inEither).join(' AND ');
  // A name's beginning bounds the walk, which then finds the other words.
  if (words.some(({ way }) => way === 'name')) return `(${eachInEither})`;
  const inNames = found.map((word) => word(NAMES)).join(' AND ');
  const someInOwn = found.map((word) => word(OWN)).join(' OR ');
  return `((${inNames}) OR ((${someInOwn}) AND ${eachInEither}))`;
}

/** The condition of each way to find a word. */
const WAYS: Record<SearchWay, (text: string, add: AddPattern) => InColumn> = {
  contains(text, add) {
    const pattern = add(text, likePattern);
    return (column) => `${column} LIKE ${pattern}`;
  },
  // The last condition is the exact one: the one before can also match a part of a spelled byte.
  wide(text, add) {
    const [spelled, pattern] = [add(text, widePattern), add(text, likePattern)];
    return (column) =>
      `${isWide(column)} AND search_wide(${column}) LIKE ${spelled} AND ${column} LIKE ${pattern}`;
  },
  word(text, add) {
    const pattern = add(text, wordPattern);
    return (column) => `${column} ~ (${pattern})`;
  },
  name(text, add) {
    const [prefix, end] = [add(text, namePrefix), add(text, nameEnd)];
    return () => `${SORT_NAME} >= ${prefix} AND ${SORT_NAME} < (${end})`;
  },
};

/** The whole list is its order, which is bounded to the names with that prefix. */
export function isNameSearch({ search }: ContactFilters): boolean {
  return searchTerms(search ?? '')?.words.some(({ way }) => way === 'name') === true;
}

/**
 * The rows to choose from, as `c`: a group's members, or all of the session ($1). The members are
 * looked up one by one: there are thousands at most.
 */
export function contactSource(filters: ContactFilters, parameters: SqlParameters): string {
  if (filters.in_group === undefined) return 'contacts c';
  const group = parameters.add(wholeJidsOf(filters.in_group)[0] ?? '');
  return `(SELECT p.participant_id FROM contacts g JOIN group_participants p ON p.group_row_id = g.id
      WHERE g.session_id = $1 AND g.contact_id = ${group} AND g.type = 'group'
        AND p.status = 'active' OFFSET 0) member
    CROSS JOIN LATERAL (SELECT * FROM contacts o
      WHERE o.session_id = $1 AND o.contact_id = member.participant_id OFFSET 0) c`;
}
