import { openDatabase } from '@grabber/database/connection/open-database';
import type { Truth } from '@grabber/whatsapp-simulator/account/truth';

/** What is compared of an account. The names of groups that the tests rename count, too. */
export type Stored = { contacts: string[]; groups: string[]; members: number };

/** The session's active rows in the database. Null while the database is down. */
export async function readStored(databaseUrl: string, sessionId: string): Promise<Stored | null> {
  const db = openDatabase(databaseUrl, { max: 1 });
  try {
    const { rows } = await db.pool.query(
      `SELECT array_agg(c.contact_id) FILTER (WHERE c.type = 'individual') AS contacts,
         array_agg(c.contact_id || CASE WHEN c.name LIKE 'Round %' THEN c.name ELSE '' END)
           FILTER (WHERE c.type = 'group') AS groups,
         (SELECT count(*) FROM group_participants p JOIN contacts g ON g.id = p.group_row_id
          WHERE g.session_id = $1 AND p.status = 'active') AS members
       FROM contacts c WHERE c.session_id = $1 AND c.status = 'active'`,
      [sessionId],
    );
    const { contacts, groups, members } = rows[0];
    return { contacts: (contacts ?? []).sort(), groups: (groups ?? []).sort(), members };
  } catch {
    return null;
  } finally {
    await db.close();
  }
}

/** What a correct grab of that account stores. */
export function wantedOf({ contacts, groups }: Truth): Stored {
  return {
    contacts: contacts.map(({ contact_id }) => contact_id).sort(),
    groups: groups.map(withRound).sort(),
    members: groups.reduce((sum, group) => sum + group.participants.length, 0),
  };
}

/** Names of other groups are cleaned before storing, so they are not compared here. */
function withRound({ contact_id, name }: { contact_id: string; name: string }): string {
  return name.startsWith('Round ') ? `${contact_id}${name}` : contact_id;
}
