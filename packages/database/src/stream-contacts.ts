import {
  type ContactFilters,
  contactSource,
  filterConditions,
  searchCondition,
  searchPattern,
} from './contact-filters.ts';
import { CONTACT_LINE_COLUMNS } from './contact-lines.ts';
import { type ContactSort, SORT_KEYS, usualOrder } from './contact-order.ts';
import { isUuid } from './is-uuid.ts';
import type { Database } from './open-database.ts';
import { sqlParameters } from './sql-parameters.ts';
import { type CopyOptions, streamCopy } from './stream-copy.ts';

/**
 * All stored contacts that the filters let through, in blocks of lines (see contact-lines.ts), in
 * constant memory and from one snapshot. Without `sort` groups come first, each type in the order of
 * storing.
 *
 * @throws ReadStalled when the one who reads keeps the snapshot for too long; the signal's reason
 */
export function streamContacts(
  db: Database,
  options: ContactFilters & CopyOptions & { session_id: string; sort?: ContactSort },
): AsyncGenerator<Buffer> {
  const parameters = sqlParameters(isUuid(options.session_id) ? options.session_id : null);
  const from = contactSource(options, parameters);
  const conditions =
    filterConditions(options, parameters) +
    searchCondition(options, parameters, (text) => parameters.add({ text, sql: searchPattern }));
  const text = `SELECT ${CONTACT_LINE_COLUMNS} FROM ${from} JOIN sessions x ON x.id = $1::uuid
    WHERE c.session_id = $1${conditions} ORDER BY ${orderOf(options.sort)}`;
  return streamCopy(db, { text, values: parameters.values }, options);
}

function orderOf(sort: ContactSort | undefined): string {
  if (sort === undefined) return 'c.type, c.id';
  const order = usualOrder(sort);
  return `${SORT_KEYS[sort].column} ${order}, c.id ${order}`;
}
