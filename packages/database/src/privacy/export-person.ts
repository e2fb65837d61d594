import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { inReadTransaction } from '../connection/transactions.ts';
import { CONTACT_ROW_COLUMNS, type ContactRow } from '../contacts/contact-row.ts';
import type { GrabItemError } from '../grabs/grab-row.ts';
import type { MembershipChangeRow } from '../groups/membership-history.ts';
import type { groupParticipants } from '../schema/group-participants.ts';
import { sessionsOf } from './erase-person.ts';
import type { ExclusionKey } from './exclusion-hash.ts';
import { type ExclusionRow, findExclusions } from './exclusions.ts';
import { findAddresses } from './find-addresses.ts';
import type { NamedPerson } from './person-address.ts';

/** A membership with all that is stored of it. */
export type StoredMembership = typeof groupParticipants.$inferSelect & {
  group_contact_id: string;
  group_name: string | null;
};

/** All that one session stores about a person. */
export interface PersonInSession {
  session_id: string;
  session_name: string;
  contacts: ContactRow[];
  aliases: string[];
  memberships: StoredMembership[];
  membership_changes: MembershipChangeRow[];
  /** what a grab changed of the contact in the last month; only where the workspace keeps it */
  value_changes: { field: string; old: unknown; new: unknown; seen_at: Date }[];
  /** groups that the person created */
  owned_groups: { group_contact_id: string; group_name: string | null }[];
  failed_items: (Omit<GrabItemError, 'contact_id'> & { grab_id: string; created_at: Date })[];
}

/** All that a workspace stores about a person. */
export interface PersonExport {
  addresses: string[];
  sessions: PersonInSession[];
  exclusions: ExclusionRow[];
}

/** Null: no stored person has that username. Sessions that store nothing about the person are left out. */
export async function exportPerson(
  db: Database,
  options: { workspace_id: string; person: NamedPerson; exclusion_key: ExclusionKey },
): Promise<PersonExport | null> {
  const { workspace_id, person, exclusion_key } = options;
  const session_ids = await sessionsOf(db, workspace_id);
  const addresses = await findAddresses(db, { session_ids, person });
  if (addresses.length === 0) return null;
  return inReadTransaction(db, async (client) => {
    const { rows } = await client.query<{ id: string; name: string }>(
      'SELECT id, name FROM sessions WHERE workspace_id = $1 ORDER BY created_at, id',
      [workspace_id],
    );
    const sessions: PersonInSession[] = [];
    for (const { id, name } of rows) {
      const stored = await readSession(client, id, addresses);
      const isEmpty = Object.values(stored).every((list) => list.length === 0);
      if (!isEmpty) sessions.push({ session_id: id, session_name: name, ...stored });
    }
    const exclusions = await findExclusions(client, { workspace_id, exclusion_key, addresses });
    return { addresses, sessions, exclusions };
  });
}

async function readSession(client: PoolClient, session_id: string, addresses: readonly string[]) {
  const read = async <Row extends object>(text: string): Promise<Row[]> =>
    (await client.query<Row>(text, [session_id, addresses])).rows;
  const aliases = await read<{ address: string }>(ALIASES);
  return {
    contacts: await read<ContactRow>(CONTACTS),
    aliases: aliases.map(({ address }) => address),
    memberships: await read<StoredMembership>(MEMBERSHIPS),
    membership_changes: await read<MembershipChangeRow>(HISTORY),
    value_changes: await read<PersonInSession['value_changes'][number]>(VALUES),
    owned_groups: await read<PersonInSession['owned_groups'][number]>(OWNED_GROUPS),
    failed_items: await read<PersonInSession['failed_items'][number]>(FAILED_ITEMS),
  };
}

const ROWS = `
  SELECT id FROM contacts WHERE session_id = $1 AND contact_id = ANY ($2)
  UNION SELECT id FROM contacts WHERE session_id = $1 AND lid = ANY ($2)
  UNION SELECT contact_row_id FROM contact_aliases WHERE session_id = $1 AND address = ANY ($2)`;

const VALUES = `
SELECT field, old_value AS old, new_value AS new, seen_at FROM change_values
WHERE contact_row_id IN (${ROWS}) ORDER BY change_number, field`;

const CONTACTS = `
SELECT ${CONTACT_ROW_COLUMNS} FROM contacts c JOIN sessions x ON x.id = c.session_id
WHERE c.session_id = $1 AND c.type = 'individual' AND c.id IN (${ROWS})
ORDER BY c.id`;

const ALIASES = `
SELECT address FROM contact_aliases WHERE session_id = $1 AND address = ANY ($2) ORDER BY address`;

/** One look per group, as for the groups of a contact. */
const MEMBERSHIPS = `
SELECT p.*, g.contact_id AS group_contact_id, g.name AS group_name
FROM contacts g CROSS JOIN LATERAL (
  SELECT * FROM group_participants
  WHERE group_row_id = g.id AND participant_id = ANY ($2) OFFSET 0) p
WHERE g.session_id = $1 AND g.type = 'group' ORDER BY g.id, p.participant_id`;

const HISTORY = `
SELECT h.*, g.contact_id AS group_contact_id, g.name AS group_name, p.name
FROM membership_changes h JOIN contacts g ON g.id = h.group_row_id
LEFT JOIN group_participants p ON p.group_row_id = h.group_row_id
  AND p.participant_id = h.participant_id
WHERE h.session_id = $1 AND h.participant_id = ANY ($2) ORDER BY h.id`;

const OWNED_GROUPS = `
SELECT contact_id AS group_contact_id, name AS group_name FROM contacts
WHERE session_id = $1 AND type = 'group' AND owner_id = ANY ($2) ORDER BY id`;

const FAILED_ITEMS = `
SELECT g.id AS grab_id, g.created_at, item ->> 'type' AS type, item ->> 'reason' AS reason
FROM grabs g CROSS JOIN LATERAL jsonb_array_elements(g.errors) item
WHERE g.session_id = $1 AND item ->> 'contact_id' = ANY ($2) ORDER BY g.created_at, g.id`;
