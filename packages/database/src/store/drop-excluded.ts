import type { ClientBase } from 'pg';
import type { GrabItemError } from '../grabs/grab-row.ts';
import { eraseAddresses } from '../privacy/erase-addresses.ts';
import {
  addressHash,
  addressTag,
  type ExclusionHash,
  exclusionHash,
  hashParameters,
} from '../privacy/exclusion-hash.ts';
import type { GrabContext } from './grab-context.ts';

/** The addresses of the staged persons: those of one row are of one person. */
const PAIRS = `(
  SELECT contact_id AS one, lid AS other FROM staged_contacts WHERE type = 'individual'
  UNION ALL SELECT participant_id, lid FROM staged_participants
  UNION ALL SELECT participant_id, lid FROM staged_past_participants
  UNION ALL SELECT contact_id, lid FROM staged_older_lids)`;

/** A username as an address. No number and no LID begins like this. */
const USERNAME = `'@' || lower(username)`;

/** Every address that the grab shows. */
const SHOWN = `(
  SELECT one AS address FROM ${PAIRS} p UNION ALL SELECT other FROM ${PAIRS} p
  UNION ALL SELECT owner_id FROM staged_contacts
  UNION ALL SELECT ${USERNAME} FROM staged_contacts WHERE username IS NOT NULL)`;

/** More rounds than a person has addresses that lead to each other. */
const MAX_ROUNDS = 5;

/**
 * Takes the persons out of the staged rows whom the session's workspace excludes. What the grab shows of their
 * other addresses is excluded, too, and erased where it is stored. Runs before the identities are resolved.
 * Answers how many persons that were.
 */
export async function dropExcluded(context: GrabContext): Promise<number> {
  const { client } = context;
  const exclusions = await findExclusions(context);
  if (exclusions === null) return 0;
  const { workspace_id, hash, tags } = exclusions;
  // The keys are parameters: joined in from a table, each address would be compared with each exclusion.
  const { rowCount } = await client.query(
    `CREATE TEMP TABLE grab_excluded ON COMMIT DROP AS
     SELECT s.address, e.exclusion_id, true AS is_known
     FROM (SELECT DISTINCT address FROM ${SHOWN} every
           WHERE $2::int[] IS NULL OR ${addressTag('$3::bigint', 'address')} = ANY ($2)) s
     JOIN exclusion_addresses e
       ON e.workspace_id = $1 AND e.address_hash = ${addressHash(4, 's.address')}`,
    [workspace_id, tags, hash.seed, ...hashParameters(hash)],
  );
  if (rowCount === 0) return 0;
  await resolveUsernames(client, exclusions);
  await learnAddresses(client);
  const fresh = await client.query<{ address: string }>(
    'SELECT address FROM grab_excluded WHERE NOT is_known',
  );
  if (fresh.rows.length > 0) {
    const addresses = fresh.rows.map(({ address }) => address);
    await excludeLearned(context, exclusions, addresses);
  }
  await dropStaged(client);
  const { rows } = await client.query<{ persons: number }>(
    'SELECT count(DISTINCT exclusion_id) AS persons FROM grab_excluded',
  );
  return rows[0]?.persons ?? 0;
}

type Exclusions = {
  readonly workspace_id: string;
  readonly hash: ExclusionHash;
  /** Null: not every excluded address has one. */
  readonly tags: number[] | null;
};

/** What the addresses of the session's workspace are hashed with. Null: it excludes no person. */
async function findExclusions({
  client,
  session_id,
  exclusion_key,
}: GrabContext): Promise<Exclusions | null> {
  const { rows } = await client.query<{
    workspace_id: string;
    salt: Buffer;
    tags: number[] | null;
  }>(
    `SELECT w.id AS workspace_id, w.exclusion_key AS salt,
       CASE WHEN every(e.address_tag IS NOT NULL) THEN array_agg(DISTINCT e.address_tag) END AS tags
     FROM sessions x JOIN workspaces w ON w.id = x.workspace_id
       JOIN exclusion_addresses e ON e.workspace_id = w.id
     WHERE x.id = $1 GROUP BY w.id`,
    [session_id],
  );
  if (rows[0] === undefined) return null;
  const { workspace_id, salt, tags } = rows[0];
  return { workspace_id, hash: exclusionHash(exclusion_key, salt), tags };
}

