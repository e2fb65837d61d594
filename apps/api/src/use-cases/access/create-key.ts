import { createHash, randomBytes } from 'node:crypto';
import type { CreatedApiKey, Scope } from '@grabber/contracts/api/access/key';
import { insertApiKey } from '@grabber/database/api-keys/api-keys';
import { withinWorkspaceLimit } from '@grabber/database/workspaces/within-limit';
import { formatAddressRange, parseAddressRange } from '@grabber/primitives/address-ranges';
import { type ErrorDetail, ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { keyToWire } from '../../mappers/access-to-wire.ts';
import { requireName } from '../sessions/update-session.ts';
import { ADMIN_ACCESS } from './access.ts';
import { resolveWorkspace } from './workspaces.ts';

const PREFIX_BYTES = 4;
const SECRET_BYTES = 32;

export type NewKey = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Default: `default`. */
  readonly workspace?: string | undefined;
  /** ISO 8601, in the future. Default: never. */
  readonly expires_at?: string | undefined;
  /** Default: every address. */
  readonly allowed_addresses?: readonly string[] | undefined;
  /** Default: every session of the workspace. */
  readonly session_ids?: readonly string[] | null;
  /** The key that the new one is revoked with. Default: none. */
  readonly parentId?: string | null;
  /** `admin`, `command` or the id of a key. Default: not known. */
  readonly createdBy?: string;
};

/**
 * Creates an API key, `wcg_<prefix>_<random>`. The key is answered only here: the database stores its
 * hash. The caller must check the permission first. `max`: how many keys the workspace may have; by default
 * any number. Throws WORKSPACE_NOT_FOUND, VALIDATION_FAILED, WorkspaceFull, and UNAUTHORIZED if the parent was
 * revoked meanwhile.
 */
export async function createKey(
  context: Pick<Context, 'db' | 'clock'>,
  input: NewKey,
  max = Number.MAX_SAFE_INTEGER,
): Promise<CreatedApiKey> {
  const now = context.clock();
  const name = requireName(input.name);
  const expires_at = input.expires_at === undefined ? null : requireFuture(input.expires_at, now);
  const allowed_addresses = input.allowed_addresses?.map(usualForm) ?? null;
  const workspace = await resolveWorkspace(context, ADMIN_ACCESS, input.workspace);
  const { key, ...stored } = newSecret();
  const workspace_id = workspace.id;
  const columns = {
    ...stored,
    workspace_id,
    name,
    scopes: [...input.scopes],
    expires_at,
    allowed_addresses: allowed_addresses && [...new Set(allowed_addresses)],
    session_ids: input.session_ids ? [...new Set(input.session_ids)] : null,
    parent_id: input.parentId ?? null,
    created_by: input.createdBy ?? null,
    now,
  };
  const limit = { workspace_id, of: 'keys', max, now } as const;
  const row = await withinWorkspaceLimit(context.db, limit, (bounded) =>
    insertApiKey(bounded, columns),
  );
  if (row) return { ...keyToWire(row, workspace.name), key };
  throw new ServiceError('UNAUTHORIZED', 'The key of this request is no longer valid.');
}

/** A new key with what is stored of it. */
export function newSecret(): { key: string; prefix: string; key_hash: Buffer } {
  const prefix = `wcg_${randomBytes(PREFIX_BYTES).toString('hex')}`;
  const key = `${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { key, prefix, key_hash: hashKey(key) };
}

/** Keys are long and random, so a plain SHA-256 cannot be reversed by trying keys. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

const FUTURE = {
  en: 'must be a time in the future',
  id: 'harus berupa waktu di masa depan',
};
const ADDRESS = {
  en: 'must be an IP address, or a block like 10.0.0.0/8',
  id: 'harus berupa alamat IP, atau blok seperti 10.0.0.0/8',
};

/** The schema's date-time allows a leap second, but a Date does not: it is then refused here. */
function requireFuture(text: string, now: Date): Date {
  const date = new Date(text);
  if (date > now) return date;
  throw invalid({ path: 'body.expires_at', message: FUTURE });
}

function usualForm(text: string, index: number): string {
  const range = parseAddressRange(text);
  if (range) return formatAddressRange(range);
  throw invalid({ path: `body.allowed_addresses.${index}`, message: ADDRESS });
}

function invalid(detail: ErrorDetail): ServiceError {
  return new ServiceError('VALIDATION_FAILED', 'The key is not valid.', { details: [detail] });
}
