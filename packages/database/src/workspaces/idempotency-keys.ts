import type { Database } from '../connection/open-database.ts';

/** A request with an Idempotency-Key. */
export interface KeyedRequest {
  caller: string;
  key_hash: Buffer;
  workspace_id: string | null;
  request_hash: Buffer;
  claim: string;
  now: Date;
  claimed_until: Date;
  /** Keys from before then are forgotten. */
  since: Date;
}

/** What became of the request that had the key first. `status` is null while it is at work. */
export interface EarlierRequest {
  request_hash: Buffer;
  status: number | null;
  resources: Record<string, string>;
}

/** Claims the key for this request. Null: done. Else the request that has it. */
export async function claimKey(
  db: Pick<Database, 'pool'>,
  request: KeyedRequest,
): Promise<EarlierRequest | null> {
  const { caller, key_hash, workspace_id, request_hash, claim, now, claimed_until, since } =
    request;
  const { rowCount } = await db.pool.query(
    `INSERT INTO idempotency_keys AS k
       (caller, key_hash, workspace_id, request_hash, claim, claimed_until, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (caller, key_hash) DO UPDATE SET request_hash = $4, claim = $5, claimed_until = $6,
       created_at = $7, status = NULL, resources = '{}'
     WHERE k.created_at < $8
       OR (k.status IS NULL AND k.claimed_until < $7 AND k.request_hash = $4)`,
    [caller, key_hash, workspace_id, request_hash, claim, claimed_until, now, since],
  );
  if (rowCount === 1) return null;
  const { rows } = await db.pool.query<EarlierRequest>(
    'SELECT request_hash, status, resources FROM idempotency_keys WHERE caller = $1 AND key_hash = $2',
    [caller, key_hash],
  );
  // Its request was refused between the two statements: the caller may send it again.
  return rows[0] ?? { request_hash, status: null, resources: {} };
}

/** Stores how the request ended. */
export async function endKey(
  db: Pick<Database, 'pool'>,
  claim: string,
  { status, resources }: { status: number; resources: Readonly<Record<string, string>> },
): Promise<void> {
  await db.pool.query(
    'UPDATE idempotency_keys SET status = $2, resources = $3 WHERE claim = $1 AND status IS NULL',
    [claim, status, JSON.stringify(resources)],
  );
}

/** The request changed nothing: the key can be used again. */
export async function releaseKey(db: Pick<Database, 'pool'>, claim: string): Promise<void> {
  await db.pool.query('DELETE FROM idempotency_keys WHERE claim = $1 AND status IS NULL', [claim]);
}

/** Deletes the keys from before that time. */
export async function purgeKeys(db: Pick<Database, 'pool'>, before: Date): Promise<number> {
  const { rowCount } = await db.pool.query('DELETE FROM idempotency_keys WHERE created_at < $1', [
    before,
  ]);
  return rowCount ?? 0;
}
