import { createHash, createHmac, hkdfSync } from 'node:crypto';
import type { ClientBase } from 'pg';

/** The key of the installation for exclusions. The database does not hold it, and it is never replaced. */
export type ExclusionKey = {
  /** no secret: may be stored and shown */
  readonly id: string;
  readonly bytes: Buffer;
};

/** What the addresses of one workspace are hashed with. */
export type ExclusionHash = {
  readonly key_id: string;
  /** the workspace's own part, which the database holds */
  readonly salt: Buffer;
  /** the two keys of an HMAC, as padded blocks */
  readonly inner: Buffer;
  readonly outer: Buffer;
  /** of the short hash: a 64-bit number as a decimal text */
  readonly seed: string;
};

const KEY_BYTES = 32;
const KEY_ID_LENGTH = 8;
/** of SHA-256 */
const BLOCK_BYTES = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/** `secret` is any long random text. */
export function createExclusionKey(secret: string): ExclusionKey {
  const bytes = Buffer.from(
    hkdfSync('sha256', secret, '', 'whatsapp-contact-grabber exclusions', KEY_BYTES),
  );
  const id = createHash('sha256').update('key id').update(bytes).digest('hex');
  return { id: id.slice(0, KEY_ID_LENGTH), bytes };
}

export async function exclusionHashOf(
  client: Pick<ClientBase, 'query'>,
  key: ExclusionKey,
  workspace_id: string,
): Promise<ExclusionHash> {
  const { rows } = await client.query<{ exclusion_key: Buffer }>(
    'SELECT exclusion_key FROM workspaces WHERE id = $1',
    [workspace_id],
  );
  // A workspace that is deleted meanwhile has no exclusions left to compare with.
  return exclusionHash(key, rows[0]?.exclusion_key ?? Buffer.alloc(0));
}

export function exclusionHash(key: ExclusionKey, salt: Buffer): ExclusionHash {
  const own = createHmac('sha256', key.bytes).update(salt).digest();
  const block = (pad: number) =>
    Buffer.from(Uint8Array.from({ length: BLOCK_BYTES }, (_, at) => (own[at] ?? 0) ^ pad));
  const seed = createHmac('sha256', own).update('short hash').digest().readBigInt64BE();
  const blocks = { inner: block(INNER_PAD), outer: block(OUTER_PAD) };
  return { key_id: key.id, salt, ...blocks, seed: String(seed) };
}

/** The parameters of `addressHash`, in its order. */
export function hashParameters({ salt, inner, outer }: ExclusionHash): readonly Buffer[] {
  return [salt, inner, outer];
}

/**
 * SQL: the HMAC-SHA-256 of an address. `first` is the number of the first of the `hashParameters`. What is hashed
 * is itself a hash with the salt, so that hashes which older code made could be turned into these.
 */
export function addressHash(first: number, address: string): string {
  const salted = `sha256($${first}::bytea || convert_to(${address}, 'UTF8'))`;
  return keyedHash(first + 1, salted);
}

/** SQL: the HMAC-SHA-256 of bytes. `first` is the number of the parameter `inner`; `outer` is the next. */
export function keyedHash(first: number, bytes: string): string {
  return `sha256($${first + 1}::bytea || sha256($${first}::bytea || ${bytes}))`;
}

/**
 * SQL: 16 bits of another hash of an address, with the same key; `seed` is SQL for a bigint. So few that they
 * identify no person; but of a hundred thousand addresses only some must then be hashed in full.
 */
export function addressTag(seed: string, address: string): string {
  return `(hashtextextended(${address}, ${seed}) & 65535)::int`;
}
