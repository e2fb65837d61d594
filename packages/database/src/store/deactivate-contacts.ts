import type { GrabContext } from './grab-context.ts';
import { ofSession } from './plan-settings.ts';

/** The column of `sessions` that remembers the last complete listing of a type. */
const LISTED_AT = { group: 'groups_listed_at', individual: 'contacts_listed_at' } as const;

/**
 * Makes the active rows of a type inactive that a complete listing no longer holds, except those that
 * were listed but could not be read or stored. Answers how many. Their `written_at` becomes what
 * `grabbed_at` last was: after the deactivation nothing else says when they were last there.
 */
export async function deactivateContacts(
  context: GrabContext,
  type: 'group' | 'individual',
  excused: readonly string[],
): Promise<number> {
  const { client, session_id, change } = context;
  const { rowCount } = await client.query(
    `UPDATE contacts c SET status = 'inactive', changed_change = $3,
       written_at = GREATEST(c.written_at, (SELECT ${LISTED_AT[type]} FROM sessions WHERE id = $1)),
       field_changes = c.field_changes || jsonb_build_object('status', $3::bigint)
     WHERE ${ofSession('c')} AND c.type = $2 AND c.status = 'active'
       AND NOT EXISTS (SELECT FROM grab_seen s WHERE s.row_id = c.id)
       AND NOT EXISTS (SELECT FROM unnest($4::text[]) e(id) WHERE e.id = c.contact_id)
       AND NOT EXISTS (SELECT FROM unnest($4::text[]) e(id) WHERE e.id = c.lid)`,
    [session_id, type, change, excused],
  );
  return rowCount ?? 0;
}
