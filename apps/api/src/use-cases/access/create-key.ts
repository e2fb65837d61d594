import { randomBytes } from 'node:crypto';
import type { CreatedApiKey, Scope } from '@grabber/contracts/api/key';
import { insertApiKey } from '@grabber/database/api-keys/api-keys';
import { withinWorkspaceLimit } from '@grabber/database/workspaces/within-limit';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { keyToWire } from '../../mappers/access-to-wire.ts';
import { requireName } from '../sessions/update-session.ts';
import { ADMIN_ACCESS } from './access.ts';
import { hashKey } from './find-access.ts';
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
};

/**
 * Creates an API key, `wcg_<prefix>_<random>`. The key is answered only here: the database stores its
 * hash. The caller must check the permission first. `max`: how many keys the workspace may have; by default
 * any number. Throws WORKSPACE_NOT_FOUND, VALIDATION_FAILED and WorkspaceFull.
 */
export async function createKey(
  context: Pick<Context, 'db' | 'clock'>,
  input: NewKey,
  max = Number.MAX_SAFE_INTEGER,
): Promise<CreatedApiKey> {
  const now = context.clock();
  const name = requireName(input.name);
  const expires_at = input.expires_at === undefined ? null : expiry(input.expires_at, now);
  const workspace = await resolveWorkspace(context, ADMIN_ACCESS, input.workspace);
  const prefix = `wcg_${randomBytes(PREFIX_BYTES).toString('hex')}`;
  const key = `${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const workspace_id = workspace.id;
  const columns = {
    workspace_id,
    name,
    prefix,
    key_hash: hashKey(key),
    scopes: [...input.scopes],
    expires_at,
    now,
  };
  const limit = { workspace_id, of: 'keys', max, now } as const;
  const row = await withinWorkspaceLimit(context.db, limit, (bounded) =>
    insertApiKey(bounded, columns),
  );
  return { ...keyToWire(row, workspace.name), key };
}

/** The schema's date-time allows a leap second, but a Date does not: it is then refused here. */
function expiry(text: string, now: Date): Date {
  const date = new Date(text);
  if (date > now) return date;
  const details = [{ path: 'body.expires_at', message: 'must be a time in the future' }];
  throw new ServiceError('VALIDATION_FAILED', 'The expiry is not valid.', { details });
}
