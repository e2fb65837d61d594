import {
  type ContactFilters,
  contactSource,
  filterConditions,
  searchCondition,
} from './contact-filters.ts';
import { CONTACT_ROW_COLUMNS, type ContactRow } from './contact-row.ts';
import { isUuid } from './is-uuid.ts';
import type { Database } from './open-database.ts';
import { sqlParameters } from './sql-parameters.ts';
import { streamQuery } from './stream-query.ts';
import type { SnapshotBounds } from './with-snapshot.ts';

/**
 * All stored contacts that the filters let through, page by page in constant memory and from one
 * snapshot: groups first, each type in the order of storing.
 *
 * @throws ReadStalled when the one who reads keeps the snapshot for too long
 */
export function streamContacts(
  db: Database,
  options: ContactFilters & { session_id: string; bounds?: SnapshotBounds },
): AsyncGenerator<ContactRow[]> {
  const parameters = sqlParameters(isUuid(options.session_id) ? options.session_id : null);
  const from = contactSource(options, parameters);
  const conditions = filterConditions(options, parameters) + searchCondition(options, parameters);
  return streamQuery<ContactRow>(
    db,
    {
      text: `SELECT ${CONTACT_ROW_COLUMNS} FROM ${from} JOIN sessions x ON x.id = $1::uuid
        WHERE c.session_id = $1${conditions} ORDER BY c.type, c.id`,
      values: parameters.values,
    },
    options.bounds,
  );
}
