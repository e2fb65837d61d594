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

/**
 * SQL: one row for each person or group of these rows, with the first place among its rows, or the last one. `rows` is SQL of contacts c of
 * the sessions that `owners` is of, with the places as `place`. In one session an address has one row: only what has an
 * owner must be grouped.
 */
export function entriesOf(
  rows: { from: string; place: string; takes?: 'min' | 'max' },
  isOneSession: boolean,
): string {
  const address = 'coalesce(o.owner, c.contact_id)';
  const grouped = (where: string) =>
    `SELECT ${rows.takes ?? 'min'}(${rows.place}) AS place FROM ${rows.from}${where} GROUP BY ${address}`;
  if (!isOneSession) return grouped('');
  const linked = '(SELECT lid FROM owners UNION ALL SELECT owner FROM owners)';
  return `SELECT ${rows.place} AS place FROM ${rows.from} AND c.contact_id NOT IN ${linked}
    UNION ALL ${grouped(` AND c.contact_id IN ${linked}`)}`;
}

/** SQL: contacts c of a type in the sessions, with the owner of a LID, and further conditions. */
export const ownedRows = (sessions: string, type: ListedType, conditions: string): string =>
  `contacts c LEFT JOIN owners o ON c.phone_number IS NULL AND o.lid = c.contact_id
   WHERE c.session_id = ANY (${sessions}) AND c.type = '${type === 'group' ? 'group' : 'individual'}'${conditions}`;

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
  const rows = { from: ownedRows('$1', type, conditions), place: '1' };
  const { rows: counted } = await client.query<{ total: number }>(
    `WITH ${ownersIn('$1')}
     SELECT count(*) AS total FROM (${entriesOf(rows, session_ids.length === 1)}) every`,
    parameters.values,
  );
  return counted[0]?.total ?? 0;
}
