import type { ClientBase } from 'pg';
import type { GrabItemError } from '../grabs/grab-row.ts';
import { eraseAddresses } from '../privacy/erase-addresses.ts';
import { addressHash } from '../privacy/exclusions.ts';
import type { GrabContext } from './grab-context.ts';

/** The addresses of the staged persons: those of one row are of one person. */
const PAIRS = `(
  SELECT contact_id AS one, lid AS other FROM staged_contacts WHERE type = 'individual'
  UNION ALL SELECT participant_id, lid FROM staged_participants
  UNION ALL SELECT participant_id, lid FROM staged_past_participants
  UNION ALL SELECT contact_id, lid FROM staged_older_lids)`;

/** More rounds than a person has addresses that lead to each other. */
const MAX_ROUNDS = 5;

/**
 * Takes the persons out of the staged rows whom the session's workspace excludes. What the grab shows of their
 * other addresses is excluded, too, and erased where it is stored. Runs before the identities are resolved.
 */
export async function dropExcluded(context: GrabContext): Promise<void> {
  const { client, session_id } = context;
  if (!(await excludesAny(client, session_id))) return;
  await client.query(
    `CREATE TEMP TABLE grab_excluded ON COMMIT DROP AS
     WITH shown AS (
       SELECT DISTINCT address FROM (
         SELECT unnest(ARRAY[one, other]) AS address FROM ${PAIRS} p
         UNION ALL SELECT owner_id FROM staged_contacts WHERE owner_id IS NOT NULL) every
     )
     SELECT s.address, e.exclusion_id, true AS is_known
     FROM sessions x JOIN workspaces w ON w.id = x.workspace_id
       JOIN exclusion_addresses e ON e.workspace_id = w.id
       JOIN shown s ON ${addressHash('w.exclusion_key', 's.address')} = e.address_hash
     WHERE x.id = $1`,
    [session_id],
  );
  const learned = await learnAddresses(client);
  if (learned.length > 0) await excludeLearned(context, learned);
  await dropStaged(client);
}

async function excludesAny(client: ClientBase, session_id: string): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT EXISTS (SELECT FROM exclusion_addresses WHERE workspace_id =
       (SELECT workspace_id FROM sessions WHERE id = $1)) AS any`,
    [session_id],
  );
  return rows[0].any;
}

/** The other addresses of the excluded persons, as this grab shows them. */
async function learnAddresses(client: ClientBase): Promise<string[]> {
  const learned: string[] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { rows } = await client.query<{ address: string }>(
      `INSERT INTO grab_excluded
       SELECT DISTINCT ON (address) address, exclusion_id, false FROM (
         SELECT p.other AS address, g.exclusion_id FROM ${PAIRS} p
           JOIN grab_excluded g ON g.address = p.one
         UNION SELECT p.one, g.exclusion_id FROM ${PAIRS} p
           JOIN grab_excluded g ON g.address = p.other) found
       WHERE address IS NOT NULL AND address NOT IN (SELECT address FROM grab_excluded)
       ORDER BY address, exclusion_id
       RETURNING address`,
    );
    if (rows.length === 0) break;
    learned.push(...rows.map(({ address }) => address));
  }
  return learned;
}

/** A later grab may show these alone: a list of members often has no number. */
async function excludeLearned(
  { client, session_id }: GrabContext,
  learned: readonly string[],
): Promise<void> {
  await client.query(
    `INSERT INTO exclusion_addresses (workspace_id, address_hash, exclusion_id)
     SELECT w.id, ${addressHash('w.exclusion_key', 'g.address')}, held.id
     FROM sessions x JOIN workspaces w ON w.id = x.workspace_id
       CROSS JOIN grab_excluded g
       JOIN (SELECT id FROM exclusions
             WHERE id = ANY (ARRAY(SELECT exclusion_id FROM grab_excluded))
             FOR KEY SHARE) held ON held.id = g.exclusion_id
     WHERE x.id = $1 AND NOT g.is_known
     ORDER BY 2 ON CONFLICT (workspace_id, address_hash) DO NOTHING`,
    [session_id],
  );
  await eraseAddresses(client, session_id, learned);
}

async function dropStaged(client: ClientBase): Promise<void> {
  const excluded = '(SELECT address FROM grab_excluded)';
  await client.query(
    `DELETE FROM staged_contacts
     WHERE type = 'individual' AND (contact_id IN ${excluded} OR lid IN ${excluded})`,
  );
  await client.query(`UPDATE staged_contacts SET owner_id = NULL WHERE owner_id IN ${excluded}`);
  for (const table of ['staged_participants', 'staged_past_participants']) {
    await client.query(
      `DELETE FROM ${table} WHERE participant_id IN ${excluded} OR lid IN ${excluded}`,
    );
  }
  await client.query(
    `DELETE FROM staged_older_lids WHERE contact_id IN ${excluded} OR lid IN ${excluded}`,
  );
}

/** The items that a grab's row may name: those of excluded persons are left out. */
export async function withoutExcluded(
  { client, session_id }: GrabContext,
  errors: GrabItemError[],
): Promise<GrabItemError[]> {
  const ids = errors.map(({ contact_id }) => contact_id).filter((id) => id !== null);
  if (ids.length === 0 || !(await excludesAny(client, session_id))) return errors;
  const { rows } = await client.query<{ address: string }>(
    `SELECT address FROM sessions x JOIN workspaces w ON w.id = x.workspace_id
       JOIN exclusion_addresses e ON e.workspace_id = w.id
       JOIN unnest($2::text[]) address
         ON ${addressHash('w.exclusion_key', 'address')} = e.address_hash
     WHERE x.id = $1`,
    [session_id, ids],
  );
  const excluded = new Set(rows.map(({ address }) => address));
  return errors.filter(({ contact_id }) => contact_id === null || !excluded.has(contact_id));
}
