import { isUuid } from '@grabber/primitives/uuid';
import type { Database } from '../connection/open-database.ts';
import { sqlParameters } from '../connection/sql.ts';
import { type CopyOptions, streamCopy } from '../connection/stream-copy.ts';
import {
  type ContactFilters,
  contactSource,
  filterConditions,
  searchCondition,
} from './contact-filters.ts';
import { CONTACT_LINE_COLUMNS } from './contact-lines.ts';
import { type ContactSort, SORT_KEYS, type SortOrder, usualOrder } from './contact-order.ts';

/**
 * The names of the groups that each person is in now, of groups that the account still has, as JSON in
 * their order of storing. All of a session at once: a look for each person would read the lists of
 * members again and again.
 */
const GROUPS_OF_PERSONS = `LEFT JOIN (
    SELECT p.participant_id, json_agg(COALESCE(g.name, g.contact_id) ORDER BY g.id) AS names
    FROM contacts g JOIN group_participants p ON p.group_row_id = g.id AND p.status = 'active'
    WHERE g.session_id = $1 AND g.type = 'group' AND g.status = 'active'
    GROUP BY p.participant_id) membership ON membership.participant_id = c.contact_id`;

/**
 * All stored contacts that match the filters, in blocks of lines (see contact-lines.ts), in
 * constant memory and from one snapshot. Without `sort` groups come first, each type in the order of
 * storing. `with_groups`: each line has one more column at its end, with the names of the person's groups. Throws
 * ReadStalled if the reader keeps the snapshot for too long, and the signal's reason.
 */
export function streamContacts(
  db: Database,
  options: ContactFilters &
    CopyOptions & {
      session_id: string;
      sort?: ContactSort;
      order?: SortOrder;
      with_groups?: boolean;
    },
): AsyncGenerator<Buffer> {
  const parameters = sqlParameters(isUuid(options.session_id) ? options.session_id : null);
  const from = contactSource(options, parameters);
  const conditions =
    filterConditions(options, parameters) +
    searchCondition(options, parameters, (text, sql) => parameters.add({ text, sql }));
  const groups = options.with_groups === true;
  const text = `SELECT ${CONTACT_LINE_COLUMNS}${groups ? ', membership.names' : ''}
    FROM ${from} JOIN sessions x ON x.id = $1::uuid ${groups ? GROUPS_OF_PERSONS : ''}
    WHERE c.session_id = $1${conditions} ORDER BY ${orderOf(options)}`;
  return streamCopy(db, { text, values: parameters.values }, options);
}

function orderOf({
  sort = 'stored',
  order = usualOrder(sort),
}: {
  sort?: ContactSort;
  order?: SortOrder;
}): string {
  return `${SORT_KEYS[sort].column} ${order}, c.id ${order}`;
}

/**
 * The rows that a stored grab saw, as they are now, in blocks of lines (see contact-lines.ts), in
 * constant memory; in the order in which they were first stored. Their number is the grab's total,
 * unless rows were deleted since. Throws ReadStalled if the reader keeps the snapshot for too long, and the
 * signal's reason.
 */
export function readGrabbedContacts(
  db: Database,
  options: CopyOptions & { grab_id: string; type: 'individual' | 'group' },
): AsyncGenerator<Buffer> {
  const type = options.type === 'group' ? 'group' : 'individual';
  // Chunk by chunk, so that nothing but one of them is ever sorted.
  const text = `SELECT ${CONTACT_LINE_COLUMNS}
    FROM (SELECT chunk, contact_row_ids FROM grab_rows
          WHERE grab_id = $1 AND type = '${type}' ORDER BY chunk) g
    CROSS JOIN LATERAL (SELECT * FROM contacts o WHERE o.id = ANY(g.contact_row_ids) OFFSET 0) c
    JOIN sessions x ON x.id = c.session_id
    ORDER BY g.chunk, c.id`;
  return streamCopy(db, { text, values: [options.grab_id] }, options);
}
