import { isUuid } from '@grabber/primitives/uuid';
import type { Database } from '../connection/open-database.ts';
import { sqlParameters } from '../connection/sql.ts';
import { type CopyOptions, streamCopy } from '../connection/stream-copy.ts';
import { CONTACT_LINE_COLUMNS } from '../contacts/contact-lines.ts';
import type { SortOrder } from '../contacts/contact-order.ts';
import { SORT_NAME } from '../search/search-patterns.ts';
import { type AccountFilters, accountConditions, accountSearch } from './account-filters.ts';
import { ownersIn } from './count-entries.ts';
import type { AccountSort } from './find-candidates.ts';

/** What the account of a line's JSON says of the person, in this order. */
const ACCOUNT = `json_build_object('session_id', c.session_id, 'session', x.name, 'id', c.id,
      'name', c.name, 'is_saved', c.is_saved, 'status', c.status)`;

/** The row that says most first: as bestOf chooses it. */
const BEST_FIRST = `c.phone_number IS NULL, c.status <> 'active', NOT c.is_saved, c.name IS NULL,
      c.written_at DESC, c.id`;

/**
 * Each person that the sessions know, if the row of one session at least matches, in blocks of lines (see
 * contact-lines.ts), in constant memory and from one snapshot. Each line has two more columns at its end: the session of
 * the row, and as JSON what each account says. Throws ReadStalled if the reader keeps the snapshot for too long, and the
 * signal's reason.
 */
export function streamEntries(
  db: Database,
  options: AccountFilters &
    CopyOptions & { session_ids: readonly string[]; sort?: AccountSort; order?: SortOrder },
): AsyncGenerator<Buffer> {
  const parameters = sqlParameters();
  const ids = options.session_ids.filter(isUuid).map(parameters.add);
  const sessions = `ARRAY[${ids.join(', ')}]::uuid[]`;
  const search = accountSearch(options, parameters, sessions, (text, sql) =>
    parameters.add({ text, sql }),
  );
  const matches = `(true${accountConditions(options, parameters, sessions)}${search}) IS TRUE`;
  const direction = options.order === 'desc' ? 'desc' : 'asc';
  const order =
    options.sort === 'name'
      ? `${SORT_NAME} ${direction}, c.id ${direction}`
      : `e.address ${direction}`;
  const text = `WITH ${ownersIn(sessions)}, entries AS (
      SELECT coalesce(o.owner, c.contact_id) AS address,
        (array_agg(c.id ORDER BY ${BEST_FIRST}))[1] AS best,
        json_agg(${ACCOUNT} ORDER BY x.created_at, x.id, c.id) AS accounts
      FROM contacts c JOIN sessions x ON x.id = c.session_id
        LEFT JOIN owners o ON c.phone_number IS NULL AND o.lid = c.contact_id
      WHERE c.session_id = ANY (${sessions}) AND c.type = 'individual'
      GROUP BY address HAVING bool_or(${matches}))
    SELECT ${CONTACT_LINE_COLUMNS}, c.session_id, e.accounts
    FROM entries e JOIN contacts c ON c.id = e.best JOIN sessions x ON x.id = c.session_id
    ORDER BY ${order}`;
  return streamCopy(db, { text, values: parameters.values }, options);
}
