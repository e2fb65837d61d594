import { SORT_NAME_CHARS } from '../schema/text-types.ts';

/**
 * - `stored`: groups first, each type in the order in which they were stored
 * - `name`: by name without case and accents, contacts without a name last
 * - `changed`: by the latest change
 */
export type ContactSort = 'stored' | 'name' | 'changed';
export type SortOrder = 'asc' | 'desc';

/** SQL: the comparison with a place that the rows behind it pass. */
export const beyond = (order: SortOrder): '>' | '<' => (order === 'asc' ? '>' : '<');

/** The place of a row in an order: it stays one when the row changes or goes. */
export interface ContactPlace {
  /** the row's type, folded name or change number, by the sort */
  key: string;
  id: number;
}

/** The first column of each order; the second is the id. Each has an index. */
export const SORT_KEYS: Record<ContactSort, { column: string; type: string }> = {
  stored: { column: 'c.type', type: 'text' },
  name: { column: `left(c.search_text, ${SORT_NAME_CHARS})`, type: 'text' },
  changed: { column: 'c.changed_change', type: 'bigint' },
};

/** The order that people expect of a sort. */
export function usualOrder(sort: ContactSort): SortOrder {
  return sort === 'changed' ? 'desc' : 'asc';
}

/**
 * For reading rows page by page: they come from the index that has their order, whatever the
 * statistics of a table that was just filled say. Without it a page may sort all the rows.
 */
export const WALK_IN_ORDER =
  'SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_indexscan = on';
