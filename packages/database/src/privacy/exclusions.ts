import { isUuid } from '@grabber/primitives/uuid';
import type { ClientBase } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { inTransaction } from '../connection/transactions.ts';

/** A person whom no grab of the workspace stores. Which person that is, only a hash says. */
export interface ExclusionRow {
  id: string;
  created_at: Date;
  label: string | null;
  /** how many addresses of the person are known */
  address_count: number;
}

/** SQL: the hash of an address. `key` is the `exclusion_key` of its workspace. */
export function addressHash(key: string, address: string): string {
  return `sha256(${key} || convert_to(${address}, 'UTF8'))`;
}

/**
 * SQL: 16 bits of another hash of an address, with the same key. So few that they identify no person; but of a
 * hundred thousand addresses only some must then be hashed in full.
 */
export function addressTag(key: string, address: string): string {
  const seed = `('x' || encode(substr(${key}, 1, 8), 'hex'))::bit(64)::bigint`;
  return `(hashtextextended(${address}, ${seed}) & 65535)::int`;
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
    addresses,
    label = null,
  }: { workspace_id: string; addresses: readonly string[]; label?: string | null },
): Promise<ExclusionRow> {
  return inTransaction(db, 'BEGIN', async (client) => {
    // Two requests for one person at once make one exclusion.
    await client.query('SELECT FROM workspaces WHERE id = $1 FOR NO KEY UPDATE', [workspace_id]);
    const known = await findExclusions(client, { workspace_id, addresses });
    const id = known[0]?.id ?? (await insertExclusion(client, workspace_id));
    await client.query(
      `INSERT INTO exclusion_addresses (workspace_id, address_hash, address_tag, exclusion_id)
       SELECT w.id, ${addressHash('w.exclusion_key', 'address')},
         ${addressTag('w.exclusion_key', 'address')}, $3
       FROM workspaces w, unnest($2::text[]) address WHERE w.id = $1
       ON CONFLICT (workspace_id, address_hash)
       DO UPDATE SET address_tag = excluded.address_tag`,
      [workspace_id, addresses, id],
    );
    if (label !== null) {
      await client.query('UPDATE exclusions SET label = $2 WHERE id = $1', [id, label]);
    }
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
  { workspace_id, addresses }: { workspace_id: string; addresses: readonly string[] },
): Promise<ExclusionRow[]> {
  const { rows } = await client.query<ExclusionRow>(
    `SELECT ${COLUMNS} FROM exclusions x WHERE x.id IN (
       SELECT e.exclusion_id FROM workspaces w CROSS JOIN unnest($2::text[]) address
       JOIN exclusion_addresses e ON e.workspace_id = w.id
         AND e.address_hash = ${addressHash('w.exclusion_key', 'address')}
       WHERE w.id = $1) ORDER BY x.created_at, x.id`,
    [workspace_id, addresses],
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
    'DELETE FROM exclusions WHERE id = $1 AND ($2::uuid IS NULL OR workspace_id = $2)',
    [id, workspace_id],
  );
  return (rowCount ?? 0) > 0;
}
