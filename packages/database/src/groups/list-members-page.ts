import { isUuid } from '@grabber/primitives/uuid';
import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { inReadTransaction } from '../connection/transactions.ts';
import type { GroupOfContact } from '../contacts/find-contact.ts';
import { pageOf } from '../contacts/page-bytes.ts';
import type { ParticipantRow } from '../contacts/participants.ts';

/** A person who is a member now, with the groups that the list is about and that they are in. */
export type MemberOfGroups = Pick<
  ParticipantRow,
  'participant_id' | 'name' | 'phone_number' | 'lid' | 'masked_number'
> & { is_contact: boolean; groups: GroupOfContact[] };

export interface ListMembersOptions {
  session_id: string;
  /** the ids of groups; absent: all that the account has */
  group_ids?: readonly string[];
  /** in how many of them a person must be */
  min_groups: number;
  /** absent: contacts and others */
  is_contact?: boolean;
  after: string | null;
  limit: number;
}

/** The account's groups that the list is about. */
const GROUPS = `SELECT id FROM contacts WHERE session_id = $1 AND type = 'group' AND status = 'active'
  AND ($2::text[] IS NULL OR contact_id = ANY ($2))`;
const OF_GROUPS = `group_row_id = ANY (ARRAY(${GROUPS})) AND status = 'active'`;

/**
 * A page of the persons who are in groups. It reads all memberships of these groups: an index by
 * member would cost every grab more.
 */
export async function listMembersPage(
  db: Database,
  options: ListMembersOptions,
): Promise<{ rows: MemberOfGroups[]; next: string | null }> {
  if (!isUuid(options.session_id)) return { rows: [], next: null };
  return inReadTransaction(db, async (client) => {
    const places = await findPlaces(client, options);
    const found = await readMembers(client, options, [...places.keys()]);
    const { rows, more } = pageOf(found, options.limit);
    const last = more ? rows.at(-1) : undefined;
    return { rows, next: last ? (places.get(last.participant_id) ?? null) : null };
  });
}

/**
 * The places of persons by their ids: one more than a page has, if so many follow. A place stays when the phone of a
 * LID becomes known, which changes the id.
 */
async function findPlaces(
  client: PoolClient,
  options: ListMembersOptions,
): Promise<Map<string, string>> {
  const { session_id, group_ids = null, min_groups, is_contact, after, limit } = options;
  const isStored = `EXISTS (SELECT FROM contacts c WHERE c.session_id = $1
    AND c.contact_id = m.participant_id)`;
  const wanted = is_contact === undefined ? 'true' : `${is_contact ? '' : 'NOT '}${isStored}`;
  const { rows } = await client.query<{ participant_id: string; place: string }>(
    `SELECT participant_id, place FROM (
       SELECT participant_id, COALESCE(min(lid), participant_id) AS place FROM group_participants
       WHERE ${OF_GROUPS} GROUP BY participant_id HAVING count(*) >= $4) m
     WHERE place > $3 AND ${wanted} ORDER BY place LIMIT $5`,
    [session_id, group_ids, after ?? '', min_groups, limit + 1],
  );
  return new Map(rows.map(({ participant_id, place }) => [participant_id, place]));
}

async function readMembers(
  client: PoolClient,
  options: ListMembersOptions,
  ids: readonly string[],
): Promise<MemberOfGroups[]> {
  const { session_id, group_ids = null } = options;
  const { rows } = await client.query<Omit<MemberOfGroups, 'groups'> & GroupOfContact>(
    `SELECT p.participant_id, p.name, p.phone_number, p.lid, p.masked_number, p.role,
       g.id AS group_row_id, g.contact_id AS group_contact_id, g.name AS group_name,
       EXISTS (SELECT FROM contacts c WHERE c.session_id = $1
         AND c.contact_id = p.participant_id) AS is_contact
     FROM (SELECT * FROM group_participants
           WHERE ${OF_GROUPS} AND participant_id = ANY ($3)) p
     JOIN contacts g ON g.id = p.group_row_id ORDER BY array_position($3, p.participant_id), g.id`,
    [session_id, group_ids, ids],
  );
  const members = new Map<string, MemberOfGroups>();
  for (const { group_row_id, group_contact_id, group_name, role, ...person } of rows) {
    const member = members.get(person.participant_id) ?? { ...person, groups: [] };
    // A group may lack what another one knows.
    member.name ??= person.name;
    member.lid ??= person.lid;
    member.masked_number ??= person.masked_number;
    member.groups.push({ group_row_id, group_contact_id, group_name, role });
    members.set(person.participant_id, member);
  }
  return [...members.values()];
}
