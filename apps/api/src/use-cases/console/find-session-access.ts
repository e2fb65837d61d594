import { isActive } from '@grabber/database/api-keys/api-keys';
import {
  type ConsoleSessionRow,
  findConsoleSession,
} from '@grabber/database/console/console-sessions';
import type { Context } from '../../context.ts';
import { type Access, ADMIN_ACCESS, LINK_KEY_ID, type SettingKeys } from '../access/access.ts';
import { hashKey } from '../access/create-key.ts';
import { accessOfKey, type LookUps, unauthorized } from '../access/find-access.ts';

type Needs = Pick<Context, 'db' | 'clock' | 'keyUses' | 'cipher'>;

/** Who is signed in, and with which session. */
export type SignedIn = { readonly access: Access; readonly session: ConsoleSessionRow };

/**
 * The access of a cookie. A key's row is read each time: what ends or narrows the key does so to its sessions. Throws
 * UNAUTHORIZED with the same message for an unknown cookie, an expired session, and one whose key is no longer valid.
 */
export async function findSessionAccess(
  { db, clock, keyUses, cipher }: Needs,
  token: string,
  { adminKeys }: SettingKeys,
  lookUps: LookUps = {},
): Promise<SignedIn> {
  const hash = hashKey(token);
  lookUps.before?.(hash);
  const found = await findConsoleSession(db, hash);
  const now = clock();
  if (!found || found.session.expires_at <= now) throw unauthorized();
  const { session, key } = found;
  if (session.key_id !== null && !(key && isActive(key, now))) throw unauthorized();
  const made = session.admin_key_hash;
  if (made && !adminKeys.some((each) => adminKeyHash(cipher, each).equals(made)))
    throw unauthorized();
  lookUps.onValid?.(hash);
  keyUses.note(session.id);
  if (key) keyUses.note(key.id);
  return { access: key ? accessOfKey(key) : made ? ADMIN_ACCESS : accessOfLink(session), session };
}

/** A keyed hash, because an operator may have chosen a key that could be guessed. */
export function adminKeyHash(cipher: Context['cipher'], key: string): Buffer {
  return cipher.hash(key, 'admin key of a console session');
}

/** It does not expire with its session: what it makes lasts. */
export function accessOfLink({
  workspace_id,
  scopes,
}: Pick<ConsoleSessionRow, 'workspace_id' | 'scopes'>): Access {
  return {
    keyId: LINK_KEY_ID,
    workspaceId: workspace_id,
    sessionIds: null,
    scopes: new Set(scopes),
    expiresAt: null,
    allowedAddresses: null,
  };
}
