import { isDatabaseFull, isDatabaseReadOnly } from './database-errors.ts';
import type { Database } from './open-database.ts';

/** The ids of the keys that a process has: what `current` encrypts, every process of the database must read. */
export type KeyIds = { readonly current: string; readonly previous: readonly string[] };

/** Another key encrypts in this database. */
export class ForeignEncryptionKey extends Error {
  override readonly name = 'ForeignEncryptionKey';
  readonly code = 'FOREIGN_ENCRYPTION_KEY';

  constructor(stored: string, given: string) {
    super(
      `ENCRYPTION_KEY is another one (${given}) than this database is used with (${stored}). Every API of one database needs the same key: set it, or share secrets/encryption-key of DATA_DIR. If you replaced the key, put the old one into ENCRYPTION_KEY_PREVIOUS. If it is lost, see docs/secrets.md.`,
    );
  }
}

/** Exclusions were made with another key: no grab would recognise those people. */
export class ForeignExclusionKey extends Error {
  override readonly name = 'ForeignExclusionKey';
  readonly code = 'FOREIGN_EXCLUSION_KEY';

  constructor(stored: string, given: string) {
    super(
      `EXCLUSION_KEY is another one (${given}) than this database is used with (${stored}). This key is never replaced: set the old one, or put secrets/exclusion-key of DATA_DIR back. If it is lost, see docs/secrets.md.`,
    );
  }
}

/**
 * Compares the key with the one that this database was used with last, and stores it: the first process decides,
 * and one that also knows the stored key replaces it. A database without writes is only compared. Throws
 * ForeignEncryptionKey.
 */
export async function checkEncryptionKey(db: Database, keys: KeyIds): Promise<void> {
  const stored = await storedKeyId(db, 'encryption_key_check', keys.current);
  if (stored === undefined || stored === keys.current) return;
  if (!keys.previous.includes(stored)) throw new ForeignEncryptionKey(stored, keys.current);
  await ifWritable(() =>
    db.pool.query('UPDATE encryption_key_check SET key_id = $1 WHERE key_id = $2', [
      keys.current,
      stored,
    ]),
  );
}

/** The same for the key of exclusions, which is never replaced. Throws ForeignExclusionKey. */
export async function checkExclusionKey(db: Database, keyId: string): Promise<void> {
  const stored = await storedKeyId(db, 'exclusion_key_check', keyId);
  if (stored !== undefined && stored !== keyId) throw new ForeignExclusionKey(stored, keyId);
}

type KeyCheck = 'encryption_key_check' | 'exclusion_key_check';

/** Stores the id where no id is stored yet: of two processes that start at once, the first decides. */
async function storedKeyId(
  db: Database,
  table: KeyCheck,
  keyId: string,
): Promise<string | undefined> {
  const stored = await readKeyId(db, table);
  if (stored !== undefined) return stored;
  await ifWritable(() =>
    db.pool.query(`INSERT INTO ${table} (key_id) VALUES ($1) ON CONFLICT (only_row) DO NOTHING`, [
      keyId,
    ]),
  );
  return readKeyId(db, table);
}

async function readKeyId(db: Database, table: KeyCheck): Promise<string | undefined> {
  const { rows } = await db.pool.query<{ key_id: string }>(`SELECT key_id FROM ${table}`);
  return rows[0]?.key_id;
}

/** A start must not need a write: the address book can be read during a failover. */
export async function ifWritable(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isDatabaseReadOnly(error) && !isDatabaseFull(error)) throw error;
  }
}
