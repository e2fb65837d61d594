import type { SqlParameters } from '../connection/sql.ts';
import { numberBefore } from '../contacts/change-times.ts';
import { wholeJidsOf } from '../contacts/contact-address.ts';
import {
  type ContactFilters,
  filterConditions,
  searchCondition,
} from '../contacts/contact-filters.ts';

/** The filters of a list over several sessions: those of a session's list, but for the type. */
export type AccountFilters = Omit<ContactFilters, 'type'>;

/** The type of the rows of a list: persons or groups. */
export type ListedType = 'individual' | 'group';

/** The conditions on contacts (alias c) of the sessions but for the search, each with AND before it. */
export function accountConditions(
  filters: AccountFilters,
  parameters: SqlParameters,
  sessions = '$1',
): string {
  const conditions = filterConditions(filters, parameters, (time) => numbersBefore(sessions, time));
  const { in_group } = filters;
  if (in_group === undefined) return conditions;
  const group = parameters.add(wholeJidsOf(in_group)[0] ?? '');
  return `${conditions} AND c.id IN (${membersOf(sessions, group)})`;
}

/** SQL: the rows of a group's present members in those of the sessions that know the group. There are thousands at most. */
const membersOf = (sessions: string, group: string) =>
  `SELECT m.id FROM contacts g JOIN group_participants p ON p.group_row_id = g.id AND p.status = 'active'
     JOIN contacts m ON m.session_id = g.session_id AND m.contact_id = p.participant_id
   WHERE g.session_id = ANY (${sessions}) AND g.contact_id = ${group} AND g.type = 'group'`;

/** SQL: `numberBefore` of the session of contacts c. It is looked up once a session, not once a row. */
const numbersBefore = (sessions: string, time: string) =>
  `((SELECT jsonb_object_agg(s.id, ${numberBefore('s.id', time)})
     FROM unnest(${sessions}::uuid[]) s (id)) ->> c.session_id::text)::bigint`;

/** The condition of the search in the sessions, with AND before it. Empty if there is no search. */
export function accountSearch(
  filters: AccountFilters,
  parameters: SqlParameters,
  sessions = '$1',
  add?: Parameters<typeof searchCondition>[2],
): string {
  return searchCondition(filters, parameters, add, (jids) => isAddressed(sessions, jids));
}

/** SQL: contacts c has one of these addresses in one of the sessions, or had it last. */
function isAddressed(sessions: string, jids: readonly string[]): string {
  const among = `IN (${jids.join(', ')})`;
  return `c.id = ANY (ARRAY(
      SELECT id FROM contacts WHERE session_id = ANY (${sessions}) AND contact_id ${among}
      UNION ALL SELECT id FROM contacts WHERE session_id = ANY (${sessions}) AND lid ${among}
      UNION ALL SELECT contact_row_id FROM contact_aliases
        WHERE session_id = ANY (${sessions}) AND address ${among}))`;
}
