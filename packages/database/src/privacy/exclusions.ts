import { isUuid } from '@grabber/primitives/uuid';
import type { ClientBase } from 'pg';
import { ForeignExclusionKey, ifWritable } from '../connection/key-checks.ts';
import type { Database } from '../connection/open-database.ts';
import { inTransaction } from '../connection/transactions.ts';
import { announceExclusion } from '../contacts/announce-contacts.ts';
import {
  addressHash,
  addressTag,
  type ExclusionKey,
  exclusionHashOf,
  hashParameters,
  keyedHash,
} from './exclusion-hash.ts';

/** A person whom no grab of the workspace stores. Which person that is, only a hash says. */
export interface ExclusionRow {
  id: string;
  created_at: Date;
  label: string | null;
  /** how many addresses of the person are known */
  address_count: number;
}

const COLUMNS = `x.id, x.created_at, x.label,
  (SELECT count(*) FROM exclusion_addresses a WHERE a.exclusion_id = x.id) AS address_count`;

/**
 * Excludes a person by all addresses that are known. Joins the exclusion that one of the addresses has already,
 * so that one person has one exclusion. A label replaces that of the exclusion.
 */
export async function addExclusion(
  db: Database,
  {
    workspace_id,
    exclusion_key,
    addresses,
    label = null,
  }: {
    workspace_id: string;
    exclusion_key: ExclusionKey;
    addresses: readonly string[];
    label?: string | null;
  },
): Promise<ExclusionRow> {
  return inTransaction(db, 'BEGIN', async (client) => {
    // Two requests for one person at once make one exclusion.
    await client.query('SELECT FROM workspaces WHERE id = $1 FOR NO KEY UPDATE', [workspace_id]);
    const known = await findExclusions(client, { workspace_id, exclusion_key, addresses });
    const id = known[0]?.id ?? (await insertExclusion(client, workspace_id));
    const hash = await exclusionHashOf(client, exclusion_key, workspace_id);
    await client.query(
      `INSERT INTO exclusion_addresses (workspace_id, address_hash, address_tag, key_id, exclusion_id)
       SELECT $1, ${addressHash(6, 'address')}, ${addressTag('$5::bigint', 'address')}, $4, $3
       FROM unnest($2::text[]) address
       ON CONFLICT (workspace_id, address_hash)
       DO UPDATE SET address_tag = excluded.address_tag`,
      [workspace_id, addresses, id, hash.key_id, hash.seed, ...hashParameters(hash)],
    );
    if (label !== null) {
      await client.query('UPDATE exclusions SET label = $2 WHERE id = $1', [id, label]);
    }
    await client.query(`SELECT ${announceExclusion('$1::uuid')}`, [workspace_id]);
    const { rows } = await client.query<ExclusionRow>(
      `SELECT ${COLUMNS} FROM exclusions x WHERE x.id = $1`,
      [id],
    );
    if (rows[0] === undefined) throw new Error('the exclusion was not stored');
    return rows[0];
  });
}

async function insertExclusion(client: ClientBase, workspace_id: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'INSERT INTO exclusions (workspace_id) VALUES ($1) RETURNING id',
    [workspace_id],
  );
  return rows[0]?.id ?? '';
}

/** The exclusions of a workspace that hold one of the addresses, oldest first. */
export async function findExclusions(
  client: Pick<ClientBase, 'query'>,
  options: { workspace_id: string; exclusion_key: ExclusionKey; addresses: readonly string[] },
): Promise<ExclusionRow[]> {
  const { workspace_id, exclusion_key, addresses } = options;
  const hash = await exclusionHashOf(client, exclusion_key, workspace_id);
  const { rows } = await client.query<ExclusionRow>(
    `SELECT ${COLUMNS} FROM exclusions x WHERE x.id IN (
       SELECT e.exclusion_id FROM unnest($2::text[]) address
       JOIN exclusion_addresses e ON e.workspace_id = $1 AND e.address_hash = ${addressHash(3, 'address')})
     ORDER BY x.created_at, x.id`,
    [workspace_id, addresses, ...hashParameters(hash)],
  );
  return rows;
}

/** A page of the exclusions of a workspace in the order of their ids. `next` is the last id, if there are more. */
export async function listExclusions(
  db: Pick<Database, 'pool'>,
  options: { workspace_id: string; after: string | null; limit: number },
): Promise<{ rows: ExclusionRow[]; next: string | null }> {
  const { workspace_id, after, limit } = options;
  const { rows } = await db.pool.query<ExclusionRow>(
    `SELECT ${COLUMNS} FROM exclusions x
     WHERE x.workspace_id = $1 AND ($2::uuid IS NULL OR x.id > $2) ORDER BY x.id LIMIT $3`,
    [workspace_id, isUuid(after ?? '') ? after : null, limit + 1],
  );
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** Lets the next grab store the person again. False: the workspace (null: any) has no such exclusion. */
export async function deleteExclusion(
  db: Pick<Database, 'pool'>,
  { id, workspace_id }: { id: string; workspace_id: string | null },
): Promise<boolean> {
  if (!isUuid(id)) return false;
  const { rowCount } = await db.pool.query(
    `WITH gone AS (DELETE FROM exclusions
       WHERE id = $1 AND ($2::uuid IS NULL OR workspace_id = $2) RETURNING workspace_id)
     SELECT ${announceExclusion('workspace_id')} FROM gone`,
    [id, workspace_id],
  );
  return (rowCount ?? 0) > 0;
}

/**
 * Hashes the exclusions again that older code made without a key of the installation, and makes sure that all are of
 * this key. For each start of an API. Throws ForeignExclusionKey.
 */
export async function claimExclusions(db: Database, key: ExclusionKey): Promise<void> {
  const { rows } = await db.pool.query<{ workspace_id: string; key_id: string | null }>(
    'SELECT DISTINCT workspace_id, key_id FROM exclusion_addresses WHERE key_id IS DISTINCT FROM $1',
    [key.id],
  );
  for (const { workspace_id, key_id } of rows) {
    if (key_id !== null) throw new ForeignExclusionKey(key_id, key.id);
    await ifWritable(() => hashAgain(db, workspace_id, key));
  }
}

/** The short hashes came from the old key: without them each address of a grab is hashed in full. */
async function hashAgain(db: Database, workspace_id: string, key: ExclusionKey): Promise<void> {
  await inTransaction(db, 'BEGIN', async (client) => {
    const { key_id, inner, outer } = await exclusionHashOf(client, key, workspace_id);
    await client.query(
      `WITH old AS (
         DELETE FROM exclusion_addresses WHERE workspace_id = $1 AND key_id IS NULL
         RETURNING address_hash, exclusion_id)
       INSERT INTO exclusion_addresses (workspace_id, address_hash, key_id, exclusion_id)
       SELECT $1, ${keyedHash(3, 'address_hash')}, $2, exclusion_id FROM old
       ON CONFLICT (workspace_id, address_hash) DO NOTHING`,
      [workspace_id, key_id, inner, outer],
    );
  });
}