/**
 * A person who is excluded by a username alone is known by the number and the LID from here on: WhatsApp may give the
 * username to another person later.
 */
async function resolveUsernames(
  client: ClientBase,
  { workspace_id, hash }: Exclusions,
): Promise<void> {
  const { rows } = await client.query<{ username: string; exclusion_id: string }>(
    `DELETE FROM grab_excluded WHERE address LIKE '@%' RETURNING address AS username, exclusion_id`,
  );
  if (rows.length === 0) return;
  const usernames = rows.map(({ username }) => username);
  await client.query(
    `INSERT INTO grab_excluded
     SELECT DISTINCT ON (address) address, exclusion_id, false FROM (
       SELECT s.contact_id AS address, named.exclusion_id
       FROM unnest($1::text[], $2::uuid[]) AS named (address, exclusion_id)
       JOIN staged_contacts s ON ${USERNAME} = named.address) found
     WHERE address NOT IN (SELECT address FROM grab_excluded)
     ORDER BY address, exclusion_id`,
    [usernames, rows.map(({ exclusion_id }) => exclusion_id)],
  );
  await client.query(
    `DELETE FROM exclusion_addresses e USING unnest($2::text[]) username
     WHERE e.workspace_id = $1 AND e.address_hash = ${addressHash(3, 'username')}`,
    [workspace_id, usernames, ...hashParameters(hash)],
  );
}

/** The other addresses of the excluded persons, as this grab shows them. */
async function learnAddresses(client: ClientBase): Promise<void> {
  let known = await client.query<{ address: string }>('SELECT address FROM grab_excluded');
  for (let round = 0; round < MAX_ROUNDS && known.rows.length > 0; round += 1) {
    // As a list, so that the pairs are read once and nothing is joined.
    const addresses = known.rows.map(({ address }) => address);
    known = await client.query<{ address: string }>(
      `WITH pairs AS MATERIALIZED (
         SELECT DISTINCT one, other FROM ${PAIRS} p
         WHERE other IS NOT NULL AND (one = ANY ($1) OR other = ANY ($1)))
       INSERT INTO grab_excluded
       SELECT DISTINCT ON (address) address, exclusion_id, false FROM (
         SELECT p.other AS address, g.exclusion_id FROM pairs p JOIN grab_excluded g ON g.address = p.one
         UNION SELECT p.one, g.exclusion_id FROM pairs p JOIN grab_excluded g ON g.address = p.other) found
       WHERE address NOT IN (SELECT address FROM grab_excluded)
       ORDER BY address, exclusion_id
       RETURNING address`,
      [addresses],
    );
  }
}

/** A later grab may show these alone: a list of members often has no number. */
async function excludeLearned(
  { client, session_id }: GrabContext,
  { workspace_id, hash }: Exclusions,
  learned: readonly string[],
): Promise<void> {
  await client.query(
    `INSERT INTO exclusion_addresses (workspace_id, address_hash, address_tag, key_id, exclusion_id)
     SELECT $1, ${addressHash(4, 'g.address')}, ${addressTag('$2::bigint', 'g.address')}, $3, held.id
     FROM grab_excluded g
       JOIN (SELECT id FROM exclusions
             WHERE id = ANY (ARRAY(SELECT exclusion_id FROM grab_excluded))
             FOR KEY SHARE) held ON held.id = g.exclusion_id
     WHERE NOT g.is_known
     ORDER BY 2 ON CONFLICT (workspace_id, address_hash) DO NOTHING`,
    [workspace_id, hash.seed, hash.key_id, ...hashParameters(hash)],
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
  context: GrabContext,
  errors: GrabItemError[],
): Promise<GrabItemError[]> {
  const ids = errors.map(({ contact_id }) => contact_id).filter((id) => id !== null);
  const exclusions = ids.length === 0 ? null : await findExclusions(context);
  if (exclusions === null) return errors;
  const { rows } = await context.client.query<{ address: string }>(
    `SELECT address FROM unnest($2::text[]) address JOIN exclusion_addresses e
       ON e.workspace_id = $1 AND e.address_hash = ${addressHash(3, 'address')}`,
    [exclusions.workspace_id, ids, ...hashParameters(exclusions.hash)],
  );
  const excluded = new Set(rows.map(({ address }) => address));
  return errors.filter(({ contact_id }) => contact_id === null || !excluded.has(contact_id));
}
