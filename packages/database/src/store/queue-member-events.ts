import { noteEvents } from '../webhooks/queue-events.ts';
import type { GrabContext } from './grab-context.ts';
import { ofSession } from './plan-settings.ts';

const TYPES = ['member.joined', 'member.left', 'member.role_changed'];
/** More changes of one group at once are a count. */
const MAX_CONTACT_IDS = 100;

/**
 * What a row of `grab_member_changes` is for a webhook, of the staged member s and the stored one m. Null: only
 * texts of the member differ.
 */
export const MEMBER_EVENT = `CASE WHEN s.seq IS NULL THEN
    CASE WHEN m.members_complete AND m.status = 'active' THEN 'member.left' END
  WHEN m.participant_id IS NULL OR m.status = 'inactive' THEN 'member.joined'
  WHEN s.role <> m.role THEN 'member.role_changed' END`;

/**
 * Queues one event per group and kind of change, from `grab_member_changes`. Members of new groups are none: the
 * group is new itself. Answers whether any member changed.
 */
export async function queueMemberEvents(context: GrabContext): Promise<boolean> {
  const { client, session_id, wanted } = context;
  if (!wanted.any) return false;
  const { rows } = await client.query<{ event: string }>(
    'SELECT DISTINCT event FROM grab_member_changes WHERE event IS NOT NULL',
  );
  const types = TYPES.filter(
    (type) => wanted.has(type) && rows.some(({ event }) => event === type),
  );
  if (types.length === 0) return rows.length > 0;
  await client.query(
    `INSERT INTO webhook_events (session_id, topic, type, data)
     SELECT $1, 'address_book', d.event, jsonb_build_object('group_id', d.group_row_id,
       'count', count(*), 'contact_ids',
       to_jsonb((coalesce(array_agg(c.id ORDER BY c.id) FILTER (WHERE c.id IS NOT NULL), '{}'))[1:${MAX_CONTACT_IDS}]))
     FROM (SELECT d.event, d.group_row_id, coalesce(d.participant_id, s.participant_id) AS participant_id
           FROM grab_member_changes d LEFT JOIN staged_participants s USING (seq)
           WHERE d.event = ANY ($2) AND NOT EXISTS (
             SELECT FROM grab_refused r WHERE r.seq = d.seq AND r.kind = 'participant')) d
     LEFT JOIN (SELECT c.id, c.contact_id FROM contacts c WHERE ${ofSession('c')}) c
       ON c.contact_id = d.participant_id
     GROUP BY d.group_row_id, d.event ORDER BY d.group_row_id, d.event`,
    [session_id, types],
  );
  await noteEvents(client, session_id);
  return true;
}
