import type { PoolClient } from 'pg';
import { sqlParameters } from '../connection/sql.ts';
import {
  type AccountFilters,
  accountConditions,
  accountSearch,
  type ListedType,
} from './account-filters.ts';

/**
 * SQL: the LIDs of rows without a number in the sessions that one number alone has or had, with the JID of its phone.
 * Such rows are few beside all that have a LID.
 */
export const ownersIn = (sessions: string) => `hidden AS MATERIALIZED (
    SELECT DISTINCT c.contact_id AS lid FROM contacts c
    WHERE c.session_id = ANY (${sessions}) AND c.phone_number IS NULL AND c.type = 'individual'
  ), owners AS MATERIALIZED (
    SELECT lid, min(phone) AS owner FROM (
      SELECT c.lid, c.contact_id AS phone FROM hidden h JOIN contacts c ON c.lid = h.lid
        WHERE c.session_id = ANY (${sessions}) AND c.phone_number IS NOT NULL
      UNION ALL SELECT a.address, c.contact_id FROM hidden h JOIN contact_aliases a ON a.address = h.lid
        JOIN contacts c ON c.id = a.contact_row_id AND c.phone_number IS NOT NULL
        WHERE a.session_id = ANY (${sessions})
    ) known GROUP BY lid HAVING min(phone) = max(phone))`;

/** How many persons or groups the filters let through, linked as linkRows links them, but all at once. */
export async function countEntries(
  client: PoolClient,
  {
    session_ids,
    type,
    filters,
  }: { session_ids: readonly string[]; type: ListedType; filters: AccountFilters },
): Promise<number> {
  const parameters = sqlParameters(session_ids);
  const conditions = accountConditions(filters, parameters) + accountSearch(filters, parameters);
  const { rows } = await client.query<{ total: number }>(
    `WITH chosen AS MATERIALIZED (
       SELECT c.contact_id, c.phone_number IS NULL AS is_hidden FROM contacts c
       WHERE c.session_id = ANY ($1) AND c.type = '${type === 'group' ? 'group' : 'individual'}'${conditions}
     ), ${ownersIn('$1')}
     SELECT count(*) AS total FROM (
       SELECT DISTINCT coalesce(o.owner, c.contact_id) FROM chosen c
       LEFT JOIN owners o ON c.is_hidden AND o.lid = c.contact_id) every`,
    parameters.values,
  );
  return rows[0]?.total ?? 0;
}
