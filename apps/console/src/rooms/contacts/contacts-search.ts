import { readPerson } from '../../book/person-address.ts';
import type { ColumnId } from './table/column-layout.ts';

const SORTS = ['name', '-name', 'stored', '-stored', 'changed', '-changed'] as const;
/** As the API calls the orders of a list. A minus reverses one. */
export type Sort = (typeof SORTS)[number];

/** What the address of the screen says. Wrong values count as absent. */
export type ContactsSearch = {
  /** The session. Absent: the people of all accounts. */
  readonly account?: string;
  readonly q?: string;
  readonly type?: 'individual' | 'group';
  readonly status?: 'active' | 'inactive';
  readonly saved?: boolean;
  readonly business?: boolean;
  readonly blocked?: boolean;
  readonly number?: boolean;
  /** False: people of the address book without WhatsApp, who are in no other list. */
  readonly whatsapp?: false;
  readonly note?: boolean;
  readonly username?: boolean;
  /** A day such as `2026-01-15`, which begins where the reader is, or an ISO time. */
  readonly changed?: string;
  readonly label?: string;
  readonly tag?: string;
  /** `name:value` of a custom field. */
  readonly field?: string;
  /** The `contact_id` of a group. */
  readonly group?: string;
  /** Absent: as the person last chose it, at first by name. With a minus: reversed. */
  readonly sort?: Sort;
  /** The number of the row whose panel is open, or its `contact_id`, as older addresses say it. */
  readonly person?: string | number;
  /** The session of that person, where `account` is absent. */
  readonly of?: string;
};

const FLAGS = ['saved', 'business', 'blocked', 'number', 'note', 'username'] as const;
const TEXTS = [
  ...(['account', 'q', 'label', 'tag', 'field', 'group', 'changed', 'of'] as const),
] as const;
/** The longest text that the API takes. */
const MAX_CHARS = { q: 200, label: 255, tag: 100, group: 200 } as Readonly<Record<string, number>>;
const MAX_OTHER_CHARS = 541;
const FIELD = /^[a-z][a-z0-9_]{0,39}:/;

export function readContactsSearch(raw: Record<string, unknown>): ContactsSearch {
  const search: Record<string, unknown> = {};
  for (const name of TEXTS) {
    // The router reads `?q=081` as a number.
    const text = typeof raw[name] === 'number' ? String(raw[name]) : raw[name];
    const isText = typeof text === 'string' && text !== '';
    if (isText) search[name] = text.slice(0, MAX_CHARS[name] ?? MAX_OTHER_CHARS);
  }
  const person = readPerson(raw.person);
  if (person !== undefined) search.person = person;
  for (const name of FLAGS) if (typeof raw[name] === 'boolean') search[name] = raw[name];
  if (raw.type === 'individual' || raw.type === 'group') search.type = raw.type;
  if (raw.status === 'active' || raw.status === 'inactive') search.status = raw.status;
  const sort = readSort(raw.sort);
  if (sort !== undefined) search.sort = sort;
  if (raw.whatsapp === false) search.whatsapp = false;
  if (timeOf(search.changed) === undefined) delete search.changed;
  if (typeof search.field === 'string' && !FIELD.test(search.field)) delete search.field;
  return search;
}

const readSort = (raw: unknown): Sort | undefined => SORTS.find((one) => one === raw);

const SORT_KEY = 'contacts.sort';

/** The order that was last chosen in this browser. Undefined: none yet. */
export function storedSort(): Sort | undefined {
  return readSort(localStorage.getItem(SORT_KEY));
}

export function storeSort(sort: Sort): void {
  localStorage.setItem(SORT_KEY, sort);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The time at which a day or time of the address begins. Undefined: it is none. */
function timeOf(changed: unknown): string | undefined {
  if (typeof changed !== 'string') return;
  const time = new Date(DAY.test(changed) ? `${changed}T00:00` : changed);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** The filters in the words of the API, which the list, the export and the tags take. */
export type Filters = {
  readonly search?: string;
  readonly type?: 'individual' | 'group';
  readonly status?: 'active' | 'inactive';
  readonly saved?: boolean;
  readonly business?: boolean;
  readonly blocked?: boolean;
  readonly has_phone?: boolean;
  readonly on_whatsapp?: boolean;
  readonly has_note?: boolean;
  readonly has_username?: boolean;
  readonly changed_since?: string;
  readonly label?: string;
  readonly tag?: string;
  readonly field?: string;
  readonly in_group?: string;
  /** Rows by their number. The address has none: they are ticked. */
  readonly ids?: string;
};

/** What a list shows: whose contacts, which of them, in what order. */
export type Listing = {
  readonly session: string | null;
  readonly filters: Filters;
  readonly sort: Sort;
};

/** `remembered`: the order where the address says none. */
export function listingOf(search: ContactsSearch, remembered?: Sort): Listing {
  const { account, q, status, saved, business, blocked, number, note, label, tag, field } = search;
  const text = q?.trim();
  const wanted = search.sort ?? remembered;
  return {
    session: account ?? null,
    sort: sortsOffered(account === undefined).find((one) => one === wanted) ?? 'name',
    filters: defined({
      search: text === '' ? undefined : text,
      ...{ status, saved, business, blocked, label, tag, field },
      has_phone: number,
      has_note: note,
      has_username: search.username,
      changed_since: timeOf(search.changed),
      on_whatsapp: search.whatsapp,
      // Over all accounts the API knows people alone.
      type: account === undefined ? undefined : search.type,
      in_group: search.group,
    }),
  };
}

/** The orders of a list. Over all accounts a change has no number of its own, so that nothing is sorted by it. */
export function sortsOffered(isOfAll: boolean): readonly Sort[] {
  return SORTS.filter((sort) => !isOfAll || !sort.endsWith('changed'));
}

/** The order of a column that can be sorted by. Null: the API does not. */
export function sortOf(column: ColumnId, isOfAll: boolean): 'name' | 'stored' | null {
  if (column === 'name') return 'name';
  // Over all accounts the order of storing is the one by number.
  return column === 'phone' && isOfAll ? 'stored' : null;
}

/** How a list is sorted by a column's order, in the words of `aria-sort`. */
export function directionOf(
  sort: Sort,
  by: 'name' | 'stored',
): 'ascending' | 'descending' | 'none' {
  if (sort === by) return 'ascending';
  return sort === `-${by}` ? 'descending' : 'none';
}

/** The mark of a column by which a list is sorted: it points to where the values grow, as tables have it. */
export function arrowOf(direction: ReturnType<typeof directionOf> | undefined): '↑' | '↓' | null {
  if (direction === 'ascending') return '↑';
  return direction === 'descending' ? '↓' : null;
}

/** Leaves out what is undefined. */
function defined(values: Readonly<Record<string, unknown>>): Filters {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
