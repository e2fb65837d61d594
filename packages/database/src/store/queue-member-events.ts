import { noteEvents } from '../webhooks/queue-events.ts';
import type { GrabContext } from './grab-context.ts';
import { ofSession } from './plan-settings.ts';

const TYPES = ['member.joined', 'member.left', 'member.role_changed'];
/** More members of one group are several events, so that each of them is named. */
const MEMBERS_PER_EVENT = 100;

/**
 * Queues who joined and left and whose role changed, from the history that this grab has written: one event per
 * group, kind and 100 members. The first list of a group makes no history, so no event either. Runs after the events of
 * contacts and groups, which the ids lead to.
 */
export async function queueMemberEvents(context: GrabContext): Promise<void> {
  const { client, session_id, wanted, change } = context;
  const types = TYPES.filter((type) => wanted.has(type));
  if (types.length === 0) return;
  const { rowCount } = await client.query(
    `INSERT INTO webhook_events (session_id, topic, type, data)
     SELECT $1, 'address_book', type, jsonb_build_object('group_id', group_row_id, 'count', count(*),
       'members', jsonb_agg(jsonb_build_object('change_id', id, 'contact_id', contact_row_id,
         'role', role, 'old_role', old_role) ORDER BY id))
     FROM (
       SELECT h.*, c.id AS contact_row_id, 'member.' || h.kind AS type,
         (row_number() OVER (PARTITION BY h.group_row_id, h.kind ORDER BY h.id) - 1)
           / ${MEMBERS_PER_EVENT} AS part
       FROM membership_changes h
       LEFT JOIN (SELECT c.id, c.contact_id FROM contacts c WHERE ${ofSession('c')}) c
         ON c.contact_id = h.participant_id
       WHERE h.session_id = $1 AND h.change_number = $2 AND 'member.' || h.kind = ANY ($3)
     ) seen
     GROUP BY group_row_id, type, part ORDER BY group_row_id, type, part`,
    [session_id, change, types],
  );
  if (rowCount) await noteEvents(client, session_id);
}
